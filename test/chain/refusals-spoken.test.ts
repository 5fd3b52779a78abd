import {behind, judged, row} from '../helpers/behind.ts';
import {createAuthority} from '../helpers/certificates.ts';
import {freePort} from '../helpers/loopback.ts';
import {type Judge, judging, names} from '../helpers/one-fault.ts';
import {fact} from '../helpers/steps.ts';
import {listenTls} from '../helpers/tls.ts';

// Tests have to be declared at once.
const authority = await createAuthority('ws-doctor test root');
const pair = await authority.issue({name: 'localhost'});

// What is spoken on the way.
row('a server that closes', 'upgrade/bad-gateway', behind({}, {...judged(() => 'close'), backend: null}), {says: /HAProxy itself answered/});
row('a 101 without its accept', 'upgrade/bad-gateway', behind({}, {...judged(() => ({status: 101})), backend: null}));
const capitals: Judge = request => (names(request).includes('Upgrade') ? undefined : {status: 400});
row('a server that wants capitals', 'upgrade/header-case', behind({}, judged(capitals)), {
	hop: 'backend',
	suspects: ['upgrade/header-case', 'upgrade/route-missed'],
	vaguely: ['upgrade/route-missed'],
});
row(
	'a server that wants capitals, and closes',
	'upgrade/header-case',
	behind(
		{},
		judged(request => capitals(request, 0) && 'close'),
	),
	{
		suspects: ['upgrade/header-case', 'upgrade/bad-gateway'],
		vaguely: ['upgrade/bad-gateway'],
	},
);
row('a listener that expects the PROXY protocol', 'upgrade/proxy-protocol-mismatch', behind({bind: 'accept-proxy'}), {
	line: 'accept-proxy',
	suspects: ['upgrade/proxy-protocol-mismatch', 'upgrade/closed-early'],
	vaguely: ['upgrade/closed-early'],
});
row(
	'a server that expects the PROXY protocol',
	'upgrade/proxy-protocol-mismatch',
	behind(
		{},
		judged(() => undefined, {expectsProxy: 1}),
	),
	{
		line: 'server ws1',
		suspects: ['upgrade/proxy-protocol-mismatch', 'upgrade/bad-gateway'],
		vaguely: ['upgrade/bad-gateway'],
	},
);
row(
	'a server that expects the other version of it',
	'upgrade/proxy-protocol-mismatch',
	behind(
		{},
		judged(() => undefined, {expectsProxy: 2}),
	),
	{vaguely: ['upgrade/bad-gateway']},
);
row(
	'a server that is sent it and does not expect it',
	'upgrade/proxy-protocol-mismatch',
	behind(
		{server: 'send-proxy'},
		judged(request => (request.start.startsWith('PROXY') ? {status: 400} : undefined)),
	),
	{
		line: 'send-proxy',
		suspects: ['upgrade/proxy-protocol-mismatch', 'upgrade/header-case'],
		vaguely: ['upgrade/route-missed', 'upgrade/bad-gateway'],
	},
);
row(
	'two listeners that do not agree on it',
	'upgrade/proxy-protocol-mismatch',
	async () => {
		const inner = await freePort();
		return behind(
			{
				more: ['backend gate', `\tserver inner 127.0.0.1:${inner}`, 'frontend inner', `\tbind 127.0.0.1:${inner} accept-proxy`, '\tdefault_backend websocket'],
				fallback: 'gate',
			},
			{backend: null},
		)();
	},
	{vaguely: ['upgrade/bad-gateway']},
);
row('TLS to a server in plain text', 'reach/tls-mismatch', behind({server: 'ssl verify none', backend: ['retries 0']}), {
	line: 'ssl verify none',
	suspects: ['reach/tls-mismatch', 'upgrade/no-server'],
	vaguely: ['upgrade/no-server', 'upgrade/bad-gateway'],
});
const serve = judging();
row('plain text to a server with TLS', 'reach/tls-mismatch', behind({}, {servers: [() => listenTls(socket => void serve(socket), pair)]}), {
	line: 'server ws1',
	suspects: ['reach/tls-mismatch', 'upgrade/bad-gateway'],
	vaguely: ['upgrade/bad-gateway'],
});
row('HTTP/2 to a server that has none', 'upgrade/http2-fails', behind({server: 'proto h2', backend: ['retries 0']}), {
	line: 'proto h2',
	certainty: 'likely',
	suspects: ['upgrade/http2-fails', 'upgrade/bad-gateway'],
	vaguely: ['upgrade/bad-gateway', 'upgrade/no-server'],
});

const overTls = {bind: 'ssl crt PEM alpn h2,http/1.1'};
const trusting = {scheme: 'wss', flags: {ca: authority.cert}} as const;
row(
	'HTTP/2 that is refused to clients',
	'upgrade/http2-fails',
	behind({...overTls, frontend: ['http-request deny if { fc_http_major 2 }']}, {scheme: 'wss', pair}),
	{
		flags: trusting.flags,
		suspects: ['upgrade/http2-fails', 'upgrade/blocked'],
	},
);
row('HTTP/2 that works', null, behind(overTls, {scheme: 'wss', pair}), {flags: trusting.flags});
row('a browser that is kept on HTTP/1.1', null, behind({...overTls, global: ['h2-workaround-bogus-websocket-clients']}, {scheme: 'wss', pair}), {
	flags: trusting.flags,
});
row('plain text to a listener with TLS', 'reach/tls-mismatch', behind(overTls, {pair}), {
	flags: trusting.flags,
	suspects: ['reach/tls-mismatch', 'upgrade/proxy-protocol-mismatch'],
	vaguely: ['upgrade/closed-early'],
});
row('a known defect', 'version/known-defect', behind({...overTls, frontend: ['http-request deny if { fc_http_major 2 }']}, {scheme: 'wss', pair}), {
	flags: trusting.flags,
	told: [fact('haproxyVersion', '3.2.18')],
	vaguely: ['upgrade/http2-fails'],
});
