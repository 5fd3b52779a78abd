import {flow} from '../source/define.ts';
import {clocksOf} from './clocks.ts';
import {failed} from './failure.ts';
import {outlookOf} from './outlook.ts';
import {configRules} from './rules/config/index.ts';
import {capacityRules, idleRules, lifeRules, reachRules, upgradeRules} from './rules/index.ts';
import {handshakeSteps, silenceSteps, toldSteps} from './steps/index.ts';

export default flow({
	id: 'drops',
	symptom: 'Connections work, then drop',
	hint: 'cut after some seconds or minutes; code 1006 in the browser; reconnects',
	steps: [...handshakeSteps, ...silenceSteps, ...toldSteps],
	rules: [...idleRules, ...lifeRules, ...reachRules, ...upgradeRules, ...capacityRules, ...configRules],
	clocks: clocksOf,
	outlook: outlookOf,
	failed,
});
