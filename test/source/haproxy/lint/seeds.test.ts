import test from 'ava';
import {configurationText} from '../../../../source/demo/configuration.ts';
import {parseConfiguration} from '../../../../source/haproxy/parse.ts';
import {routesOf} from '../../../../source/haproxy/route.ts';
import {linted, summary} from './linted.ts';
import {production} from './production.ts';

// The configurations of the two articles, word for word where it matters, with the findings that an expert would sign.
const first = `frontend fe_http
  bind :80
  mode http
  acl is_websocket hdr(Upgrade) -i websocket
  use_backend be_websocket if is_websocket
  default_backend be_http
backend be_http
  server app1 10.0.10.11:8080 check
backend be_websocket
  mode http
  option http-server-close
  timeout tunnel 1h
  server ws1 10.0.30.11:8080 check
`;

const minimal = `global
    log /dev/log local0
    log /dev/log local1 notice
    maxconn 50000
defaults
    log     global
    mode    http
    option  httplog
    option  dontlognull
    timeout connect  5s
    timeout client  30s
    timeout server  30s
    timeout tunnel  3600s
frontend wss_frontend
    bind *:443 ssl crt /etc/haproxy/certs/solvethenetwork.com.pem
    bind *:80
    http-request redirect scheme https unless { ssl_fc }
    default_backend ws_backends
backend ws_backends
    balance leastconn
    option  http-server-close
    server  ws-01 10.10.10.11:8080 check
    server  ws-02 10.10.10.12:8080 check
    server  ws-03 10.10.10.13:8080 check
`;

const health = (lines: string) => `defaults
    log 127.0.0.1 local0
    mode http
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend https_frontend
    bind *:443
    option clitcpka
    acl is_websocket      hdr(Upgrade) -i websocket
    acl is_ws_connection  hdr_sub(Connection) -i upgrade
    use_backend ws_backends if is_websocket is_ws_connection
    default_backend http_backends
backend ws_backends
    cookie  WSID insert indirect nocache httponly
    timeout tunnel 3600s
${lines}    server  ws-01 10.10.10.11:8080 check inter 10s fall 2 rise 3 cookie ws01 maxconn 5000
    server  ws-02 10.10.10.12:8080 check inter 10s fall 2 rise 3 cookie ws02 maxconn 5000
backend http_backends
    server  app-01 10.10.10.21:8080 check inter 5s fall 3 rise 2
`;
const handshake =
	'    option  httpchk\n    http-check connect\n    http-check send meth GET uri /ws/health ver HTTP/1.1 hdr Upgrade websocket hdr Connection Upgrade\n';

const streaming = `defaults
    log 127.0.0.1 local0
    mode http
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend https_frontend
    bind *:443
    option forwardfor
    http-request del-header X-Forwarded-For
    acl is_websocket     hdr(Upgrade) -i websocket
    acl is_ws_connection hdr_sub(Connection) -i upgrade
    acl ws_path_chat     path_beg /ws/chat
    acl ws_path_stream   path_beg /ws/stream
    use_backend ws_chat_backends   if is_websocket is_ws_connection ws_path_chat
    use_backend ws_stream_backends if is_websocket is_ws_connection ws_path_stream
    default_backend http_backends
backend ws_chat_backends
    cookie  WSCHAT insert indirect nocache httponly
    timeout tunnel 7200s
    server  chat-01 10.10.10.21:9001 cookie chat01 maxconn 5000
    server  chat-02 10.10.10.22:9001 cookie chat02 maxconn 5000
backend ws_stream_backends
    timeout tunnel 86400s
    server  stream-01 10.10.10.41:9003
    server  stream-02 10.10.10.42:9003
backend http_backends
    server  app-01 10.10.10.51:8080
`;

const rows: ReadonlyArray<readonly [title: string, text: string, findings: readonly string[]]> = [
	[
		'the first article',
		first,
		[
			'risk config/timeout-missing 1',
			'note config/no-tcp-keepalive 1',
			'note config/no-rate-limit 1',
			'note config/log-hides-ends 1',
			'note config/websocket-acl-weak 5',
			'problem config/invalid 6',
			'risk config/timeout-missing 7',
			'note config/health-check-misses-websocket 9',
			'risk config/timeout-missing 9',
		],
	],
	[
		'the smallest one of the second',
		minimal,
		['note config/no-rate-limit 14', 'note config/no-tcp-keepalive 14', 'note config/no-stickiness 19', 'note config/health-check-misses-websocket 19'],
	],
	['a handshake as health check', health(`${handshake}    http-check expect status 101\n`), []],
	['the same without an expect', health(handshake), ['problem config/health-check-misses-websocket 20']],
	[
		'a day of silence for streams',
		streaming,
		[
			'note config/no-rate-limit 8',
			'note config/no-tcp-keepalive 8',
			'note config/half-closed-lingers 21',
			'note config/no-stickiness 24',
			'risk config/tunnel-unlimited 25',
			'note config/half-closed-lingers 25',
		],
	],
];

for (const [title, text, findings] of rows) {
	test(title, t => {
		t.deepEqual([...summary(linted(text))].sort(), [...findings].sort());
	});
}

test('a healthy file as the demo makes it has no problem', t => {
	const ports = {public: 8080, websocket: 9001, web: 9002};
	const healthy = configurationText({defaults: {connect: '5s', client: '30s', server: '30s'}, websocket: {tunnel: '1h'}}, ports);
	t.deepEqual(
		linted(healthy).filter(({severity}) => severity !== 'note'),
		[],
	);
	const broken = configurationText({defaults: {connect: '5s', client: '3s', server: '30s'}}, ports);
	t.deepEqual(
		summary(linted(broken)).filter(line => line.startsWith('problem')),
		['problem config/no-tunnel-timeout 24'],
	);
});

test('the complete production configuration: what HAProxy 2.6 refuses, and notes', t => {
	t.deepEqual([...summary(linted(production))].sort(), [
		'note config/half-closed-lingers 74',
		'note config/health-check-misses-websocket 104',
		'note config/health-check-misses-websocket 90',
		'note config/no-stickiness 85',
		'note config/no-tcp-keepalive 36',
		'problem config/invalid 100',
		'problem config/invalid 73',
	]);
});

test('the complete production configuration: every route, its clock and its line', t => {
	const routes = routesOf(parseConfiguration({files: [{name: 'haproxy.cfg', text: production}]}));
	t.deepEqual(
		routes.map(({backend, websocket, idle}) => [backend.name, websocket, idle.ms, idle.by, idle.location?.line]),
		[
			['ws_chat_backends', 'yes', 7_200_000, 'timeout tunnel', 74],
			['ws_notify_backends', 'yes', 1_800_000, 'timeout tunnel', 87],
			['ws_backends', 'yes', 3_600_000, 'timeout tunnel', 101],
			['http_backends', 'no', 3_600_000, 'timeout tunnel', 23],
		],
	);
});
