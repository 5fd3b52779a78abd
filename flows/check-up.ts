import {flow} from '../source/define.ts';
import {clocksOf} from './clocks.ts';
import {failed} from './failure.ts';
import {outlookOf} from './outlook.ts';
import {configRules} from './rules/config/index.ts';
import {capacityRules, idleRules, lifeRules, reachRules, sessionRules, upgradeRules} from './rules/index.ts';
import {handshakeSteps, silenceSteps, toldSteps} from './steps/index.ts';

export default flow({
	id: 'check-up',
	symptom: 'Nothing is wrong yet, or I cannot tell',
	hint: 'tries everything, and names the clock that would cut first',
	steps: [...handshakeSteps, ...silenceSteps, ...toldSteps],
	rules: [...idleRules, ...lifeRules, ...reachRules, ...upgradeRules, ...sessionRules, ...capacityRules, ...configRules],
	clocks: clocksOf,
	outlook: outlookOf,
	failed,
});
