import {formatDuration} from '../../../source/duration.ts';
import {cutWords} from '../../reading/words.ts';
import {heartbeatBelow, setTimer} from '../fixes.ts';
import {cutRule} from '../scene.ts';
import {proofOf} from './clock-proof.ts';
import {clockNamed, clockWords} from './haproxy-clock.ts';

/** The silent connection ends at the tunnel timer in force. */
export default cutRule({
	code: 'idle/tunnel-timeout',
	find(scene) {
		const clock = clockNamed(scene, 'timeout tunnel');
		if (!clock) return;
		const {timer, effective} = clock;
		return {
			severity: 'problem',
			title: `HAProxy's ${clockWords(clock)} ends connections that are silent for ${formatDuration(timer.ms as number)}.`,
			why: `A tunnel timer replaces "timeout client" and "timeout server" once the 101 has passed. The cut came ${cutWords(scene.cut)}.`,
			hop: timer.hop,
			timer: {name: timer.name, ms: timer.ms as number},
			...(timer.location && {location: timer.location}),
			proof: proofOf(clock, scene),
			fixes: [...setTimer(scene.config, effective, '1h', 'Let quiet tunnels live longer than the application stays silent'), ...heartbeatBelow(timer.ms)],
		};
	},
});
