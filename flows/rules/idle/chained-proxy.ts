import {formatDuration} from '../../../source/duration.ts';
import {routesMet} from '../../reading/configuration.ts';
import {cutWords} from '../../reading/words.ts';
import {setTimer} from '../fixes.ts';
import {decisive, met} from '../proof.ts';
import {cutRule, type Scene} from '../scene.ts';
import {proofOf} from './clock-proof.ts';
import {clockNamed, clockWords} from './haproxy-clock.ts';

/** The inner pass behind the route whose outer clock is the shorter one. */
const passes = ({config, url, haproxy}: Scene) => {
	const outer = config && routesMet(config, url, haproxy).routes.find(({inner, idle}) => inner?.[0] && !idle.inner);
	return outer?.inner?.[0] && {outer, inner: outer.inner[0]};
};

/** Traffic passes HAProxy twice, and the outer pass's shorter timer wins (each pass is a stream with timers of its own). */
export default cutRule({
	code: 'idle/chained-proxy',
	outranks: ['idle/client-timeout', 'idle/server-timeout', 'idle/tunnel-timeout', 'idle/tunnel-unit', 'idle/tunnel-not-applied'],
	find(scene) {
		const both = passes(scene);
		const clock = clockNamed(scene, 'timeout client', 'timeout server', 'timeout tunnel');
		if (!both || !clock?.effective || clock.timer.ms === null) return;
		const {outer, inner} = both;
		const longer = inner.idle.ms === null ? 'has no limit' : `waits ${inner.idle.ms === undefined ? 'longer' : formatDuration(inner.idle.ms)}`;
		return {
			severity: 'problem',
			title: `Traffic passes HAProxy twice, and the outer pass ends it: ${clockWords(clock)}, while the inner pass ${longer}.`,
			why: `The route ${outer.frontend.name} → ${outer.backend.name} leads into ${inner.frontend.name} → ${inner.backend.name}. Each pass has its own clocks, and the shortest wins. The cut came ${cutWords(scene.cut)}.`,
			hop: 'haproxy',
			timer: {name: clock.timer.name, ms: clock.timer.ms},
			location: clock.effective.location,
			proof: [...proofOf(clock, scene), decisive(met('the server of the outer pass is a listener of the same files', 'config'))],
			fixes: setTimer(
				scene.config,
				clock.effective,
				inner.idle.ms ? formatDuration(inner.idle.ms).replaceAll(' ', '') : '1h',
				'Give the outer pass no shorter timer than the inner one',
			),
		};
	},
});
