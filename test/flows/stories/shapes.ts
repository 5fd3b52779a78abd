import {atOnce, code, cut, dies, line, lives, type Story, timer, up} from './words.ts';

const {client, server, tunnel, unit, unapplied, front, inner, drop, closes, ping, race, missing, lifetime, reload, goaway, together, unstable, down} = code;

const file = (timeouts: string, more = '') => `defaults
  mode http
  timeout connect 5s
${timeouts}

frontend fe
  bind :80
  default_backend be

backend be
${more}  server app1 192.0.2.10:8080
`;
const both = (value: string) => `  timeout client ${value}\n  timeout server ${value}`;
const tcpLine = (state: string, ms: number) =>
	`Nov 21 16:21:54 lb1 haproxy[9]: 192.0.2.9:5123 [21/Nov/2026:16:21:24.830] api api/m1 1/0/${ms} 3412 ${state} 1/1/0/0/0 0/0`;
const killedLine =
	'Nov 21 16:21:54 lb1 haproxy[9]: 192.0.2.9:5123 [21/Nov/2026:16:21:24.830] fe be/app1 0/0/1/4/81234 500 132 - - KC-- 3/3/2/1/0 0/0 "GET /ws HTTP/1.1"';
const hard = file(both('1m')).replace('defaults', 'global\n  hard-stop-after 5m\n\ndefaults');

/** The same facts in odd shapes, one fact more or less, and facts that deny each other. */
export const stories: readonly Story[] = [
	// Names and places of hops.
	['a product in capitals', {...cut(60000), path: ['NGINX']}, front],
	['a product with blanks', {...cut(60000), path: [' AWS CLB ', 'Ingress-Nginx'], timers: [timer('ingress-nginx', 'proxy-read-timeout', 3600000)]}, front],
	['the same hop twice', {...cut(60000), path: ['nginx', 'nginx', 'node']}, front],
	['a client on the path', {...cut(60000), path: ['chrome', 'nginx', 'uvicorn']}, front],
	['an empty path', {...cut(60000), path: []}, null],
	['only HAProxy', {...cut(60000), path: ['haproxy']}, null],
	['a hop of which nothing is known, and the backend lives', {...cut(47000), path: ['hop-a', 'hop-b'], idleAtBackend: lives(90000)}, front],
	['the same without a moment', {...cut(), path: ['hop-a', 'hop-b'], idleAtBackend: lives()}, null],
	['the same with HAProxy between', {...cut(47000), path: ['hop-a', 'haproxy', 'hop-b'], idleAtBackend: lives(90000)}, null],
	['two known hops, neither of that value', {...cut(75000), path: ['cloudflare', 'nginx', 'node'], idleAtBackend: lives(120000)}, front],
	['the backend was not watched for long enough', {...cut(60000), path: ['hop-a'], idleAtBackend: lives(61000)}, null],

	// Timers in other words, of hops that are not on the path, of unknown hops.
	['HAProxy by its short names', {...cut(30000), path: ['haproxy'], timers: [timer('haproxy', 'client', 30000), timer('haproxy', 'server', 60000)]}, client],
	[
		'HAProxy by other spellings',
		{...cut(600000), path: ['haproxy'], timers: [timer('HAProxy', 'Timeout-Tunnel', 600000), timer('HAProxy', 'timeout_client', 30000)]},
		tunnel,
	],
	['HAProxy told only by its timer', {...cut(30000), path: ['cloudflare'], timers: [timer('haproxy', 'timeout client', 30000)]}, client],
	['a timer that does not agree', {...cut(60000), path: ['our-lb'], timers: [timer('our-lb', 'idle timeout', 90000)]}, null],
	['a drain of an unknown hop', {...cut(300000), path: ['our-proxy'], timers: [timer('our-proxy', 'worker-shutdown-timeout', 300000)]}, null],
	['a connect timer of an unknown hop', {...cut(5000), path: ['our-proxy'], timers: [timer('our-proxy', 'connect timeout', 5000)]}, null],
	['a ping timer of an unknown hop', {...cut(30000), path: ['our-proxy'], timers: [timer('our-proxy', 'ping interval', 30000)]}, null],
	['a longest idle time is idle', {...cut(120000), busy: lives(600000), path: ['our-proxy'], timers: [timer('our-proxy', 'max idle time', 120000)]}, front],
	['a longest age is no idle time', {...cut(120000), busy: lives(600000), path: ['our-proxy'], timers: [timer('our-proxy', 'max age', 120000)]}, null],
	['a longest age, reached by both', {...cut(120000), busy: dies(120000), path: ['our-proxy'], timers: [timer('our-proxy', 'max duration', 120000)]}, lifetime],
	['a timer of 0 is none', {...cut(60000), path: ['our-proxy'], timers: [timer('our-proxy', 'idle timeout', 0)]}, null],
	[
		'an unknown hop beside a file',
		{...cut(1800000), path: ['hop-1', 'hop-2'], timers: [timer('hop-2', 'maxIdleTime', 1800000)], config: file(both('1m'), '  timeout tunnel 1h\n')},
		null,
		closes,
	],
	[
		'an unknown hop in front of HAProxy',
		{...cut(45000), path: ['hop-1', 'haproxy'], timers: [timer('hop-1', 'idle', 45000)], config: file(both('1m'), '  timeout tunnel 1h\n')},
		front,
	],

	// Brackets and precision.
	['a bracket around HAProxy and a default', {...cut([45000, 75000]), path: ['aws-alb', 'haproxy'], config: file(both('1m'))}, client, server, null],
	['a bracket that only HAProxy meets', {...cut([25000, 40000]), path: ['aws-alb', 'haproxy'], config: file(both('30s'))}, client, server],
	[
		'a wide bracket with two suspects',
		{...cut([30000, 400000], {ending: 'fin'}), path: ['haproxy', 'nginx'], config: file(both('1m'), '  timeout tunnel 5m\n')},
		null,
		tunnel,
	],
	['seconds by hand', {...cut(35700), path: ['haproxy'], config: file(both('35s'))}, client, server],
	['milliseconds of a probe', {...cut(30004, {ending: 'fin'}), path: ['haproxy'], config: file(both('30s'))}, client, server],
	['a probe that was too early', {...cut(29004, {ending: 'fin'}), path: ['haproxy'], config: file(both('30s'))}, null],
	['fourteen minutes are not fifteen', {...cut(840000), path: ['ipvs']}, null],
	['a minute of 55 s', {...cut(60000), path: ['heroku']}, front],

	// Log and termination.
	['sD without a file', {...cut(30000), path: ['haproxy'], termination: 'sD--'}, server],
	['cD without a file', {...cut(30000), path: ['haproxy'], termination: 'cD--'}, null],
	['sD, and a hop in front that agrees', {...cut(60000), path: ['aws-alb', 'haproxy'], termination: 'sD--'}, server],
	['sD, but the backend does not keep it', {...cut(30000), path: ['haproxy'], idleAtBackend: dies(30000), termination: 'sD--'}, null],
	[
		'CD, and a hop in front that agrees',
		{...cut(60000), path: ['aws-alb', 'haproxy'], termination: 'CD--', config: file(both('1m'), '  timeout tunnel 1h\n')},
		front,
	],
	['a TCP log that agrees', {...cut(60000), path: ['haproxy'], config: file(both('1m')), log: [tcpLine('cD', 60003), tcpLine('cD', 60002)]}, client],
	['a TCP log that denies it', {...cut(60000), path: ['haproxy'], config: file(both('1m')), log: tcpLine('CD', 60003)}, null],
	['several states', {...cut(60000), path: ['haproxy'], config: file(both('1m')), log: [line('cD--', 60003), line('----', 4000)].join('\n')}, client],
	['lines of something else', {...cut(60000), path: ['haproxy'], config: file(both('1m')), log: 'Proxy fe started.\n\nsome text\n'}, client, server],
	['sessions killed, as 3.2 logs them', {...atOnce('reload'), path: ['haproxy'], log: [killedLine]}, reload],
	['sessions killed, and a file that says so', {...atOnce(), path: ['haproxy'], termination: 'K---', config: hard}, reload],
	['sessions killed, and nothing says why', {...atOnce(), path: ['haproxy'], termination: 'K---'}, together, reload],
	['sessions of a server that went down, as 3.2 logs them', {...atOnce(), path: ['haproxy'], log: [killedLine.replace('KC--', 'DC--')]}, down],
	['a reload that only HTTP/2 clients feel', {...atOnce('reload'), path: ['haproxy'], someClients: true, termination: 'CD--'}, goaway],
	['a reload and resets of which nothing more is known', {...atOnce('reload'), path: ['haproxy'], termination: 'CD--'}, together],
	['a reload, HTTP/2, and an orderly end', {...atOnce('reload'), path: ['haproxy'], upgradeOverHttp2: {status: 200}, termination: '----'}, together, reload],
	['a restart', {...atOnce('restart'), path: ['haproxy']}, together],
	['a moment, and one idle timer', {...cut(60000), simultaneous: true, path: ['haproxy'], config: file(both('1m'))}, together],
	['no common moment, and one idle timer', {...cut(60000), simultaneous: false, path: ['haproxy'], config: file(both('1m'))}, client, server],

	[
		'a reset behind HAProxy, which the backend does not send',
		{...cut(60000), idleAtBackend: lives(90000), path: ['haproxy', 'node'], termination: 'SD--'},
		inner,
	],
	[
		'the same, with HAProxy at the same value',
		{...cut(60000), idleAtBackend: lives(90000), path: ['haproxy', 'node'], termination: 'SD--', config: file(both('1m'))},
		null,
	],
	['an orderly end of either side', {...cut(60000), idleAtBackend: lives(90000), path: ['haproxy', 'node'], termination: '----'}, null],

	// Configuration.
	['a file as files', {...cut(30000), path: ['haproxy'], config: {files: [{name: '/etc/haproxy/haproxy.cfg', text: file(both('30s'))}]}}, client, server],
	[
		'sections in several files',
		{
			...cut(30000),
			path: ['haproxy'],
			config: {
				files: [
					{name: '00.cfg', text: 'defaults\n  mode http\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\n'},
					{name: '10.cfg', text: 'frontend fe\n  bind :80\n  default_backend be\n'},
					{name: '20.cfg', text: 'backend be\n  server a 192.0.2.1:80\n'},
				],
			},
		},
		client,
		server,
	],
	[
		'a tunnel timer in the wrong file',
		{
			...cut(30000),
			path: ['haproxy'],
			config: {
				files: [
					{name: 'a.cfg', text: file(both('30s'))},
					{name: 'b.cfg', text: 'backend other\n  timeout tunnel 1h\n  server b 192.0.2.2:80\n'},
				],
			},
		},
		unapplied,
		client,
		server,
	],
	['carriage returns', {...cut(30000), path: ['haproxy'], config: file(both('30s')).replaceAll('\n', '\r\n')}, client, server],
	['a variable', {...cut(30000), path: ['haproxy'], config: file('  timeout client "$CLIENT"\n  timeout server "$SERVER"')}, null],
	['an hour in milliseconds', {...cut(3600000), path: ['haproxy'], config: file(both('30s'), '  timeout tunnel 3600000\n')}, tunnel],
	['an hour meant in seconds', {...cut([3000, 4000]), path: ['haproxy'], config: file(both('30s'), '  timeout tunnel 3600\n')}, unit],
	['independent streams', {...cut(60000), path: ['haproxy'], config: file(`${both('1m')}\n  option independent-streams`)}, client, server],

	// The application's own connection, and its heartbeat.
	[
		'as slow as the clock',
		{symptom: 'drops', ...up, application: dies(60000), heartbeat: 60000, path: ['haproxy'], config: file(both('60s'))},
		client,
		server,
		race,
	],
	['slower than a clock of nobody known', {...cut(60000), heartbeat: 90000}, race],
	['somewhat faster than it', {...cut(60000), heartbeat: 45000}, null],
	['much faster than it', {...cut(60000), heartbeat: 15000}, null],
	['as slow as the clock, and yet it lives', {...cut(60000), heartbeat: 60000, application: lives(900000)}, null],
	[
		'slower than the clock of a balancer',
		{...cut(60000), heartbeat: 90000, path: ['aws-alb', 'haproxy'], timers: [timer('haproxy', 'timeout tunnel', 3600000)]},
		front,
		race,
	],
	['never, of the application', {symptom: 'drops', ...up, application: dies(350000, {ending: 'silent'}), heartbeat: 0, path: ['aws-nlb', 'haproxy']}, drop],
	['faster, and it dies', {symptom: 'drops', ...up, application: dies(60000), heartbeat: 20000, path: ['nginx']}, null],
	['a busy one lives', {...cut(60000), busy: lives(61000), heartbeat: 0, path: ['nginx']}, front, missing],

	['faster, and it dies when silence does', {...cut(300000), application: dies(300000), heartbeat: 25000, path: ['gcp-cloudrun']}, lifetime],
	['faster, and it dies when silence does, of nobody known', {...cut(30000), application: dies(30000), heartbeat: 10000}, lifetime],
	['faster, and it dies later', {...cut(60000), application: dies(900000), heartbeat: 20000, path: ['nginx']}, front],
	['a platform that counts age', {...cut(300000), path: ['gcp-cloudrun']}, lifetime],
	['a platform that counts age, and a busy one lives', {...cut(300000), busy: lives(900000), path: ['gcp-cloudrun']}, null],
	['a platform that counts age, behind a balancer that does not', {...cut(300000), path: ['envoy', 'gcp-cloudrun']}, null],

	// Trials.
	[
		'trials alone, that agree with a clock',
		{symptom: 'drops', ...up, trials: [30010, 30020, 30005], path: ['haproxy'], config: file(both('30s'))},
		client,
		server,
	],
	['trials and no moment', {...cut(undefined, {ending: 'fin'}), trials: [100010, 100020, 99900], path: ['cloudflare']}, front],
	['two trials', {symptom: 'drops', ...up, trials: [30010, 30020], path: ['haproxy'], config: file(both('30s'))}, null],
	['trials that scatter around a clock', {...cut(60000), trials: [60000, 12000, 260000, 33000], path: ['nginx']}, unstable],

	// Codes and manners.
	['1001 at the value of a gateway', {...cut(600000, {closeCode: 1001}), path: ['aws-apigw', 'node']}, front],
	['1011 behind HAProxy', {...cut(40000, {closeCode: 1011}), path: ['haproxy', 'uvicorn'], config: file(both('1m'), '  timeout tunnel 1h\n')}, ping, closes],
	['1011 of an unknown server', {...cut(40000, {closeCode: 1011}), path: ['haproxy', 'our-app']}, closes, ping],
	['4000 of an unknown server', {...cut(5000, {closeCode: 4000}), path: ['cloudflare', 'nginx', 'our-app']}, closes],
	['1000 at the value of nginx', {...cut(60000, {closeCode: 1000}), path: ['nginx']}, null, closes],
	['1005', {...cut(45000, {closeCode: 1005}), path: ['nginx', 'socketio']}, closes, ping],
	['RST at HAProxy, which sends FIN', {...cut(60000, {ending: 'rst'}), path: ['haproxy'], config: file(both('1m'))}, null],
	['RST with nolinger', {...cut(60000, {ending: 'rst'}), path: ['haproxy'], config: file(`${both('1m')}\n  option nolinger`)}, client, server],
	['silence at the value of a proxy', {...cut(60000, {ending: 'silent'}), path: ['nginx']}, drop, null],
	['FIN at the value of a NAT', {...cut(350000, {ending: 'fin'}), path: ['aws-natgw']}, null],
	[
		'HAProxy and a proxy behind, apart by a place',
		{...cut(60000), path: ['haproxy', 'nginx'], idleAtHaproxy: dies(60000), idleAtBackend: lives(90000), config: file(both('1m'), '  timeout tunnel 1h\n')},
		inner,
	],
];
