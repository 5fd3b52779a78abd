import {formatDuration} from '../../../source/duration.ts';
import {unusedTunnels} from '../../../source/haproxy/unused.ts';
import {configurationOf} from '../../reading/configuration.ts';
import {lineOf} from '../../reading/words.ts';
import {decisive, met} from '../proof.ts';
import {cutRule} from '../scene.ts';
import {clockNamed, clockWords} from './haproxy-clock.ts';
import {sideDiagnosis} from './side-timeout.ts';

/** The file sets a tunnel timer, but where it has no effect on this route, and another timer ends the connection. */
export default cutRule({
	code: 'idle/tunnel-not-applied',
	outranks: ['idle/client-timeout', 'idle/server-timeout'],
	find(scene) {
		const clock = clockNamed(scene, 'timeout client', 'timeout server');
		const [unused] = clock?.route && scene.config ? unusedTunnels(configurationOf(scene.config), clock.route) : [];
		if (!clock || !unused) return;
		const diagnosis = sideDiagnosis(clock, scene);
		const tunnel = `"timeout tunnel ${unused.written}" (${lineOf(unused.location)})`;
		return {
			...diagnosis,
			title: `${tunnel} has no effect here: ${clockWords(clock)} ends the connection after ${formatDuration(clock.timer.ms as number)}.`,
			why: `The tunnel timer stands in ${unused.section}: ${unused.because}. ${diagnosis.why}`,
			proof: [...diagnosis.proof, decisive(met(`a tunnel timer stands where it has no effect, in ${unused.section}`, 'config'))],
		};
	},
});
