import {rule} from '../../../source/define.ts';
import {measured} from '../../reading/words.ts';
import {trials} from '../../steps/trials.ts';
import {decisive, met} from '../proof.ts';

/** How far repeated ends (or, for a trial that outlived the first one, the moment it was given up) may lie apart, by the shortest, and still be one clock's. */
const spread = 0.2;

/** Repeated trials end at scattered ages: no timer does that, and none should be tuned to it. */
export default rule({
	code: 'life/unstable',
	outranks: [
		'idle/client-timeout',
		'idle/server-timeout',
		'idle/tunnel-timeout',
		'idle/front-hop',
		'idle/inner-hop',
		'idle/backend-closes',
		'idle/heartbeat-missing',
		'life/maximum-lifetime',
	],
	needs: [trials],
	find(ages) {
		const [shortest, longest] = [Math.min(...ages), Math.max(...ages)];
		if (ages.length < 3 || longest - shortest <= Math.max(1000, shortest * spread)) return;
		return {
			severity: 'problem',
			title: `Repeated connections live for scattered times, from ${measured(shortest)} to ${measured(longest)}: no timer does that, so tuning one would not help.`,
			why: 'A timer repeats itself within a second. What scatters is a network that loses packets, processes that crash or are replaced, or memory that runs out.',
			proof: [decisive(met(`${ages.length} trials lived between ${measured(shortest)} and ${measured(longest)}`, 'trials'))],
			fixes: [{title: 'Note the moments of the ends, and compare them with restarts, deployments, health checks and packet loss'}],
		};
	},
});
