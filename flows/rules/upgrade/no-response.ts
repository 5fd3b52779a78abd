import {silentServer} from './silent-server.ts';

/** Connected, request sent, nothing came back in time. */
export default silentServer({
	code: 'upgrade/no-response',
	outcomes: ['no-response'],
	title: 'The connection is accepted, but the upgrade request is never answered.',
	why: 'A full HAProxy (global or frontend maxconn) accepts and then stays silent, as the kernel queues for it; so does an application that hangs, or a plain-text port behind TLS.',
	fix: 'See whether connections wait in the queue of the listening socket (ss -ltn: Recv-Q), and what maxconn allows',
});
