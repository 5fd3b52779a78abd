import {formatDuration} from '../../../source/duration.ts';
import {bracketOf} from '../../reading/ends.ts';
import {heartbeatBelow} from '../fixes.ts';
import {decisive, met} from '../proof.ts';
import {cutRule} from '../scene.ts';

/** The heartbeat is not safely below the clock that cuts: equal to it, or above half of it. */
export default cutRule({
	code: 'idle/heartbeat-race',
	find({cut, heartbeat}) {
		const [, clock] = bracketOf(cut) ?? [];
		if (!heartbeat || clock === undefined || heartbeat * 2 <= clock) return;
		return {
			severity: 'risk',
			title: `The heartbeat of ${formatDuration(heartbeat)} races with a clock of about ${formatDuration(Math.round(clock))}: one late or lost message, and the connection is cut.`,
			why: 'A heartbeat is safe below half of the shortest idle clock on the path.',
			proof: [
				decisive(met(`silence is cut after about ${formatDuration(Math.round(clock))}`, 'idle')),
				decisive(met(`the application sends every ${formatDuration(heartbeat)}`, 'heartbeat')),
			],
			fixes: heartbeatBelow(clock),
		};
	},
});
