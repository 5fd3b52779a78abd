import {together} from './together.ts';

/** The connections end with HAProxy's reload. */
export default together({
	code: 'life/reload-hard-stop',
	moment: 'reload',
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
