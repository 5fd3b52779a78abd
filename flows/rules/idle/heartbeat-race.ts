import {formatDuration} from '../../../source/duration.ts';
import {bracketOf, compareWith} from '../../reading/ends.ts';
import {heartbeatBelow} from '../fixes.ts';
import {decisive, met, unseen} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';

/** Whether silence lasts as long as the clock between two heartbeats: then every pause ends the connection, not only a late message. */
const isTooSlow = ({cut, heartbeat = 0, application}: Scene): boolean => {
	const [clock = Infinity] = bracketOf(cut) ?? [];
	return heartbeat >= clock * 0.95 && compareWith(application, cut) !== 'later';
};

/** The heartbeat is not safely below the clock that cuts: equal to it, or above half of it. */
export default cutRule({
	code: 'idle/heartbeat-race',
	find(scene) {
		const {cut, heartbeat} = scene;
		const [, clock] = bracketOf(cut) ?? [];
		if (!heartbeat || clock === undefined || heartbeat * 2 <= clock) return;
		return {
			severity: isTooSlow(scene) ? 'problem' : 'risk',
			title: `The heartbeat of ${formatDuration(heartbeat)} races with a clock of about ${formatDuration(Math.round(clock))}: one late or lost message, and the connection is cut.`,
			why: 'A heartbeat is safe below half of the shortest idle clock on the path.',
			proof: [
				decisive(met(`silence is cut after about ${formatDuration(Math.round(clock))}`, 'idle')),
				decisive(met(`the application sends every ${formatDuration(heartbeat)}`, 'heartbeat')),
				unseen('whose clock it is: name the hops with --path, client first'),
			],
			fixes: heartbeatBelow(clock),
		};
	},
});
