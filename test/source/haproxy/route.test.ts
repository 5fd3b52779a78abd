import test from 'ava';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {requestOf} from '../../../source/haproxy/request.ts';
import {routesFor, routesOf} from '../../../source/haproxy/route.ts';
import type {Route} from '../../../source/haproxy/types.ts';
import {unusedTunnels} from '../../../source/haproxy/unused.ts';

const read = (text: string, environment?: Record<string, string>) => parseConfiguration({files: [{name: 'haproxy.cfg', text}]}, environment);
const route = (text: string, url: string): Route | undefined => routesFor(read(text), requestOf(url)).routes[0];

// Configurations of real incidents, cut to what matters.
const incidents = {
	W001: 'defaults\n  mode http\n  timeout connect 5s\n  timeout client 30s\n  timeout server 1800s\n\nfrontend fe\n  bind :80\n  default_backend be\n\nbackend be\n  server app1 192.0.2.10:8080\n',
	W007: 'defaults\n  timeout connect 5s\n  timeout server-fin 1s\n  timeout http-request 10s\n  timeout http-keep-alive 300s\n  timeout tunnel 5s\n\nfrontend front_ssl\n  mode tcp\n  bind :443\n  default_backend be_sni\n\nbackend be_sni\n  mode tcp\n  server fe_sni 127.0.0.1:10444\n\nfrontend fe_sni\n  mode http\n  bind 127.0.0.1:10444 ssl crt site.pem\n  default_backend be_edge_http:ns:app\n\nbackend be_edge_http:ns:app\n  mode http\n  option redispatch\n  option forwardfor\n  balance random\n  timeout tunnel 15s\n  server app1 192.0.2.10:8080\n',
	W093: 'defaults\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\n\nfrontend fe\n  bind :6443\n  default_backend be\n\nbackend be\n  server app1 192.0.2.10:6443\n',
	W094: 'defaults\n  mode tcp\n  timeout connect 5s\n  timeout client 50s\n  timeout server 50s\n\nfrontend fe\n  bind :6443\n  default_backend be\n\nbackend be\n  server app1 192.0.2.10:6443\n',
	W100: 'frontend https-sni\n  mode http\n  bind :::443 v4v6 alpn h2,http/1.1 ssl crt site.pem\n  option forwardfor\n  http-request set-var(txn.txnhost) hdr(host)\n  http-request set-var(txn.txnpath) path\n  acl warden var(txn.txnhost) -m str -i warden.example.com\n  use_backend warden if warden\n  use_backend warden_websocket if { path -i /notifications/hub }\n  use_backend warden if { path -i /notifications/hub/negotiate }\n\nbackend warden\n  mode http\n  server app 192.0.2.10:80\n\nbackend warden_websocket\n  mode http\n  server ws 192.0.2.10:3012\n',
};

const idles: ReadonlyArray<readonly [keyof typeof incidents, string, number, string, number]> = [
	['W001', 'ws://app.example/', 30_000, 'timeout client', 4],
	['W007', 'wss://app.example/', 5000, 'timeout tunnel', 6],
	['W093', 'wss://example.net:6443/', 30_000, 'timeout client', 3],
	['W094', 'wss://example.net:6443/', 50_000, 'timeout client', 4],
];
for (const [id, url, ms, by, line] of idles) {
	test(`${id}: ${by} of line ${line}`, t => {
		const found = route(incidents[id], url);
		t.is(found?.chosen, 'yes');
		t.like(found?.idle, {ms, by, location: {line}});
	});
}

test('W007: two passes, and the outer one ends it', t => {
	const found = route(incidents.W007, 'wss://app.example/');
	t.is(found?.mode, 'tcp');
	t.is(found?.inner?.[0]?.backend.name, 'be_edge_http:ns:app');
	t.like(found?.inner?.[0]?.idle, {ms: 15_000, location: {line: 27}});
	t.is(found?.idle.inner, undefined);
});

test('W100: the rule for WebSockets is never reached', t => {
	const {routes, passed} = routesFor(read(incidents.W100), requestOf('wss://warden.example.com/notifications/hub'));
	t.like(routes, [{chosen: 'yes', when: 'warden', rule: {line: 8}}]);
	t.like(passed, [{backend: 'warden_websocket', websocket: true, location: {line: 9}, shadowedBy: {line: 8}}]);
});

const chat = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 40s
frontend fe
    bind :80,:443
    acl is_ws hdr(upgrade) -i websocket
    acl is_chat path_beg /socket
    use_backend be_chat if is_ws is_chat
    use_backend be_api if { path_beg /api } !is_ws
    default_backend be_web
backend be_chat
    timeout tunnel 1h
    server s 192.0.2.1:80
backend be_api
    server s 192.0.2.1:81
backend be_web
    server s 192.0.2.1:82
`;

test('a path that the ACL misses: which ACL, which line, what it fell into', t => {
	const configuration = read(chat);
	const {routes, passed} = routesFor(configuration, requestOf('ws://x.example/ws'));
	t.like(routes, [{chosen: 'yes', backend: {name: 'be_web'}, rule: {line: 12}, idle: {ms: 30_000, by: 'timeout client'}}]);
	t.is(passed[0]?.why, 'acl is_chat (path_beg /socket, line 9) does not match /ws');
	t.like(passed[0], {backend: 'be_chat', condition: 'is_ws is_chat', websocket: true, acl: {name: 'is_chat', location: {line: 9}}});
	t.is(passed[1]?.why, '{ path_beg /api } does not match /ws');
	const [unused] = unusedTunnels(configuration, routes[0] as Route);
	t.like(unused, {ms: 3_600_000, section: 'backend be_chat', because: 'it is in backend be_chat, and this route ends in backend be_web'});
});

test('a path that it does not miss', t => {
	t.like(routesFor(read(chat), requestOf('ws://x.example/socket/1', '192.0.2.9:443')), {
		routes: [{chosen: 'yes', backend: {name: 'be_chat'}, idle: {ms: 3_600_000}}],
		passed: [],
	});
});

test('a negated ACL says so', t => {
	const {passed} = routesFor(read(chat), requestOf('ws://x.example/api'));
	t.is(passed[1]?.why, 'acl is_ws (hdr(upgrade) -i websocket, line 8) matches websocket, and the rule wants it not to');
});

test('every route, and whether WebSockets take it', t => {
	const routes = routesOf(read(chat)).map(({backend, websocket, when}) => [backend.name, websocket, when]);
	t.deepEqual(routes, [
		['be_chat', 'yes', 'is_ws is_chat'],
		['be_api', 'no', '{ path_beg /api } !is_ws'],
		['be_web', 'maybe', undefined],
	]);
});

const defaults = (lines: string) => `defaults\n mode http\n timeout connect 1s\n${lines}`;
const ends = 'frontend f\n bind :80\n default_backend b\nbackend b\n server s 192.0.2.1:80\n';

const clocks: ReadonlyArray<readonly [string, string, number | null | undefined, string?]> = [
	['nothing set', defaults(ends), null],
	['client only', defaults(` timeout client 3s\n${ends}`), 3000, 'timeout client'],
	['server shorter', defaults(` timeout client 3s\n timeout server 2s\n${ends}`), 2000, 'timeout server'],
	['equal: the client side is logged', defaults(` timeout client 2s\n timeout server 2s\n${ends}`), 2000, 'timeout client'],
	['tunnel replaces both, even if longer', defaults(` timeout client 2s\n timeout server 2s\n timeout tunnel 9s\n${ends}`), 9000, 'timeout tunnel'],
	['tunnel 0 is none', defaults(` timeout client 2s\n timeout tunnel 9s\n${ends} timeout tunnel 0\n`), 2000, 'timeout client'],
	['client 0 is unlimited', defaults(` timeout client 0\n timeout server 2s\n${ends}`), 2000, 'timeout server'],
	['a bare number is milliseconds', defaults(` timeout client 2s\n timeout tunnel 3600\n${ends}`), 3600, 'timeout tunnel'],
	['text behind a unit is dropped', defaults(` timeout client 1m30s\n${ends}`), 60_000, 'timeout client'],
	['last one wins', defaults(` timeout client 2s\n timeout client 4s\n${ends}`), 4000, 'timeout client'],
	['tunnel in a frontend has no effect', defaults(` timeout client 2s\n${ends.replace(' bind', ' timeout tunnel 9s\n bind')}`), 2000, 'timeout client'],
	['client in a backend has no effect', defaults(` timeout client 2s\n${ends} timeout client 1s\n`), 2000, 'timeout client'],
	[
		'a new defaults starts afresh',
		defaults(` timeout client 2s\n timeout tunnel 5s\ndefaults\n mode http\n timeout client 3s\n${ends}`),
		3000,
		'timeout client',
	],
	[
		'a named defaults by from',
		`defaults a\n mode http\n timeout tunnel 5s\ndefaults b\n mode http\n timeout client 2s\n${ends.replace('\nbackend b\n', '\nbackend b from a\n')}`,
		5000,
		'timeout tunnel',
	],
	[
		'defaults from defaults',
		`defaults a\n mode http\n timeout tunnel 5s\n timeout client 1s\ndefaults b from a\n timeout client 2s\n${ends}`,
		5000,
		'timeout tunnel',
	],
	['an environment variable is not known', defaults(` timeout client 2s\n${ends} timeout tunnel "$T"\n`), undefined, 'timeout tunnel'],
	['setenv makes it known', `global\n setenv T 7s\n${defaults(` timeout client 2s\n${ends} timeout tunnel "\${T}"\n`)}`, 7000, 'timeout tunnel'],
	['an unknown client side leaves it open', defaults(` timeout client "$C"\n timeout server 2s\n${ends}`), undefined],
	['set-timeout without a condition', defaults(` timeout client 2s\n${ends} http-request set-timeout tunnel 4s\n`), 4000, 'timeout tunnel'],
	[
		'set-timeout for WebSockets',
		defaults(` timeout client 2s\n${ends} http-request set-timeout tunnel 4s if { hdr(upgrade) -i websocket }\n`),
		4000,
		'timeout tunnel',
	],
	['set-timeout for others', defaults(` timeout client 2s\n${ends} http-request set-timeout tunnel 4s if { path /other }\n`), 2000, 'timeout client'],
	[
		'set-timeout that cannot be decided',
		defaults(` timeout client 2s\n${ends} http-request set-timeout tunnel 4s if { src 10.0.0.0/8 }\n`),
		undefined,
		'timeout tunnel',
	],
	[
		'the last set-timeout wins',
		defaults(` timeout client 2s\n${ends} http-request set-timeout tunnel 4s\n http-request set-timeout tunnel 6s\n`),
		6000,
		'timeout tunnel',
	],
	['set-timeout server', defaults(` timeout client 9s\n timeout server 8s\n${ends} http-request set-timeout server 4s\n`), 4000, 'timeout server'],
	['set-timeout by an expression', defaults(` timeout client 9s\n${ends} http-request set-timeout tunnel int(4000)\n`), undefined, 'timeout tunnel'],
	[
		'set-timeout in a named defaults',
		`defaults f\n mode http\n timeout client 2s\ndefaults n\n mode http\n http-request set-timeout tunnel 4s\n${ends.replace('frontend f', 'frontend f from f').replace('\nbackend b\n', '\nbackend b from n\n')}`,
		4000,
		'timeout tunnel',
	],
	['an .if that cannot be decided', defaults(` timeout client 2s\n.if version_atleast(2.6)\n timeout client 3s\n.endif\n${ends}`), undefined, 'timeout client'],
	['an .if that gives the same', defaults(` timeout client 2s\n.if version_atleast(2.6)\n timeout client 2000\n.endif\n${ends}`), 2000, 'timeout client'],
	[
		'an .if that is false',
		defaults(` timeout client 2s\n.if streq(a,b)\n timeout client 3s\n.else\n timeout client 4s\n.endif\n${ends}`),
		4000,
		'timeout client',
	],
	['listen is both', defaults(` timeout client 2s\nlisten l\n bind :80\n timeout tunnel 5s\n server s 192.0.2.1:80\n`), 5000, 'timeout tunnel'],
	[
		'listen that leads elsewhere',
		defaults(` timeout client 2s\nlisten l\n bind :80\n timeout tunnel 5s\n default_backend b\nbackend b\n server s 192.0.2.1:80\n`),
		2000,
		'timeout client',
	],
	[
		'a second pass that is shorter',
		defaults(
			` timeout client 9s\n timeout tunnel 9s\n${ends.replace('192.0.2.1:80', '127.0.0.1:81')}frontend g\n bind 127.0.0.1:81\n default_backend c\nbackend c\n timeout tunnel 3s\n server s 192.0.2.1:80\n`,
		),
		3000,
		'timeout tunnel',
	],
	['a loop of listeners ends', defaults(` timeout client 9s\n${ends.replace('192.0.2.1:80', '127.0.0.1:80')}`), 9000, 'timeout client'],
	[
		'a unix socket to a second listener',
		defaults(
			` timeout client 9s\n timeout tunnel 9s\n${ends.replace('192.0.2.1:80', 'abns@x')}frontend g\n bind abns@x\n default_backend c\nbackend c\n timeout tunnel 3s\n server s 192.0.2.1:80\n`,
		),
		3000,
		'timeout tunnel',
	],
];
for (const [title, text, ms, by] of clocks) {
	test(`clock: ${title}`, t => {
		const found = route(text, 'ws://x.example/');
		t.truthy(found);
		t.is(found?.idle.ms, ms as number);
		t.is(found?.idle.by, by as 'timeout client');
	});
}

const tunnels: ReadonlyArray<readonly [string, string, string, number]> = [
	[
		'in the frontend',
		defaults(` timeout client 2s\n${ends.replace(' bind', ' timeout tunnel 9s\n bind')}`),
		'a tunnel timer in a frontend has no effect: HAProxy reads it from the backend',
		6,
	],
	['0 in the backend', defaults(` timeout client 2s\n timeout tunnel 9s\n${ends} timeout tunnel 0\n`), '0 switches the tunnel timer off for backend b', 11],
	[
		'another defaults',
		defaults(` timeout client 2s\n timeout tunnel 5s\ndefaults\n mode http\n timeout client 3s\n${ends}`),
		'backend b inherits from defaults of line 6',
		5,
	],
];
for (const [title, text, because, line] of tunnels) {
	test(`tunnel without effect: ${title}`, t => {
		const configuration = read(text);
		const [taken] = routesFor(configuration, requestOf('ws://x.example/')).routes;
		t.like(unusedTunnels(configuration, taken as Route)[0], {because, location: {line}});
	});
}

const ports: ReadonlyArray<readonly [string, string, boolean]> = [
	['bind :80', 'ws://x/', true],
	['bind *:80', 'ws://x/', true],
	['bind [::]:80', 'ws://x/', true],
	['bind :::80 v4v6', 'ws://x/', true],
	['bind 192.0.2.1:79-81', 'ws://x/', true],
	['bind :80,:443', 'wss://x/', true],
	['bind ipv4@:80', 'ws://x/', true],
	['bind :81', 'ws://x/', false],
	['bind :8080-8090', 'ws://x:8100/', false],
];
for (const [bind, url, met] of ports) {
	test(`${bind} ${met ? 'meets' : 'does not meet'} ${url}`, t => {
		const text = `frontend f\n mode http\n ${bind}\n default_backend b\nfrontend g\n mode http\n bind :9\n default_backend b\nbackend b\n mode http\n server s 192.0.2.1:1\n`;
		const {routes} = routesFor(read(text), requestOf(url));
		t.deepEqual(
			routes.map(({frontend, chosen}) => [frontend.name, chosen]),
			met
				? [['f', 'yes']]
				: [
						['f', 'maybe'],
						['g', 'maybe'],
					],
		);
	});
}

const https =
	'frontend f\n mode http\n bind :80\n bind :443 ssl crt x\n http-request redirect scheme https unless { ssl_fc }\n default_backend b\nbackend b\n mode http\n server s 192.0.2.1:1\n';

test('a redirect to https answers before any backend', t => {
	t.like(routesFor(read(https), requestOf('ws://x/')).answeredBefore, {location: {line: 5}, says: 'http-request redirect scheme https unless { ssl_fc }'});
	const secure = routesFor(read(https), requestOf('wss://x/'));
	t.is(secure.answeredBefore, undefined);
	t.is(secure.routes[0]?.chosen, 'yes');
});

const sni =
	'frontend f\n bind :443\n tcp-request inspect-delay 5s\n use_backend a if { req.ssl_sni -i a.example }\n use_backend b if { req_ssl_sni -m end .b.example }\n default_backend c\nbackend a\n server s 192.0.2.1:1\nbackend b\n server s 192.0.2.1:1\nbackend c\n server s 192.0.2.1:1\n';

test('tcp: the server name decides where there is an inspect-delay', t => {
	const taken = (text: string, host: string) =>
		routesFor(read(text), requestOf(`wss://${host}/`)).routes.map(({backend, chosen}) => `${backend.name} ${chosen}`);
	t.deepEqual(taken(sni, 'a.example'), ['a yes']);
	t.deepEqual(taken(sni, 'x.b.example'), ['b yes']);
	t.deepEqual(taken(sni, 'c.example'), ['c yes']);
	t.deepEqual(taken(sni.replace(/ tcp-request.*\n/, ''), 'a.example'), ['a maybe', 'b maybe', 'c maybe']);
});

test('a map leaves every backend that its name could mean', t => {
	const text = `frontend f\n mode http\n bind :80\n use_backend be_%[hdr(host),map(/etc/map)]_ws\n default_backend other\n${['be_a_ws', 'be_b_ws', 'be_c', 'other'].map(name => `backend ${name}\n mode http\n server s 192.0.2.1:1\n`).join('')}`;
	t.deepEqual(
		routesFor(read(text), requestOf('ws://x/')).routes.map(({backend, chosen}) => `${backend.name} ${chosen}`),
		['be_a_ws maybe', 'be_b_ws maybe', 'other maybe'],
	);
});

test('a request met at another port, with headers of its own', t => {
	t.like(requestOf('wss://App.example:8443/chat?a=1', '192.0.2.7:81', {Origin: 'https://o'}), {
		scheme: 'wss',
		host: 'app.example',
		port: 81,
		path: '/chat?a=1',
		address: '192.0.2.7',
		headers: {host: 'app.example:8443', origin: 'https://o', upgrade: 'websocket'},
	});
	t.is(requestOf('ws://[::1]/').host, '::1');
	t.deepEqual([requestOf('ws://x/').port, requestOf('wss://x/').port], [80, 443]);
});
