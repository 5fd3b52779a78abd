import test from 'ava';
import {type Answers, assess} from '../helpers/assess.ts';
import incidents from '../recordings/incidents.json' with {type: 'json'};

/** What an operator says of a refusal, and the verdict it deserves: each row beside its nearest neighbours, and those that deserve none. */
const verdict = test.macro<[answers: Answers, code: string | null, certainty?: string]>({
	exec(t, answers, code, certainty) {
		const {verdict, findings} = assess(answers);
		const shown = findings.map(({code, certainty, severity, proof}) => [code, certainty, severity, proof.filter(({state}) => state !== 'met')]);
		t.is(verdict?.code ?? null, code, JSON.stringify(shown));
		if (certainty) t.is(verdict?.certainty, certainty as never);
	},
	title: (_, answers, code) => `${code ?? 'no verdict'}: ${JSON.stringify(answers)}`,
});

const refused = (answers: Answers): Answers => ({symptom: 'refused', ...answers});
const ok = {status: 101};
const url = 'ws://app.example/ws';
const secure = 'wss://app.example/ws';
const http = (frontend = '', backend = '', server = '  server a 192.0.2.1:80', global = '') =>
	`${global && `global\n${global}\n`}defaults\n  mode http\n  timeout connect 5s\n  timeout client 30s\n  timeout server 20s\nfrontend fe\n  bind :80\n${frontend && `${frontend}\n`}  default_backend be\nbackend be\n${backend && `${backend}\n`}${server}\n`;
const two = '  server a 192.0.2.1:80\n  server b 192.0.2.2:80';
const own = (status: number, sentence: string) => ({status, bodyStart: `<html><body><h1>${status} Word</h1>·${sentence}·</body></html>·`});
const own403 = own(403, 'Request forbidden by administrative rules.');
const own429 = own(429, 'You have sent too many requests in a given amount of time.');
const own503 = own(503, 'No server is available to handle this request.');
const own504 = own(504, "The server didn't respond in time.");
const row = (...statuses: readonly number[]) => statuses.map(status => ({status}));

// Nothing but a status: many causes, and no verdict.
for (const status of [200, 400, 403, 404, 405, 500, 501, 503]) test(verdict, refused({upgrade: {status}}), null);
test(verdict, refused({upgrade: {status: 403}, path: ['nginx', 'haproxy']}), null);
test(verdict, refused({upgrade: {status: 404}, upgradePlain: {status: 200}}), null);
test(verdict, refused({upgrade: {status: 400}, upgradePlain: {status: 200}, path: ['haproxy']}), null);

// Origin or credentials.
test(verdict, refused({url: secure, upgrade: {status: 403}, upgradeWithOwnOrigin: ok}), 'upgrade/origin-rejected', 'confirmed');
test(verdict, refused({url: secure, upgrade: {status: 404}, upgradeWithOwnOrigin: ok}), 'upgrade/origin-rejected', 'confirmed');
test(verdict, refused({upgrade: {status: 403}, upgradeWithoutOrigin: {status: 403}, upgradeWithOwnOrigin: {status: 403}, upgradeAtBackend: ok}), null);
test(verdict, refused({upgrade: {status: 403}, upgradeWithoutOrigin: {status: 403}, upgradeWithOwnOrigin: ok}), 'upgrade/origin-rejected');
test(verdict, refused({upgrade: {status: 403}, upgradeWithCredentials: ok}), 'upgrade/auth-required', 'confirmed');
test(verdict, refused({upgrade: {status: 403}, upgradeWithoutCredentials: ok}), 'upgrade/auth-required', 'confirmed');
test(verdict, refused({upgrade: {status: 403}, upgradeWithCredentials: {status: 403}}), null);
test(verdict, refused({upgrade: {status: 403}, upgradeWithCredentials: ok, upgradeWithOwnOrigin: ok}), null);
test(verdict, refused({upgrade: own403, upgradeAtBackend: ok}), null);
test(
	verdict,
	refused({url, upgrade: own403, upgradeWithOwnOrigin: ok, config: http('  http-request deny if !{ req.hdr(origin) -m end app.example }')}),
	'upgrade/origin-rejected',
);
test(verdict, refused({upgrade: {status: 403}, upgradeWithoutOrigin: ok, retries: row(101, 403, 101, 403)}), null);
test(verdict, refused({upgrade: {status: 403}, upgradeWithoutOrigin: ok, retries: row(403, 403, 403, 403)}), 'upgrade/origin-rejected');

// HAProxy's own rules, or somebody's.
test(verdict, refused({url, upgrade: own403, config: http('  http-request deny if { src 10.0.0.0/8 }')}), 'upgrade/blocked');
test(verdict, refused({url, upgrade: {status: 403}, config: http('  http-request deny if { src 10.0.0.0/8 }')}), null);
test(
	verdict,
	refused({url, upgrade: own429, config: http('  http-request deny deny_status 429 if { sc_http_req_rate(0) gt 5 }')}),
	'upgrade/rate-limited',
	'confirmed',
);
test(verdict, refused({url, upgrade: own403, config: http('  http-request deny if { sc_conn_cur(0) gt 5 }')}), 'upgrade/rate-limited', 'likely');
test(verdict, refused({url, upgrade: own403, config: http('  http-request deny if { sc_conn_cur(0) gt 5 }\n  http-request deny if { src 10.0.0.0/8 }')}), null);
test(verdict, refused({upgrade: ok, retries: row(101, 101, 429, 429)}), 'upgrade/rate-limited', 'confirmed');

// The path.
test(verdict, refused({url, upgrade: {status: 404}, upgradeOtherSlash: ok}), null);
test(verdict, refused({url, upgrade: {status: 404, headers: {'x-powered-by': 'Express'}}, upgradeOtherSlash: ok}), 'upgrade/not-an-endpoint', 'likely');
test(verdict, refused({url, upgrade: {status: 404}, upgradeOtherSlash: ok, config: http()}), 'upgrade/not-an-endpoint', 'likely');
const bySlash = `${http('  use_backend ws if { path_beg /ws/ }')}backend ws\n  server w 192.0.2.9:80\n`;
test(verdict, refused({url, upgrade: {status: 404}, upgradeOtherSlash: ok, config: bySlash}), 'upgrade/route-missed', 'confirmed');
test(verdict, refused({url, upgrade: {status: 404}, upgradeOtherSlash: {status: 404}}), null);
test(verdict, refused({url, upgrade: {status: 404}, upgradeAtBackend: ok, config: http('  http-request set-path /other')}), 'upgrade/path-rewritten', 'likely');
test(
	verdict,
	refused({
		url,
		upgrade: {status: 404},
		upgradeAtBackend: ok,
		upgradeRewrittenAtBackend: {status: 404},
		config: http('', '  http-request replace-path /ws(.*) /x\\1'),
	}),
	'upgrade/path-rewritten',
	'confirmed',
);
test(
	verdict,
	refused({url, upgrade: {status: 404}, upgradeAtBackend: ok, upgradeRewrittenAtBackend: ok, config: http('  http-request set-path /other')}),
	'upgrade/route-missed',
);
test(
	verdict,
	refused({url, upgrade: {status: 404}, upgradeAtBackend: ok, config: http('  http-request set-path /other if { path_beg /api }')}),
	'upgrade/route-missed',
);
test(verdict, refused({url, upgrade: {status: 404}, upgradeAtBackend: {status: 404}, upgradeWithOwnHostAtBackend: ok}), 'upgrade/not-an-endpoint');

// Subprotocols, header names, the client's own headers.
test(verdict, refused({upgrade: {status: 400}, upgradeWithSubprotocol: ok}), 'upgrade/subprotocol-rejected', 'confirmed');
test(verdict, refused({upgrade: {status: 400}, upgradeWithoutSubprotocol: ok}), 'upgrade/subprotocol-rejected', 'confirmed');
test(verdict, refused({upgrade: {status: 400}, upgradeWithSubprotocol: {status: 400}}), null);
test(verdict, refused({upgrade: {status: 400}, upgradeWithSubprotocol: ok, upgradeWithOwnOrigin: ok}), null);
test(
	verdict,
	refused({upgrade: {status: 400}, upgradeAtBackend: ok, upgradeLowerCaseAtBackend: {status: 400}, path: ['haproxy']}),
	'upgrade/header-case',
	'confirmed',
);
test(verdict, refused({upgrade: {status: 400}, upgradeAtBackend: ok, upgradeLowerCaseAtBackend: ok, path: ['nginx']}), 'upgrade/header-stripped');
test(verdict, refused({upgrade: {status: 431}, upgradeWithoutCredentials: ok}), 'upgrade/client-handshake', 'confirmed');
test(verdict, refused({upgrade: {status: 431}}), 'upgrade/client-handshake', 'likely');
test(verdict, refused({upgrade: {status: 431}, upgradeWithoutCredentials: {status: 431}}), null);
const bad = '192.0.2.9:5 [20/Nov/2026:12:20:32.886] fe fe/<NOSRV> -1/-1/-1/-1/0 400 0 - - PR-- 1/1/0/0/0 0/0 "<BADREQ>"';
test(verdict, refused({upgrade: ok, log: [bad]}), 'upgrade/client-handshake');
test(verdict, refused({upgrade: ok, log: [bad.replace('PR--', '----')]}), null);
test(verdict, refused({upgrade: ok}), null);

test(verdict, refused({upgrade: {status: 431}, upgradeWithoutCookie: ok, upgradeWithoutCredentials: ok}), 'upgrade/client-handshake', 'confirmed');
test(verdict, refused({upgrade: {status: 403}, upgradeWithoutCookie: ok, upgradeWithoutCredentials: ok}), 'upgrade/auth-required', 'confirmed');
test(verdict, refused({upgrade: own503, upgradeWithoutCookie: ok}), 'session/cookie-not-kept', 'likely');
test(verdict, refused({upgrade: own503, upgradeWithoutCookie: own503}), 'upgrade/no-server');

// The PROXY protocol, or an end for another reason.
test(verdict, refused({upgrade: {outcome: 'closed'}, upgradeProxyV1: ok}), 'upgrade/proxy-protocol-mismatch', 'confirmed');
test(verdict, refused({upgrade: {outcome: 'closed'}, upgradeProxyV1: {outcome: 'closed'}, upgradeProxyV2: {outcome: 'reset'}}), 'upgrade/closed-early');
test(verdict, refused({url, upgrade: {outcome: 'closed'}, upgradeOtherScheme: ok}), 'reach/tls-mismatch', 'confirmed');
const sending = http('', '', '  server a 192.0.2.1:80 send-proxy');
test(verdict, refused({url, upgrade: {status: 400}, upgradeAtBackend: ok, config: sending}), 'upgrade/proxy-protocol-mismatch', 'likely');
test(
	verdict,
	refused({url, upgrade: {status: 400}, upgradeAtBackend: ok, upgradeProxyV1AtBackend: {status: 400}, config: sending}),
	'upgrade/proxy-protocol-mismatch',
	'confirmed',
);
test(verdict, refused({url, upgrade: {status: 404}, upgradeAtBackend: ok, upgradeProxyV1AtBackend: ok, config: sending}), 'upgrade/route-missed');
test(
	verdict,
	refused({url, upgrade: {status: 502}, upgradeAtBackend: {outcome: 'closed'}, upgradeProxyV2AtBackend: ok, config: http()}),
	'upgrade/proxy-protocol-mismatch',
	'confirmed',
);
test(
	verdict,
	refused({url, upgrade: {status: 502}, upgradeAtBackend: {outcome: 'closed'}, upgradeProxyV1AtBackend: ok, config: sending}),
	'upgrade/bad-gateway',
);

// TLS.
const tls = (fault: string, more = {}) => ({
	outcome: 'tls',
	tls: {serverName: 'app.example', verified: false, fault, names: ['app.example'], validTo: '2026-11-01T00:00:00Z', ...more},
});
for (const fault of ['expired', 'not-yet-valid', 'wrong-name', 'self-signed', 'untrusted', 'incomplete-chain'])
	test(verdict, refused({url: secure, upgrade: tls(fault)}), 'reach/tls-certificate', 'confirmed');
for (const fault of ['version', 'cipher', 'plain', 'closed', 'timeout', 'other'])
	test(verdict, refused({url: secure, upgrade: tls(fault)}), 'reach/tls-mismatch', 'confirmed');
test(verdict, refused({url, upgrade: {status: 400, bodyStart: 'The plain HTTP request was sent to HTTPS port'}}), 'reach/tls-mismatch');
test(
	verdict,
	refused({url, backend: '192.0.2.1:80', upgrade: {status: 503}, upgradeAtBackend: ok, config: http('', '', '  server a 192.0.2.1:80 ssl verify none')}),
	'reach/tls-mismatch',
	'confirmed',
);
test(
	verdict,
	refused({url, backend: '192.0.2.1:80', upgrade: {status: 502}, upgradeAtBackend: {outcome: 'closed'}, upgradeOtherSchemeAtBackend: ok, config: http()}),
	'reach/tls-mismatch',
);

// How long it took tells which timer.
const after = (answer: object, firstByte: number) => ({...answer, timings: {firstByte}});
test(verdict, refused({url, upgrade: after(own504, 20_004), config: http()}), 'upgrade/backend-slow', 'confirmed');
test(verdict, refused({url, upgrade: after(own504, 7000), config: http()}), 'upgrade/backend-slow', 'confirmed');
test(verdict, refused({url, upgrade: after(own503, 20_010), config: http()}), 'upgrade/backend-slow');
test(verdict, refused({url, upgrade: after(own503, 3004), config: http()}), 'upgrade/no-server', 'confirmed');
const limited = http('', '  timeout queue 2s', '  server a 192.0.2.1:80 maxconn 10');
test(verdict, refused({url, upgrade: after(own503, 2004), config: limited}), 'capacity/maxconn', 'likely');
test(verdict, refused({url, upgrade: after(own503, 4), config: limited}), 'upgrade/no-server');
test(verdict, refused({url, upgrade: own503, termination: 'sQ--', config: limited}), 'capacity/maxconn');
test(verdict, refused({url, upgrade: own503, termination: 'SC--', config: limited}), 'upgrade/no-server');
test(
	verdict,
	refused({url, backend: '192.0.2.1:80', upgrade: {outcome: 'no-response'}, upgradeAtBackend: ok, config: http('  maxconn 100')}),
	'capacity/maxconn',
	'likely',
);
test(verdict, refused({url, upgrade: {outcome: 'no-response'}, config: http('  maxconn 100')}), 'upgrade/no-response');
test(verdict, refused({upgrade: own503, log: ['Connect() failed for backend be: no free ports.']}), 'capacity/source-ports', 'confirmed');
test(verdict, refused({url, upgrade: own503, config: http('', '', undefined, '  maxconn 100000')}), 'upgrade/no-server');
test(verdict, refused({upgrade: {outcome: 'no-response'}, log: ['[ALERT] Cannot raise FD limit to 2017, limit is 500']}), 'capacity/file-descriptors');
test(verdict, refused({url, upgrade: {outcome: 'no-response'}, config: http('', '', undefined, '  maxconn 1000\n  ulimit-n 1500')}), 'upgrade/no-response');

// What this host says counts where HAProxy runs on it.
const thousand = http('', '', undefined, '  maxconn 1000');
const silent = {url, upgrade: {outcome: 'no-response'}, config: thousand, log: ['[ALERT] Cannot raise FD limit to 2017, limit is 500']};
for (const [haproxies, cited] of [
	[1, true],
	[0, false],
] as const) {
	test(`limits of a host with ${haproxies} HAProxy`, t => {
		const {findings} = assess(refused({...silent, host: {haproxies, openFiles: 500}}));
		t.like(findings[0], {code: 'capacity/file-descriptors'});
		t.is(findings[0]?.evidence.includes('host'), cited);
	});
}
test(verdict, refused({url, upgrade: {outcome: 'no-response'}, config: thousand, host: {haproxies: 1, openFiles: 500}}), 'upgrade/no-response');

// Faults that come and go.
test(verdict, refused({upgrade: ok, retries: row(101, 502, 101, 502)}), 'upgrade/bad-gateway', 'confirmed');
test(verdict, refused({url, upgrade: own503, retries: row(101, 503, 101, 503), config: http('', '', two)}), 'upgrade/no-server');
test(verdict, refused({url, upgrade: {status: 404}, retries: row(101, 404, 101, 404), config: http('', '', two)}), 'upgrade/not-an-endpoint', 'likely');
test(verdict, refused({upgrade: {status: 404}, upgradeAtBackend: ok, retries: row(101, 404, 101, 404)}), null);
test(verdict, refused({upgrade: {status: 404}, upgradeAtBackend: ok, retries: row(404, 404)}), 'upgrade/route-missed');
const each = (...outcomes: readonly string[]) => ({
	outcome: 'connected',
	host: 'app.example',
	port: 80,
	each: outcomes.map((outcome, index) => ({address: `192.0.2.${index}`, family: 4, outcome})),
});
test(verdict, refused({upgrade: ok, reach: each('connected', 'refused')}), 'reach/refused', 'confirmed');
test(verdict, refused({upgrade: ok, reach: each('connected', 'timeout')}), 'reach/filtered');
test(verdict, refused({upgrade: ok, reach: each('connected', 'connected')}), null);
test(verdict, refused({upgrade: {outcome: 'timeout'}, reach: {outcome: 'connected', host: 'app.example', port: 80}}), null);
test(verdict, refused({upgrade: {outcome: 'timeout'}, reach: {outcome: 'timeout', host: 'app.example', port: 80}}), 'reach/filtered', 'confirmed');
test(verdict, {symptom: 'check-up', upgrade: ok, reach: each('connected', 'refused')}, null);

// A proxy of the environment stands between.
const through = (outcome: string) => ({
	outcome,
	detail: 'the proxy proxy.example:3128 of the environment answered CONNECT with 403',
	through: 'proxy.example:3128',
});
for (const outcome of ['refused', 'timeout']) {
	test(`the proxy of the environment is named: ${outcome}`, t => {
		const {verdict} = assess(refused({url: secure, upgrade: through(outcome), reach: {...through(outcome), host: 'app.example', port: 443}}));
		t.regex(verdict?.summary ?? '', /^The proxy proxy\.example:3128 of the environment gives no connection to app\.example/);
	});
}

// HTTP/2, versions, switches.
test(verdict, {upgrade: ok, upgradeOverHttp2: {status: 400, http2: {chosen: true, extendedConnect: true}}}, 'upgrade/http2-fails');
test(verdict, {upgrade: ok, upgradeOverHttp2: {outcome: 'closed', http2: {chosen: false}}}, null);
test(verdict, {upgrade: ok, upgradeOverHttp2: {outcome: 'closed', http2: {chosen: true, extendedConnect: false}}}, null);
test(verdict, {upgrade: ok, upgradeOverHttp2: {status: 400, http2: {chosen: true}}, haproxyVersion: '3.2.18'}, 'version/known-defect', 'confirmed');
test(verdict, {upgrade: ok, upgradeOverHttp2: {status: 400, http2: {chosen: true}}, haproxyVersion: '3.2.19'}, 'upgrade/http2-fails');
test(verdict, refused({upgrade: {status: 502}, upgradeAtBackend: {status: 426}, haproxyVersion: '2.4.0'}), 'version/known-defect');
test(verdict, refused({upgrade: {status: 502}, upgradeAtBackend: {status: 426}, haproxyVersion: '2.6.12'}), 'upgrade/bad-gateway');
test(
	verdict,
	refused({url, upgrade: {status: 502}, upgradeAtBackend: ok, config: http('', '', '  server a 192.0.2.1:80 proto h2')}),
	'upgrade/http2-fails',
	'likely',
);
test(
	verdict,
	refused({url, upgrade: {status: 502}, upgradeAtBackend: ok, config: http('', '', '  server a 192.0.2.1:80 proto h2 ws h1')}),
	'upgrade/bad-gateway',
);
test(verdict, refused({upgrade: {status: 403, headers: {server: 'envoy'}}, path: ['envoy', 'haproxy'], upgradeAtHaproxy: ok}), 'upgrade/websockets-off');
test(verdict, refused({upgrade: {status: 403, headers: {server: 'envoy', 'x-envoy-upstream-service-time': '3'}}, path: ['envoy']}), null);
test(verdict, refused({upgrade: {status: 400, bodyStart: 'WebSockets are disabled on this site'}, path: ['azure-appservice']}), 'upgrade/websockets-off');
test(verdict, refused({upgrade: {status: 400, bodyStart: 'WebSockets are disabled on this site'}, upgradeAtBackend: {status: 400}}), 'upgrade/not-an-endpoint');

// The wrong server.
const wrong = (answers: Answers): Answers => ({symptom: 'wrong-server', url, upgrade: ok, ...answers});
const served = (...names: readonly string[]) => names.map((server, index) => ({status: 101, server, ...(index >= names.length / 2 && {withCookies: true})}));
const withCookie = (cookie: object, attempts: readonly object[]) => attempts.map(attempt => ({...attempt, cookies: [cookie]}));
const pinned = http('', '  cookie SRV insert indirect nocache', '  server a 192.0.2.1:80 cookie a\n  server b 192.0.2.2:80 cookie b');
test(verdict, wrong({}), null);
test(verdict, wrong({series: served('a', 'b', 'a', 'a', 'b', 'a'), config: http('', '', two)}), 'session/no-stickiness', 'confirmed');
test(verdict, wrong({series: served('a', 'b', 'a', 'a', 'b', 'a')}), 'session/no-stickiness', 'likely');
test(verdict, wrong({series: served('a', 'a', 'a', 'a', 'a', 'a')}), null);
test(verdict, wrong({series: served('a', 'b', 'a', 'b', 'a', 'b'), config: http('', '  balance source', two)}), null);
test(verdict, wrong({series: withCookie({name: 'SRV'}, served('a', 'b', 'a', 'a', 'a', 'a')), config: pinned}), null);
test(verdict, wrong({series: withCookie({name: 'SRV'}, served('a', 'b', 'a', 'b', 'a', 'b')), config: pinned}), 'session/cookie-not-kept', 'confirmed');
test(
	verdict,
	wrong({series: withCookie({name: 'SRV', secure: true}, served('a', 'b', 'a', 'a', 'a', 'a')), config: pinned}),
	'session/cookie-not-kept',
	'confirmed',
);
test(
	verdict,
	wrong({url: secure, series: withCookie({name: 'SRV', sameSite: 'None'}, served('a', 'b', 'a', 'a', 'a', 'a')), config: pinned}),
	'session/cookie-not-kept',
);
test(verdict, wrong({url: secure, series: withCookie({name: 'SRV', sameSite: 'Lax'}, served('a', 'b', 'a', 'a', 'a', 'a')), config: pinned}), null);
test(verdict, wrong({url: secure, series: withCookie({name: 'SRV', secure: true}, served('a', 'b', 'a', 'a', 'a', 'a')), config: pinned}), null);
test(verdict, wrong({series: withCookie({name: 'SRV', path: '/app'}, served('a', 'b', 'a', 'a', 'a', 'a')), config: pinned}), 'session/cookie-not-kept');
test(
	verdict,
	wrong({series: withCookie({name: 'SRV', domain: 'example.net'}, served('a', 'b', 'a', 'a', 'a', 'a')), config: pinned}),
	'session/cookie-not-kept',
);
test(verdict, wrong({series: withCookie({name: 'sid'}, served('a', 'b', 'a', 'a', 'b', 'a')), config: http('', '', two)}), 'session/no-stickiness');
test(verdict, wrong({series: served('a', 'b', 'a', 'a', 'b', 'a'), config: pinned}), 'session/cookie-not-kept', 'likely');
test(verdict, wrong({config: pinned.replace(' cookie b', '')}), 'session/cookie-not-kept', 'likely');
test(verdict, {...wrong({series: served('a', 'b', 'a', 'a', 'b', 'a')}), symptom: 'check-up'}, null);

const lasting = (validTo: string) => {
	const {findings} = assess({
		url: secure,
		upgrade: {...ok, tls: {serverName: 'app.example', verified: true, names: ['app.example'], validTo, checkedAt: '2026-11-20T12:00:00Z'}},
	});
	return findings.find(({code}) => code === 'reach/tls-certificate');
};

test('a certificate that ends within 21 days is a note', t => {
	t.like(lasting('2026-12-01T12:00:00Z'), {severity: 'note', title: 'The certificate for app.example ends on 2026-12-01, in 11 days.'});
	t.is(lasting('2027-01-01T12:00:00Z'), undefined);
});

test('--insecure goes on, and says so', t => {
	const tls = {serverName: 'app.example', verified: false, fault: 'self-signed', names: ['app.example']};
	const {verdict, findings} = assess({url: secure, upgrade: {...ok, tls}});
	t.is(verdict, null);
	t.like(findings[0], {code: 'reach/tls-certificate', severity: 'risk'});
	t.regex(findings[0]?.why ?? '', /told to go on \(--insecure\)/);
});

type Incident = {readonly id: string; readonly answers: Answers};

// Changed handshakes that change nothing leave every verdict about a refusal as it was.
for (const {id, answers} of incidents as unknown as readonly Incident[]) {
	const {status} = (answers.upgrade ?? {}) as {status?: number};
	if (status === undefined || status === 101 || (answers.symptom !== 'refused' && answers.symptom !== 'wrong-server')) continue;
	test(`${id} with what a run would add`, t => {
		const more = {upgradePlain: {status: 200}, upgradeOtherSlash: {status}, upgradeWithSubprotocol: {status}, retries: [{status}, {status}]};
		t.is(assess({...more, ...answers}).verdict?.code, assess(answers).verdict?.code);
	});
}

test('what comes and goes is not blamed on a proxy in front', t => {
	const {findings} = assess(refused({url, haproxy: 'app.example:80', upgrade: {status: 502}, upgradeAtHaproxy: ok, retries: row(101, 502, 101, 502)}));
	t.like(findings[0], {code: 'upgrade/bad-gateway', hop: 'haproxy→backend'});
	t.notRegex(findings[0]?.title ?? '', /in front/);
});
