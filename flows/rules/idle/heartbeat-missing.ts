import {agreesInTime} from '../../../source/clocks.ts';
import {formatDuration} from '../../../source/duration.ts';
import type {Timer} from '../../../source/model.ts';
import {isBetween, isHaproxy} from '../../reading/suspects.ts';
import {heartbeatBelow} from '../fixes.ts';
import {loggedBy} from '../logged.ts';
import {compared, decisive, met} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';

/** Idle clocks of hops that belong to somebody else. */
const foreign = ({hops}: Scene): readonly Timer[] =>
	hops
		.filter(hop => isBetween(hop) || (isHaproxy(hop) && hop.product !== 'haproxy'))
		.flatMap(({timers}) => timers.filter(({kind, applies, ms}) => kind === 'idle' && applies && ms !== null));

/** The application sends nothing, and a timer that its operator does not own waits for something. */
export default cutRule({
	code: 'idle/heartbeat-missing',
	find(scene) {
		const clocks = foreign(scene);
		const states = clocks.map(timer => agreesInTime(timer, scene.cut.afterMs));
		const clock = clocks[Math.max(0, states.indexOf('met'))];
		if (scene.heartbeat !== 0 || !clock || states.every(state => state === 'contradicted')) return;
		return {
			severity: 'problem',
			title: `The application sends no heartbeat, and ${clock.hop} ends what is silent (${clock.name}, ${formatDuration(clock.ms as number)}).`,
			why: 'Some timers on the way belong to others and cannot be raised: only traffic keeps the connection.',
			hop: clock.hop,
			timer: {name: clock.name, ms: clock.ms as number},
			proof: [
				decisive(met('the application sends nothing on an idle connection', 'heartbeat')),
				decisive(met(`${clock.hop} has an idle timer: ${clock.name}`, clock.origin === 'operator' ? 'timers' : 'path')),
				{says: 'the cut comes at that timer', state: states.includes('met') ? 'met' : 'unseen', evidence: ['idle']},
				...loggedBy(scene.logged, 'either', clock.ending),
				...compared('a connection with pings lives longer', scene.whenBusy, ['later'], 'busy'),
			],
			fixes: heartbeatBelow(clock.ms),
		};
	},
});
