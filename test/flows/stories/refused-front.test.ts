import {stories} from '../../helpers/story.ts';

const ok = {status: 101};
const stripped = 'upgrade/header-stripped';
const missed = 'upgrade/route-missed';
const version = 'upgrade/version-rejected';
const origin = 'upgrade/origin-rejected';
const blocked = 'upgrade/blocked';

// Something in front drops the upgrade, or judges it.
stories('refused', [
	['kubernetes/ingress-nginx#3939', {upgrade: {status: 400}, upgradeAtBackend: ok, path: ['ingress-nginx']}, [stripped], [missed]],
	['Kong/kong#2525', {upgrade: {status: 426, headers: {server: 'nginx', via: 'kong/0.10.2'}}, path: ['kong']}, [version, stripped]],
	['Kong/kong#2525 with the backend', {upgrade: {status: 426}, upgradeAtBackend: ok, path: ['kong']}, [stripped], [version, missed]],
	['g0ldyy/comet#581', {upgrade: {status: 426}, upgradeAtBackend: ok, path: ['cloudflare', 'haproxy']}, [stripped], [version, missed]],
	['Azure application gateway', {upgrade: {status: 400}, upgradeAtBackend: ok, path: ['azure-appgw']}, [stripped], [missed]],
	['cloudflared', {upgrade: {status: 400}, upgradeAtHaproxy: ok, path: ['cloudflare', 'haproxy']}, [stripped]],
	['websockets/ws#1275', {upgrade: {status: 200, bodyStart: '<!doctype html><html><head>'}, upgradeAtBackend: ok, path: ['nginx']}, [], [missed, stripped]],
	['gimite/web-socket-js#179', {upgrade: {status: 200}, upgradeAtHaproxy: ok, path: ['nginx', 'haproxy']}, [stripped], [missed]],
	['nginx before SignalR', {upgrade: {status: 404}, upgradeAtBackend: ok, path: ['nginx', 'aspnet-signalr']}, [], [missed, stripped]],
	['dotnet/aspnetcore#32674', {upgrade: {status: 502}, upgradeAtBackend: ok, path: ['nginx', 'iis']}, ['upgrade/bad-gateway'], [stripped]],
	['aws-alb before haproxy', {upgrade: {status: 404}, upgradeAtHaproxy: ok, path: ['aws-alb', 'haproxy']}, [stripped], [missed]],

	// The server says in words that the upgrade did not arrive.
	['jupyter/notebook#6154', {upgrade: {status: 400, bodyStart: 'Can "Upgrade" only to "WebSocket".'}, path: ['nginx']}, [stripped]],
	['spring', {upgrade: {status: 400, bodyStart: '"Connection" must be "upgrade".'}, path: ['nginx', 'haproxy', 'spring']}, [stripped]],
	['netty', {upgrade: {status: 400, bodyStart: 'not a WebSocket handshake request: missing upgrade'}, path: ['nginx']}, [stripped]],
	['tungstenite', {upgrade: {status: 400, bodyStart: 'No "Connection: upgrade" header'}, path: ['caddy']}, [stripped]],
	[
		'coder/websocket, protocol violation',
		{upgrade: {status: 426, bodyStart: 'WebSocket protocol violation: Connection header "close" does not contain Upgrade'}, path: ['nginx']},
		[stripped, version],
	],
	[
		'aiohttp',
		{upgrade: {status: 400, bodyStart: 'No WebSocket UPGRADE hdr: None\n Can "Upgrade" only to "WebSocket".'}, path: ['apache', 'aiohttp']},
		[stripped],
	],
	['spring, a version', {upgrade: {status: 400, bodyStart: 'Missing or invalid Sec-WebSocket-Version header'}}, [version]],
	[
		'the same past the proxy',
		{upgrade: {status: 400, bodyStart: 'Missing or invalid Sec-WebSocket-Version header'}, upgradeAtBackend: ok, path: ['nginx']},
		[stripped],
		[version],
	],
	['words without a way', {upgrade: {status: 400, bodyStart: 'Can "Upgrade" only to "WebSocket".'}}, []],
	['a page that speaks of upgrades', {upgrade: {status: 101, bodyStart: 'Can "Upgrade" only to "WebSocket".'}, path: ['nginx']}, []],
	[
		'kube-apiserver',
		{upgrade: {status: 503, bodyStart: 'error trying to reach service: dial tcp 10.0.0.7:8080: connect: connection refused'}, path: ['kube-apiserver']},
		['reach/backend-down'],
	],
	[
		'ngrok',
		{upgrade: {status: 502, bodyStart: 'failed to establish a connection to the upstream (ERR_NGROK_8012)'}, path: ['ngrok']},
		['reach/backend-down'],
		['upgrade/bad-gateway'],
	],
	[
		'gorilla/websocket',
		{
			upgrade: {
				status: 400,
				bodyStart: "Bad Request\nwebsocket: the client is not using the websocket protocol: 'upgrade' token not found in 'Connection' header",
			},
			path: ['apache'],
		},
		[stripped],
	],
	[
		'phoenix 1.7',
		{upgrade: {status: 400, bodyStart: "WebSocket upgrade failed\n'connection' header must contain 'upgrade', got [\"close\"]"}, path: ['nginx', 'phoenix']},
		[stripped],
	],
	[
		'python-websockets',
		{upgrade: {status: 426, bodyStart: 'Failed to open a WebSocket connection: invalid Connection header: keep-alive.'}, path: ['apache']},
		[stripped, version],
	],
	[
		'engine.io',
		{
			url: 'wss://app.example/socket.io/?EIO=4&transport=websocket',
			upgrade: {status: 400, bodyStart: '{"code":3,"message":"Bad request"}'},
			path: ['apache', 'socketio'],
		},
		[stripped],
	],
	[
		'the words at the backend as well',
		{upgrade: {status: 400, bodyStart: 'Can "Upgrade" only to "WebSocket".'}, upgradeAtBackend: {status: 400}, path: ['nginx']},
		['upgrade/not-an-endpoint'],
		[stripped],
	],

	// Block pages.
	[
		'websocket-client/websocket-client#1017',
		{
			upgrade: {
				status: 403,
				headers: {server: 'cloudflare', 'cf-ray': '910523cbe8fedbb8-HKG'},
				bodyStart: '<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title>',
			},
			path: ['cloudflare'],
		},
		[blocked],
	],
	[
		'0x676e67/wreq#911',
		{upgrade: {status: 403, bodyStart: '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>'}, path: ['cloudflare', 'haproxy']},
		[blocked],
	],
	['Cloudflare 1020', {upgrade: {status: 403, bodyStart: 'error code: 1020'}, path: ['cloudflare']}, [blocked]],
	['AWS WAF at a balancer', {upgrade: {status: 403, headers: {server: 'awselb/2.0'}}, upgradeAtBackend: ok, path: ['aws-alb']}, [blocked], [origin]],
	[
		'Azure WAF',
		{upgrade: {status: 403, headers: {server: 'Microsoft-Azure-Application-Gateway/v2'}}, upgradeAtBackend: ok, path: ['azure-appgw']},
		[blocked],
		[origin],
	],
	[
		'F5 ASM',
		{
			upgrade: {
				status: 200,
				bodyStart:
					'<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 1',
			},
			path: ['f5', 'haproxy'],
		},
		[blocked],
	],
	[
		'Akamai',
		{
			upgrade: {
				status: 403,
				headers: {server: 'AkamaiGHost'},
				bodyStart: '<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1> Reference&#32;&#35;18.4',
			},
			path: ['akamai'],
		},
		[blocked],
	],
	['Imperva', {upgrade: {status: 403, bodyStart: 'Request unsuccessful. Incapsula incident ID: 0-1'}}, [blocked]],
	[
		'ModSecurity',
		{
			upgrade: {status: 406, bodyStart: 'Not Acceptable! An appropriate representation could not be found. This error was generated by Mod_Security.'},
			path: ['apache'],
		},
		[blocked],
	],
	[
		'CloudFront',
		{
			upgrade: {
				status: 403,
				headers: {'x-cache': 'Error from cloudfront'},
				bodyStart: '<H1>403 ERROR</H1><H2>The request could not be satisfied.</H2>Request blocked.',
			},
			path: ['aws-cloudfront'],
		},
		[blocked],
	],
	[
		'a CDN refuses what HAProxy accepts',
		{upgrade: {status: 403, headers: {server: 'cloudflare', 'cf-ray': '1-HKG'}}, upgradeAtHaproxy: ok, path: ['cloudflare', 'haproxy']},
		[blocked],
		[],
	],
	['a proxy refuses what HAProxy accepts', {upgrade: {status: 403}, upgradeAtHaproxy: ok, path: ['nginx', 'haproxy']}, [], [origin, blocked, stripped]],

	// Switched off.
	[
		'tjanczuk/iisnode#322',
		{
			upgrade: {status: 503, bodyStart: 'IIS Detailed Error - 503.0 - WebSocket request made to a site where WebSockets are disabled.'},
			path: ['azure-appservice'],
		},
		['upgrade/websockets-off'],
	],
	[
		'istio/istio#29427',
		{upgrade: {status: 403, headers: {server: 'istio-envoy'}}, upgradeAtBackend: ok, path: ['istio']},
		['upgrade/websockets-off'],
		[origin],
	],

	// Between clients and the site.
	[
		'totaljs/framework#259',
		{url: 'ws://mail.example/', upgrade: {status: 302, headers: {location: 'http://10.10.34.36/'}}, someClients: true},
		['upgrade/inspected', 'upgrade/redirected'],
	],
	[
		'http-party/node-http-proxy#1484',
		{url: 'ws://app.example/', upgrade: {outcome: 'no-response'}, someClients: true},
		['upgrade/inspected'],
		['upgrade/no-response'],
	],
	[
		'lpinca/binb#2',
		{url: 'ws://app.example/', upgrade: {outcome: 'closed'}, someClients: true, upgradeAtBackend: ok},
		['upgrade/inspected'],
		['upgrade/closed-early'],
	],
	['overleaf/overleaf#401', {url: 'wss://app.example/', upgrade: {status: 400}, someClients: true}, [], ['upgrade/inspected']],
	[
		'a filter named on the path',
		{url: 'wss://app.example/', upgrade: {status: 400}, someClients: true, path: ['zscaler', 'haproxy']},
		['upgrade/inspected'],
		[],
	],
	[
		'vizorvr/patches#502',
		{url: 'ws://app.example/', upgrade: {status: 403, headers: {'x-squid-error': 'ERR_ACCESS_DENIED 0', via: '1.1 proxy (squid/3.5)'}}, someClients: true},
		['upgrade/inspected', blocked],
	],
	[
		'a corporate filter says so',
		{url: 'wss://app.example/', upgrade: {status: 403, bodyStart: '<title>FortiGuard Intrusion Prevention - Access Blocked</title>'}, someClients: true},
		['upgrade/inspected', blocked],
	],
	[
		'nginx/kubernetes-ingress#1172',
		{url: 'ws://app.example/', upgrade: {status: 503}, someClients: true, upgradeAtBackend: ok, path: ['ingress-nginx']},
		['upgrade/inspected'],
		['upgrade/no-server'],
	],
	['all clients, plain ws', {url: 'ws://app.example/', upgrade: {status: 400}, someClients: false}, []],
]);
