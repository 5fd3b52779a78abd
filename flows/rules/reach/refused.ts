import {unreachable} from './unreachable.ts';

/** Nothing listens there, or a firewall rejects. */
export default unreachable({
	code: 'reach/refused',
	outcome: 'refused',
	says: 'the TCP connection is refused',
	title: where => `Nothing accepts connections at ${where}: the connection is refused.`,
	why: 'The host answers, and says no: no process listens on that address and port, or a firewall rejects with a reset.',
	fixes: [
		{
			title: 'See what listens there, and whether HAProxy runs with a bind on that port',
			then: ['ss -ltnp', 'systemctl status haproxy', 'journalctl -u haproxy -n 50'],
		},
	],
});
