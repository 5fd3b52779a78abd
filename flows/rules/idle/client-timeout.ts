import {cutRule} from '../scene.ts';
import {clockNamed} from './haproxy-clock.ts';
import {sideDiagnosis} from './side-timeout.ts';

/** The silent connection ends at `timeout client`, since no tunnel timer is in force. */
export default cutRule({
	code: 'idle/client-timeout',
	find(scene) {
		const clock = clockNamed(scene, 'timeout client');
		return clock && sideDiagnosis(clock, scene);
	},
});
