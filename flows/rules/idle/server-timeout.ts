import {cutRule} from '../scene.ts';
import {clockNamed} from './haproxy-clock.ts';
import {lingeringDiagnosis} from './lingering.ts';
import {sideDiagnosis} from './side-timeout.ts';

/** The silent connection ends at `timeout server`, since no tunnel timer is in force. */
export default cutRule({
	code: 'idle/server-timeout',
	find(scene) {
		const clock = clockNamed(scene, 'timeout server');
		return clock ? sideDiagnosis(clock, scene) : lingeringDiagnosis(scene);
	},
});
