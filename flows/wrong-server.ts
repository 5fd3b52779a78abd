import {flow} from '../source/define.ts';
import {clocksOf} from './clocks.ts';
import {failed} from './failure.ts';
import {outlookOf} from './outlook.ts';
import {configRules} from './rules/config/index.ts';
import {capacityRules, reachRules, sessionRules, upgradeRules} from './rules/index.ts';
import {handshakeSteps, seriesSteps, toldSteps} from './steps/index.ts';

export default flow({
	id: 'wrong-server',
	symptom: 'Connections land on the wrong server',
	hint: 'an unknown session, a lost state, a login asked for again',
	steps: [...handshakeSteps, ...seriesSteps, ...toldSteps],
	rules: [...sessionRules, ...reachRules, ...upgradeRules, ...capacityRules, ...configRules],
	clocks: clocksOf,
	outlook: outlookOf,
	failed,
});
