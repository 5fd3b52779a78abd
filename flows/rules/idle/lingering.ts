import {agreesInTime} from '../../../source/clocks.ts';
import {formatDuration} from '../../../source/duration.ts';
import type {Diagnosis} from '../../../source/model.ts';
import {heartbeatBelow} from '../fixes.ts';
import {loggedBy} from '../logged.ts';
import {decisive, unseen} from '../proof.ts';
import type {Scene} from '../scene.ts';
import {clockNamed, type HaproxyClock} from './haproxy-clock.ts';
import {sideDiagnosis} from './side-timeout.ts';

/** The clock of the server's side, where the cut came at it although the client's side is shorter. */
const lateClock = (scene: Scene): {late: HaproxyClock; first: HaproxyClock} | undefined => {
	const first = clockNamed(scene, 'timeout client');
	const timer = first?.lingers;
	if (!first || !timer || agreesInTime(timer, scene.cut.afterMs) !== 'met') return;
	const {lingers: _, effective: __, ...rest} = first;
	const effective = first.route?.timers.server;
	return {first, late: {...rest, timer, ...(effective && {effective})}};
};

/**
 * `timeout client` fires first and HAProxy closes towards the server; one that ignores this FIN leaves the client open until
 * `timeout server`, and the log still says cD (measured on 2.6.12; obedient servers end both sides at once).
 */
export const lingeringDiagnosis = (scene: Scene): Diagnosis | undefined => {
	const clocks = lateClock(scene);
	if (!clocks) return;
	const {late, first} = clocks;
	const shorter = formatDuration(first.timer.ms as number);
	const diagnosis = sideDiagnosis(late, {...scene, logged: undefined});
	const inLog = loggedBy(scene.logged, 'clientTimer');
	return {
		...diagnosis,
		why: `${diagnosis.why} "timeout client" is shorter: after ${shorter} HAProxy has closed towards the server, which ignores it, and the client stays open, unheard, until now.`,
		proof: [
			...diagnosis.proof,
			...(inLog.length > 0 ? inLog : [decisive(unseen(`that the server ignores HAProxy's FIN after ${shorter}: then HAProxy logs cD, not sD`))]),
		],
		fixes: [...diagnosis.fixes.filter(({diff}) => diff), ...heartbeatBelow(first.timer.ms)],
	};
};
