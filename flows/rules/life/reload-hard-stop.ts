import type {ProofItem} from '../../../source/model.ts';
import {type Logged, saysHardStop} from '../../reading/logged.ts';
import {loggedBy} from '../logged.ts';
import {met} from '../proof.ts';
import {together} from './together.ts';

/** A hard stop is logged as K; a restart leaves no line of its own, and what ends otherwise was ended by somebody else. */
const inLog = (logged: Logged | undefined, lines: readonly string[] | undefined): readonly ProofItem[] => [
	...loggedBy(logged, 'killed'),
	...(saysHardStop(lines) ? [met('the log says that the old process was hard-stopped', 'log')] : []),
];

/** The connections end with HAProxy's reload. */
export default together({
	code: 'life/reload-hard-stop',
	moment: told => told === 'reload',
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
