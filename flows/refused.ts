import {flow} from '../source/define.ts';
import {clocksOf} from './clocks.ts';
import {failed} from './failure.ts';
import {outlookOf} from './outlook.ts';
import {configRules} from './rules/config/index.ts';
import {capacityRules, reachRules, sessionRules, upgradeRules} from './rules/index.ts';
import {handshakeSteps, toldSteps} from './steps/index.ts';

export default flow({
	id: 'refused',
	symptom: 'Connections are never established',
	hint: 'no 101: refused, 4xx, 5xx, a redirect, or no answer at all',
	steps: [...handshakeSteps, ...toldSteps],
	rules: [...reachRules, ...upgradeRules, ...sessionRules, ...capacityRules, ...configRules],
	clocks: clocksOf,
	outlook: outlookOf,
	failed,
});
