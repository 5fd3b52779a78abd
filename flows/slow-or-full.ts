import {flow} from '../source/define.ts';
import {clocksOf} from './clocks.ts';
import {failed} from './failure.ts';
import {outlookOf} from './outlook.ts';
import {configRules} from './rules/config/index.ts';
import {capacityRules, reachRules, sessionRules, upgradeRules} from './rules/index.ts';
import {handshakeSteps, toldSteps} from './steps/index.ts';

export default flow({
	id: 'slow-or-full',
	symptom: 'Connecting is slow, or fails at the peak',
	hint: 'long waits, 503 or 504 when many come, a limit that is reached',
	steps: [...handshakeSteps, ...toldSteps],
	rules: [...capacityRules, ...reachRules, ...upgradeRules, ...sessionRules, ...configRules],
	clocks: clocksOf,
	outlook: outlookOf,
	failed,
});
