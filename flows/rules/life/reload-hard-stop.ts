import type {ProofItem} from '../../../source/model.ts';
import {saysHardStop} from '../../reading/logged.ts';
import {weaknesses} from '../../reading/weaknesses.ts';
import {loggedBy} from '../logged.ts';
import {met} from '../proof.ts';
import {type Moment, together} from './together.ts';

/** A hard stop is logged as K; a restart leaves no line of its own, and what ends otherwise was ended by somebody else. */
const inLog = ({logged, log}: Moment): readonly ProofItem[] => [
	...loggedBy(logged, 'killed'),
	...(saysHardStop(log) ? [met('the log says that the old process was hard-stopped', 'log')] : []),
];

/** Sessions that HAProxy ended itself, by a file that tells it to be hard on old workers. */
const isHardStop = ({logged, config, url, haproxy}: Moment): boolean =>
	Boolean(logged?.state.startsWith('K') && config && weaknesses(config, url, haproxy).some(({code}) => code === 'config/reload-cuts-tunnels'));

/** The connections end with HAProxy's reload. */
export default together({
	code: 'life/reload-hard-stop',
	moment: (told, seen) => told === 'reload' || (told === true && (saysHardStop(seen.log) || isHardStop(seen))),
	logged: inLog,
	outranks: ['life/ended-together'],
	diagnosis: {
		title: "All connections end with HAProxy's reload: the old worker does not outlive it for long enough.",
		why: 'An old worker keeps its tunnels until they end, unless hard-stop-after or mworker-max-reloads cuts that short, or the "reload" is a restart in truth.',
		hop: 'haproxy',
		fixes: [
			{
				title: 'Raise or remove hard-stop-after, and see that the unit reloads (SIGUSR2) instead of restarting',
				then: ['grep -n hard-stop-after /etc/haproxy/haproxy.cfg', 'systemctl cat haproxy'],
			},
		],
	},
});
