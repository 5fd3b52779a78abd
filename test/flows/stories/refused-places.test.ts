import {stories} from '../../helpers/story.ts';

const ok = {status: 101};
const stripped = 'upgrade/header-stripped';
const missed = 'upgrade/route-missed';
const none = 'upgrade/no-server';
const url = 'ws://app.example/';

// The same answer at several places: whose it is.
stories('refused', [
	['a proxy in front answers 502, HAProxy 101', {upgrade: {status: 502}, upgradeAtHaproxy: ok, path: ['nginx', 'haproxy']}, ['upgrade/bad-gateway']],
	['a proxy in front answers 504, HAProxy 101', {upgrade: {status: 504}, upgradeAtHaproxy: ok, path: ['aws-alb', 'haproxy']}, ['upgrade/backend-slow']],
	['a CDN counts', {upgrade: {status: 429}, upgradeAtHaproxy: ok, path: ['cloudflare', 'haproxy']}, ['upgrade/rate-limited']],
	['a proxy in front answers 503, HAProxy 101', {upgrade: {status: 503}, upgradeAtHaproxy: ok, path: ['nginx', 'haproxy']}, [], [none]],
	[
		'502 in front, the backend down all the same',
		{upgrade: {status: 502}, upgradeAtHaproxy: ok, upgradeAtBackend: {outcome: 'refused'}, path: ['nginx', 'haproxy']},
		['upgrade/bad-gateway'],
		['reach/backend-down'],
	],
	[
		'HAProxy answers 503 behind a CDN',
		{upgrade: {status: 503}, upgradeAtHaproxy: {status: 503}, upgradeAtBackend: ok, path: ['cloudflare', 'haproxy']},
		[none],
	],
	['503 behind a CDN, HAProxy not asked', {upgrade: {status: 503}, upgradeAtBackend: ok, path: ['cloudflare', 'haproxy']}, [], [none]],
	['503 with a proxy behind HAProxy', {upgrade: {status: 503}, upgradeAtHaproxy: {status: 503}, upgradeAtBackend: ok, path: ['haproxy', 'nginx']}, [], [none]],
	['426 and nobody named', {upgrade: {status: 426}, upgradeAtBackend: ok}, [stripped], ['upgrade/version-rejected']],
	[
		'426 at HAProxy too',
		{upgrade: {status: 426}, upgradeAtHaproxy: {status: 426}, upgradeAtBackend: ok, path: ['haproxy']},
		[stripped],
		['upgrade/version-rejected'],
	],
	['400 and nobody named', {upgrade: {status: 400}, upgradeAtBackend: ok}, [], [stripped, missed]],
	['401 in front, 101 at HAProxy', {upgrade: {status: 401}, upgradeAtHaproxy: ok, path: ['nginx', 'haproxy']}, ['upgrade/auth-required']],
	['413 in front', {upgrade: {status: 413}, upgradeAtHaproxy: ok, path: ['nginx', 'haproxy']}, [], ['upgrade/client-handshake']],
	['431', {upgrade: {status: 431}, path: ['haproxy', 'node']}, ['upgrade/client-handshake']],
	['431 here and there', {upgrade: {status: 431}, upgradeAtBackend: {status: 431}, path: ['haproxy']}, ['upgrade/client-handshake']],
	['431 through the proxies only', {upgrade: {status: 431}, upgradeAtBackend: ok, path: ['haproxy']}, [], ['upgrade/client-handshake']],
	['404 while the backend refuses', {upgrade: {status: 404}, upgradeAtBackend: {outcome: 'refused'}, path: ['haproxy']}, []],
	[
		'502, and a timeout at the backend',
		{upgrade: {status: 502}, upgradeAtBackend: {outcome: 'timeout'}, path: ['haproxy']},
		['reach/backend-down'],
		['upgrade/bad-gateway'],
	],
	['a balancer of connections strips nothing', {upgrade: {status: 400}, upgradeAtBackend: ok, path: ['aws-nlb', 'haproxy']}, [missed], [stripped]],
	['a firewall strips nothing', {upgrade: {status: 404}, upgradeAtBackend: ok, path: ['pf', 'haproxy']}, [missed], [stripped]],
	['503 behind a balancer of connections', {upgrade: {status: 503}, upgradeAtBackend: ok, path: ['aws-nlb', 'haproxy']}, [none]],
	[
		'a balancer sends the PROXY protocol',
		{
			upgrade: {status: 400, bodyStart: '<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n'},
			upgradeAtHaproxy: ok,
			path: ['aws-nlb', 'haproxy'],
		},
		['upgrade/proxy-protocol-mismatch'],
		[stripped, 'upgrade/client-handshake'],
	],
	['no answer anywhere', {upgrade: {outcome: 'no-response'}, upgradeAtBackend: {outcome: 'no-response'}, path: ['haproxy']}, ['upgrade/no-response']],
	['sbkl, beyondcode/laravel-websockets#281', {url, upgrade: ok, someClients: true, path: ['nginx']}, ['upgrade/inspected']],
	['the same over wss', {url: 'wss://app.example/', upgrade: ok, someClients: true, path: ['nginx']}, []],
	['browsers that take HTTP/2', {url: 'wss://app.example/', upgrade: ok, upgradeOverHttp2: {status: 502}, someClients: true}, ['upgrade/http2-fails']],
]);
stories('check-up', [['nobody complains', {url, upgrade: ok, someClients: true}, []]]);
