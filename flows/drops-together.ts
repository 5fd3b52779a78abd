import {flow} from '../source/define.ts';
import {clocksOf} from './clocks.ts';
import {failed} from './failure.ts';
import {outlookOf} from './outlook.ts';
import {configRules} from './rules/config/index.ts';
import {capacityRules, idleRules, lifeRules, reachRules, upgradeRules} from './rules/index.ts';
import {handshakeSteps, silenceSteps, toldSteps} from './steps/index.ts';
import {coincides} from './steps/told.ts';

export default flow({
	id: 'drops-together',
	symptom: 'Connections drop all at once',
	hint: 'in one second, whatever their age: at a reload, a deploy, a peak',
	steps: [coincides, ...handshakeSteps, ...silenceSteps, ...toldSteps].filter((step, index, all) => all.findIndex(({id}) => id === step.id) === index),
	rules: [...lifeRules, ...idleRules, ...reachRules, ...upgradeRules, ...capacityRules, ...configRules],
	clocks: clocksOf,
	outlook: outlookOf,
	failed,
});
