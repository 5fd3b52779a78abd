import {atOnce, code, cut, dies, line, type Story, timer} from './words.ts';

const {together, reload, deploy, down, goaway} = code;

const file = (global: string, server = '', bind = '') => `global
  maxconn 4000
${global}
defaults
  mode http
  timeout connect 5s
  timeout client 1m
  timeout server 1m
  timeout tunnel 1h

frontend fe
  bind :443${bind}
  default_backend be

backend be
  server app1 192.0.2.10:8080 check${server}
`;

const downLine =
	'Nov 21 16:21:54 lb1 haproxy[1703]: Server be/app1 is DOWN, reason: Layer4 timeout, check duration: 2001ms. 0 active and 0 backup servers left.';

/** Connections that end in one second, whatever their age. */
export const stories: readonly Story[] = [
	['kubernetes/ingress-nginx#2461', {...atOnce('reload'), path: ['ingress-nginx']}, reload, together],
	[
		'kubernetes/ingress-nginx#7115',
		{...atOnce(), path: ['digitalocean-lb', 'ingress-nginx'], timers: [timer('ingress-nginx', 'proxy-read-timeout', 3600000)]},
		together,
		reload,
	],
	[
		'kubernetes/ingress-nginx#9516',
		{...cut(26000), simultaneous: true, path: ['ingress-nginx'], timers: [timer('ingress-nginx', 'worker-shutdown-timeout', 10000)]},
		together,
		reload,
	],
	['kubernetes/ingress-nginx#2647', {...cut(300000), path: ['ingress-nginx'], timers: [timer('ingress-nginx', 'worker-shutdown-timeout', 300000)]}, null],
	['nginx/nginx-gateway-fabric#5524', {...cut(60000), busy: dies(60000), simultaneous: true, path: ['nginx']}, together],
	['caddyserver/caddy#6420', {...atOnce('reload'), path: ['caddy']}, reload, together],
	['caddyserver/caddy#7222', {...atOnce(), path: ['caddy'], someClients: true}, together, reload],
	['istio/istio#33613', {...atOnce(), path: ['istio'], idle: dies(undefined, {ending: 'fin'})}, together],
	[
		'haproxytech/kubernetes-ingress#247',
		{...atOnce('reload'), path: ['haproxytech-ingress'], config: file('  hard-stop-after 30s\n'), termination: 'K---'},
		reload,
	],
	[
		'haproxytech/kubernetes-ingress#247 by its log',
		{
			...atOnce(),
			path: ['haproxy'],
			config: file('  hard-stop-after 30s\n'),
			log: ['Nov 21 16:21:54 lb1 haproxy[1703]: Proxy fe hard-stopped (2 remaining conns will be closed).', line('K---', 30005), line('K---', 9005)],
		},
		reload,
	],
	[
		'jcmoraisjr/haproxy-ingress#865',
		{...atOnce('reload'), path: ['azure-lb', 'haproxy-ingress'], timers: [timer('haproxy-ingress', 'timeout-stop', 600000)]},
		reload,
		together,
	],
	[
		'haproxy/haproxy#2789',
		{...atOnce('reload'), someClients: true, path: ['haproxy'], termination: 'CD--', config: file('', '', ' ssl crt site.pem alpn h2,http/1.1')},
		goaway,
		together,
	],
	['a reload in the log', {...atOnce('reload'), path: ['haproxy'], timers: [timer('haproxy', 'timeout tunnel', 3600000)]}, reload],
	['autobase-tech/autobase#1562', {...atOnce(), path: ['haproxy'], config: file('', ' on-marked-down shutdown-sessions'), log: [downLine]}, down],
	['autobase-tech/autobase#1562 by its sessions', {...atOnce(), path: ['haproxy'], log: [downLine, line('D---', 81234), line('D---', 4321)].join('\n')}, down],
	['redhat-openstack/astapor#450', {...atOnce(), path: ['haproxy'], config: file('', ' on-marked-down shutdown-sessions')}, together, down],
	['a server that goes down without that option', {...atOnce(), path: ['haproxy'], config: file(''), log: [downLine]}, together],
	['witchesofthehill/manabrew#598', {...atOnce('deploy'), path: ['caddy', 'our-app']}, deploy, together],
	['firezone/firezone#11493', {...atOnce('deploy'), path: ['gcp-lb', 'phoenix']}, deploy],
	['mattermost/mattermost-webapp#10960', {...atOnce(), path: ['nginx']}, together],
	['destinygg/chat-gui#164', {...cut(undefined, {closeCode: 1001}), simultaneous: true, path: ['cloudflare']}, together, deploy],
	['Azure/azure-signalr#283', {...atOnce('reload'), path: ['aspnet-signalr']}, reload, together],
	['larksuite/openclaw-lark#599, at one second', {...atOnce(), idle: dies(undefined, {ending: 'silent'})}, together],
	['chattocorp/chatto, and no common moment', {symptom: 'drops-together', simultaneous: false, path: ['haproxy']}, null],
	['a roll-out whose sessions HAProxy killed', {...atOnce('deploy'), path: ['haproxy'], termination: 'K---'}, together, null],
	['a reload whose servers closed', {...atOnce('reload'), path: ['haproxy'], termination: 'SD--'}, together],
];
