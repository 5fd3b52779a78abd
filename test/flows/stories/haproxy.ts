import {code, cut, dies, line, lives, type Story, timer} from './words.ts';

const {client, server, tunnel, unit, unapplied, chained, front, inner, drop, closes, ping, lifetime} = code;

const packaged = `defaults
  log     global
  mode    http
  option  httplog
  timeout connect 5000
  timeout client  50000
  timeout server  50000
`;

const plain = (defaults: string, frontend = '', backend = '') => `defaults
  mode http
  timeout connect 5s
${defaults}

frontend fe
  bind :80
${frontend}  default_backend be

backend be
${backend}  server app1 192.0.2.10:8080
`;

const tcp = (timeout: string) => `defaults
  mode tcp
  timeout connect 10s
  timeout client ${timeout}
  timeout server ${timeout}

listen apiserver
  bind :6443
  option tcp-check
  balance roundrobin
  server m1 192.0.2.11:6443 check
  server m2 192.0.2.12:6443 check
`;

const sides = (client: string, server = client) => `  timeout client ${client}\n  timeout server ${server}`;
const longTunnel = plain(sides('1m'), '', '  timeout tunnel 1h\n');
const toHaproxy = {path: ['haproxy']};

const neko = `${packaged}
frontend haproxy
  bind *:80
  acl regleneko hdr(host) neko.example
  use_backend srv_neko if regleneko

backend srv_neko
  mode http
  option httpchk
  server neko 192.0.2.20:9090
`;

const twoDefaults = `defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s

frontend fe
  bind :80
  default_backend be

backend be
  server app1 192.0.2.10:8080

defaults
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  timeout tunnel 1h

listen stats
  mode http
  bind :8404
  stats enable
`;

const byPath = `defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s

frontend fe
  bind :80
  acl is_ws path_beg /socket.io
  use_backend ws if is_ws
  default_backend web

backend ws
  timeout tunnel 1h
  server app1 192.0.2.10:8080

backend web
  server app1 192.0.2.10:8080
`;

const outer = `defaults
  timeout connect 5s
  timeout client 1m
  timeout server 1m
  timeout tunnel 10m

listen outer
  mode tcp
  bind :443
  server loop 127.0.0.1:10443
`;

const behindIt = `defaults
  timeout connect 5s
  timeout client 1m
  timeout server 1m

frontend inner
  mode http
  bind 127.0.0.1:10443 ssl crt site.pem
  default_backend app

backend app
  mode http
  timeout tunnel 1d
  server app1 192.0.2.10:8080
`;

/** Connections through HAProxy whose clocks are known. */
export const stories: readonly Story[] = [
	[
		'gotify/website#82',
		{
			...cut(50000),
			...toHaproxy,
			config: `${packaged}\nfrontend www\n  bind :80\n  default_backend gotify\n\nbackend gotify\n  server gotify 127.0.0.1:8080\n`,
		},
		client,
		server,
	],
	['m1k1o/neko#73', {...cut(50000), url: 'ws://neko.example/ws', ...toHaproxy, heartbeat: 60000, config: neko}, client, server],
	[
		'home-assistant/home-assistant.io#11708',
		{...cut(50000), ...toHaproxy, heartbeat: 55000, idleAtBackend: lives(120000), config: plain(sides('50s'))},
		client,
		server,
	],
	[
		'home-assistant/home-assistant-js-websocket#108',
		{...cut(50000), path: ['haproxy', 'aiohttp'], timers: [timer('haproxy', 'timeout client', 50000), timer('haproxy', 'timeout server', 50000)]},
		client,
		server,
	],
	[
		'home-assistant/home-assistant-js-websocket#108 with its heartbeat',
		{symptom: 'drops', upgrade: {status: 101}, application: dies(50000), heartbeat: 55000, ...toHaproxy, config: plain(sides('50s'))},
		client,
		server,
		null,
	],
	[
		'tutumcloud/haproxy#93',
		{
			...cut(60000),
			...toHaproxy,
			config: `${packaged}  timeout tunnel 10m\n\nfrontend fe\n  bind :80\n  default_backend be\n\nbackend be\n  server a 192.0.2.1:80\n`,
		},
		null,
		front,
	],
	['kubernetes/kubeadm#2227', {...cut(20000), url: 'wss://k8s.example:6443/', ...toHaproxy, config: tcp('20s')}, client, server],
	[
		'kubernetes/kubernetes#94301',
		{...cut(20000, {ending: 'fin'}), url: 'wss://k8s.example:6443/', path: ['haproxy', 'kube-apiserver'], config: tcp('20s'), idleAtBackend: lives(3600000)},
		client,
		server,
	],
	[
		'kubernetes-sigs/kind#740',
		{
			...cut([49000, 52000]),
			url: 'wss://k8s.example:6443/',
			...toHaproxy,
			config: tcp('50s'),
			log: ['Jul 26 21:20:28 kind haproxy[9]: 127.0.0.1:51234 [26/Jul/2019:21:19:38.100] apiserver apiserver/m1 1/0/50003 3412 cD 1/1/0/0/0 0/0'],
		},
		client,
	],
	['kubernetes/kubernetes#63863', {...cut(60000), ...toHaproxy, timers: [timer('haproxy', 'timeout client', 60000)]}, client],
	[
		'kubernetes/kubernetes#59411',
		{...cut(51000), url: 'wss://k8s.example:6443/', path: ['haproxy'], config: tcp('50s'), idleAtBackend: lives(600000)},
		client,
		server,
	],
	[
		'easzlab/kubeasz#104',
		{...cut(50000), path: ['HAProxy', 'kube-apiserver'], timers: [timer('HAProxy', 'timeout client', 50000), timer('HAProxy', 'timeout server', 50000)]},
		client,
		server,
	],
	['nextcloud/HaRP#115 with 0', {...cut(30000), ...toHaproxy, config: plain(sides('30s', '1800s'), '', '  timeout tunnel 0\n')}, client, unapplied],
	['nextcloud/HaRP#115 mended', {...cut(15000), ...toHaproxy, config: plain(sides('30s', '1800s'), '', '  timeout tunnel 15s\n')}, tunnel],
	[
		'vyos/vyos-1x#5226',
		{
			...cut(50000, {closeCode: 1006}),
			path: ['haproxy'],
			config: {files: [{name: '/run/haproxy/haproxy.cfg', text: plain(sides('50s'))}]},
			termination: 'cD--',
		},
		client,
	],
	[
		'd2iq-archive/marathon-lb#79',
		{...cut(50000), path: ['marathon-lb'], timers: [timer('marathon-lb', 'timeout client', 50000), timer('marathon-lb', 'timeout server', 50000)]},
		client,
		server,
	],
	[
		'haproxy/haproxy#182',
		{
			symptom: 'drops',
			idle: dies(45000),
			heartbeat: 60000,
			...toHaproxy,
			timers: [timer('haproxy', 'timeout client', 45000), timer('haproxy', 'timeout server', 45000)],
		},
		client,
		server,
	],
	['a tunnel timer in a frontend', {...cut(30000), ...toHaproxy, config: plain(sides('30s', '60s'), '  timeout tunnel 1h\n')}, unapplied],
	['a tunnel timer in later defaults', {...cut(30000), url: 'ws://app.example/ws', ...toHaproxy, config: twoDefaults}, unapplied],
	['a tunnel timer behind another path', {...cut(30000), url: 'ws://app.example/cable', ...toHaproxy, config: byPath}, unapplied],
	['the same path, reached', {...cut(3600000), url: 'ws://app.example/socket.io/?EIO=4', ...toHaproxy, config: byPath}, tunnel],
	['seconds taken for milliseconds', {...cut(3600), ...toHaproxy, config: plain(sides('30s'), '', '  timeout tunnel 3600\n')}, unit],
	['half a minute taken for 30 ms', {...cut(30), ...toHaproxy, config: plain(sides('30s'), '', '  timeout tunnel 30\n')}, unit],
	['both sides in milliseconds', {...cut(60), ...toHaproxy, config: plain(sides('60'))}, client, server],
	[
		'openshift/router#536',
		{
			...cut(600000),
			url: 'wss://app.example/',
			...toHaproxy,
			config: {
				files: [
					{name: 'a.cfg', text: outer},
					{name: 'b.cfg', text: behindIt},
				],
			},
		},
		chained,
		tunnel,
	],
	[
		'openshift/router#239',
		{...cut(3600000), path: ['openshift'], timers: [timer('openshift', 'haproxy.router.openshift.io/timeout', 7200000)]},
		tunnel,
		front,
		null,
	],
	['openshift/origin#10166', {...cut(60000), path: ['ocp'], timers: [timer('ocp', 'timeout tunnel', 60000)]}, tunnel],
	[
		'set-timeout on the way',
		{...cut(10000), ...toHaproxy, config: plain(`${sides('1m')}\n  timeout tunnel 1h`, '', '  http-request set-timeout tunnel 10s\n')},
		tunnel,
		null,
	],
	[
		'the log speaks for the server',
		{...cut(30000), ...toHaproxy, config: plain(sides('5m', '30s')), log: [line('sD--', 30005), line('sD--', 30004)].join('\n')},
		server,
	],
	['the log contradicts the file', {...cut(30000), ...toHaproxy, config: plain(sides('30s', '5m')), log: line('sD--', 30005)}, null],
	['two letters of a TCP log', {...cut(300000), url: 'wss://a.example/', ...toHaproxy, config: tcp('5m'), termination: 'cD'}, client],
	['a client that resets', {...cut(30000), ...toHaproxy, config: plain(sides('30s')), termination: 'CD--'}, null],
	['a CDN in front, and a long tunnel', {...cut(100000), path: ['cloudflare', 'haproxy', 'node'], config: longTunnel}, front],
	[
		'a CDN in front, and the same moment at HAProxy',
		{...cut(60000), path: ['cloudflare', 'haproxy'], idleAtHaproxy: dies(60000), config: plain(sides('1m'))},
		client,
		server,
	],
	['a CDN in front, and HAProxy is no earlier', {...cut(100000), path: ['cloudflare', 'haproxy'], idleAtHaproxy: dies(3600000), config: longTunnel}, front],
	[
		'a balancer in front, bypassed',
		{...cut(60000), path: ['aws-alb', 'haproxy'], idleAtHaproxy: lives(90000), idleAtBackend: lives(90000), config: longTunnel},
		front,
	],
	['haproxy outlives what its backend does not', {...cut(60000), ...toHaproxy, idleAtHaproxy: lives(90000), idleAtBackend: dies(60000)}, null],
	['a balancer that forgets, in front', {...cut(350000, {ending: 'silent'}), path: ['aws-nlb', 'haproxy'], config: longTunnel}, drop],
	[
		'a firewall that forgets, behind',
		{
			...cut([280000, 310000], {ending: 'silent'}),
			...toHaproxy,
			idleAtHaproxy: dies([280000, 310000], {ending: 'silent'}),
			idleAtBackend: lives(400000),
			config: longTunnel,
		},
		drop,
	],
	[
		'a firewall that resets, behind',
		{...cut(300000, {ending: 'rst'}), ...toHaproxy, idleAtHaproxy: dies(300000, {ending: 'rst'}), idleAtBackend: lives(400000), config: longTunnel},
		inner,
	],
	['jcmoraisjr/haproxy-ingress, an hour', {...cut(3600000), path: ['haproxy-ingress']}, front, tunnel],
	[
		'jcmoraisjr/haproxy-ingress, its tunnel set',
		{...cut(600000), path: ['haproxy-ingress'], timers: [timer('haproxy-ingress', 'timeout-tunnel', 600000)]},
		tunnel,
		front,
	],
	['openstack/octavia', {...cut(50000, {ending: 'fin'}), path: ['octavia', 'node'], idleAtBackend: lives(70000)}, front, client, server],
	[
		'an application server behind, with its own idle timer',
		{...cut(1800000, {closeCode: 1002}), path: ['haproxy', 'tomcat'], timers: [timer('tomcat', 'maxIdleTime', 1800000)], config: longTunnel},
		closes,
	],
	[
		'the same, without a code',
		{...cut(1800000), busy: lives(3600000), path: ['haproxy', 'tomcat'], timers: [timer('tomcat', 'maxIdleTime', 1800000)], config: longTunnel},
		closes,
	],
	[
		'engine.io behind a long tunnel',
		{...cut(45000, {ending: 'close-frame', closeCode: 1005}), path: ['haproxy', 'socket.io'], config: longTunnel},
		closes,
		ping,
	],
	['a heartbeat saves it from HAProxy', {...cut(60000), busy: lives(300000), ...toHaproxy, config: plain(sides('60s'))}, client, server],
	['nothing saves it, though HAProxy agrees', {...cut(60000), busy: dies(60000), ...toHaproxy, config: plain(sides('60s'))}, lifetime],
	['an unknown route', {...cut(30000), ...toHaproxy, config: 'this is no configuration\n'}, null],
	['a proxy between, with the same timer', {...cut(60000), path: ['haproxy', 'nginx', 'node'], config: plain(sides('60s'))}, client, server, null],
];
