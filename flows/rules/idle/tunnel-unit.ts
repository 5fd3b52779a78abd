import {formatDuration} from '../../../source/duration.ts';
import type {EffectiveTimer} from '../../../source/haproxy/types.ts';
import {cutWords} from '../../reading/words.ts';
import {setTimer} from '../fixes.ts';
import {decisive, met} from '../proof.ts';
import {cutRule} from '../scene.ts';
import {proofOf} from './clock-proof.ts';
import {clockNamed, clockWords} from './haproxy-clock.ts';

/**
 * Whether a bare number was surely meant as seconds: too short for a tunnel as milliseconds, and not one of the round
 * thousands that people write who think in milliseconds.
 */
export const meantAsSeconds = ({bare, ms}: EffectiveTimer): boolean => {
	if (!bare || typeof ms !== 'number' || ms > 100_000) return false;
	const hours = ms % 3600 === 0 && ms % 10_000 !== 0;
	return ms < 5000 || ms % 1000 !== 0 || hours;
};

/** A bare number of milliseconds that was meant as seconds ends the connection. */
export default cutRule({
	code: 'idle/tunnel-unit',
	outranks: ['idle/tunnel-timeout', 'life/immediate-close'],
	find(scene) {
		const clock = clockNamed(scene, 'timeout tunnel');
		const effective = clock?.effective;
		if (!clock || !effective || !meantAsSeconds(effective)) return;
		const ms = clock.timer.ms as number;
		return {
			severity: 'problem',
			title: `${clockWords(clock)} is ${formatDuration(ms)}, not ${formatDuration(ms * 1000)}: without a unit HAProxy reads milliseconds.`,
			why: `The tunnel timer in force is ${formatDuration(ms)}, and the cut came ${cutWords(scene.cut)}.`,
			hop: 'haproxy',
			timer: {name: clock.timer.name, ms},
			location: effective.location,
			proof: [...proofOf(clock, scene), decisive(met(`"${effective.written}" has no unit`, 'config'))],
			fixes: setTimer(scene.config, effective, `${effective.written}s`, 'Write the unit'),
		};
	},
});
