import {code, cut, dies, lives, type Story, timer} from './words.ts';

const {client, server, tunnel, unapplied, front, inner, closes, lifetime} = code;

const twoFrontends = `global
  log /dev/log local0
  maxconn 2000
  tune.ssl.default-dh-param 2048

defaults
  log global
  mode http
  option httplog
  option dontlognull
  timeout connect 5000
  timeout client 50000
  timeout server 50000

frontend http-in
  bind *:80
  redirect scheme https code 301 if !{ ssl_fc }

frontend https-in
  bind *:443 ssl crt /etc/ssl/site.pem alpn h2,http/1.1
  acl host_chat hdr(host) -i chat.example
  acl is_websocket hdr(Upgrade) -i WebSocket
  use_backend chat_ws if host_chat is_websocket
  use_backend chat if host_chat
  default_backend web

backend chat_ws
  timeout tunnel 2h
  server chat1 192.0.2.30:3000 check

backend chat
  server chat1 192.0.2.30:3000 check

backend web
  server web1 192.0.2.31:80 check
`;

const upgraded = `defaults
  mode http
  timeout connect 4s
  timeout client 20s
  timeout server 20s

frontend www
  bind :80
  acl upgraded hdr(Connection) -i upgrade
  acl websocket hdr(Upgrade) -i websocket
  use_backend ws if upgraded websocket
  default_backend www

backend ws
  timeout server 600s
  server ws1 192.0.2.40:8080

backend www
  server www1 192.0.2.40:8080
`;

const listen = `listen app
  bind :8080
  mode http
  timeout connect 3s
  timeout client 2m
  timeout server 90s
  balance source
  server a 192.0.2.50:80
  server b 192.0.2.51:80
`;

const named = `defaults base
  mode http
  timeout connect 5s
  timeout client 40s
  timeout server 40s

defaults ws from base
  timeout tunnel 15m

frontend fe from base
  bind :80
  use_backend chat if { path_beg /chat }
  default_backend web

backend chat from ws
  server a 192.0.2.1:80

backend web from base
  server b 192.0.2.2:80
`;

const text = `defaults
  mode http
  timeout connect 5s
  timeout client 1m30s
  timeout server 1m30s

frontend fe
  bind :80
  default_backend be

backend be
  server a 192.0.2.1:80
`;

const mixed = `defaults
  timeout connect 5s
  timeout client 30s
  timeout server 30s

frontend sni
  mode tcp
  bind :443
  tcp-request inspect-delay 5s
  tcp-request content accept if { req_ssl_hello_type 1 }
  default_backend passthrough

backend passthrough
  mode tcp
  timeout tunnel 4h
  server web 192.0.2.60:443
`;

const toHaproxy = {path: ['haproxy']};
const chat = {url: 'wss://chat.example/socket'};

/** Connections through files as people write them. */
export const stories: readonly Story[] = [
	['a WebSocket backend of its own', {...cut(7200000), ...chat, ...toHaproxy, config: twoFrontends}, tunnel],
	['the same, without the URL', {...cut(7200000), ...toHaproxy, config: twoFrontends}, tunnel],
	['the same host, cut before its tunnel timer', {...cut(50000), ...chat, ...toHaproxy, config: twoFrontends}, null, front],
	['another host, which has no such backend', {...cut(50000), url: 'wss://www.example/live', ...toHaproxy, config: twoFrontends}, client, server, unapplied],
	['a CDN in front of it', {...cut(100000), ...chat, path: ['cloudflare', 'haproxy', 'node'], config: twoFrontends}, front],
	[
		'a CDN in front, and only the client is silent',
		{...cut(100000), ...chat, busy: lives(600000), heartbeat: 0, path: ['cloudflare', 'haproxy', 'node'], idleAtHaproxy: lives(130000), config: twoFrontends},
		front,
	],
	['timeout server where a tunnel timer was meant', {...cut(20000), url: 'ws://www.example/ws', ...toHaproxy, config: upgraded}, client],
	[
		'timeout server where a tunnel timer was meant, logged',
		{...cut(20000, {closeCode: 1006}), url: 'ws://www.example/ws', ...toHaproxy, config: upgraded, termination: 'cD--'},
		client,
	],
	['a listen section whose server side is shorter', {...cut(90000), ...toHaproxy, config: listen}, server],
	['the same, logged for the client', {...cut(90000), ...toHaproxy, config: listen, termination: 'cD--'}, null],
	['the same, at the longer timer', {...cut(120000), ...toHaproxy, config: listen}, null],
	['defaults from defaults', {...cut(900000), url: 'ws://x.example/chat/1', ...toHaproxy, config: named}, tunnel],
	['defaults from defaults, on the other route', {...cut(40000), url: 'ws://x.example/live', ...toHaproxy, config: named}, unapplied, client],
	['text after a unit', {...cut(60000), ...toHaproxy, config: text}, client, server],
	['text after a unit, as it was meant', {...cut(90000), ...toHaproxy, config: text}, null],
	['TCP, passed through', {...cut(14400000), url: 'wss://x.example/', ...toHaproxy, config: mixed}, tunnel],
	[
		'TCP, passed through, and a balancer in front',
		{...cut(350000, {ending: 'rst'}), url: 'wss://x.example/', path: ['aws-nlb', 'haproxy'], config: mixed},
		front,
		'idle/silent-drop',
	],
	['TCP, passed through, and the server closes', {...cut(60000), url: 'wss://x.example/', path: ['haproxy', 'nginx'], config: mixed}, inner],
	['a server behind that pings', {...cut(45000, {closeCode: 1005}), ...chat, path: ['haproxy', 'socketio'], config: twoFrontends}, closes, 'idle/ping-timeout'],
	[
		'an age, though the file has a timer of that length',
		{...cut(50000), url: 'wss://www.example/live', busy: dies(50000), ...toHaproxy, config: twoFrontends},
		lifetime,
	],
	[
		'operator and file disagree',
		{...cut(50000), url: 'wss://www.example/live', ...toHaproxy, config: twoFrontends, timers: [timer('haproxy', 'timeout client', 3600000)]},
		client,
		server,
		unapplied,
		null,
	],
];
