import {silentServer} from './silent-server.ts';

/** Connected, then closed or reset before any response. */
export default silentServer({
	code: 'upgrade/closed-early',
	outcomes: ['closed', 'reset'],
	title: 'The connection is accepted, then closed before any response.',
	why: 'A rule that rejects, a PROXY protocol header that is expected and not sent, plain HTTP on a TLS port, or a server that dies on the request.',
	fix: "Look at HAProxy's log for this moment: PR-- is a rule, <BADREQ> a request it could not read; compare accept-proxy and ssl on the bind line",
});
