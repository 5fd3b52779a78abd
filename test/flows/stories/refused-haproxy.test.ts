import {stories} from '../../helpers/story.ts';

const ok = {status: 101};
const stripped = 'upgrade/header-stripped';
const missed = 'upgrade/route-missed';
const endpoint = 'upgrade/not-an-endpoint';
const down = 'reach/backend-down';
const none = 'upgrade/no-server';
const gateway = 'upgrade/bad-gateway';
const slow = 'upgrade/backend-slow';
const early = 'upgrade/closed-early';
const proxied = 'upgrade/proxy-protocol-mismatch';
const mismatch = 'reach/tls-mismatch';
const url = 'ws://app.example/ws';
const page = (status: number, title: string, sentence: string) => ({
	status,
	bodyStart: `<html><body><h1>${status} ${title}</h1>\n${sentence}\n</body></html>\n`,
});
const own503 = page(503, 'Service Unavailable', 'No server is available to handle this request.');
const own403 = page(403, 'Forbidden', 'Request forbidden by administrative rules.');
const file = ({bind = ':80', frontend = '  default_backend be', backend = '', server = '  server a 192.0.2.1:8080', more = ''} = {}) =>
	`defaults\n  mode http\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\nfrontend fe\n  bind ${bind}\n${frontend}\nbackend be\n${backend}${server}\n${more}`;
const pool = 'backend ws\n  server w 192.0.2.9:9000\n';
const logged = (status: number, state: string, server = 'be/a') =>
	`192.0.2.9:50000 [20/Nov/2026:12:20:32.886] fe ${server} 0/0/-1/-1/3004 ${status} 217 - - ${state} 1/1/0/0/3 0/0 "GET /ws HTTP/1.1"`;

// Who is not there, or does not answer.
stories('refused', [
	['beyondcode/laravel-websockets#158', {upgrade: {status: 503}, upgradeAtBackend: {outcome: 'refused'}, path: ['haproxy']}, [down], [none]],
	['louislam/uptime-kuma#3470', {upgrade: {status: 502}, upgradeAtBackend: {outcome: 'refused'}, path: ['iis']}, [down], [gateway]],
	['jitsi/docker-jitsi-meet#1129', {upgrade: {status: 504}, upgradeAtBackend: {outcome: 'timeout'}, path: ['nginx']}, [down], [slow]],
	['own page', {upgrade: own503, path: ['haproxy']}, [none]],
	['the server answers', {upgrade: {status: 503}, upgradeAtBackend: ok, path: ['haproxy']}, [none]],
	['by its log', {upgrade: {status: 503}, log: [logged(503, 'SC--')], path: ['haproxy']}, [none, down]],
	['by its log, all down', {upgrade: {status: 503}, log: ['haproxy[7]: backend be has no server available!'], path: ['haproxy']}, [none]],
	['connect used up', {upgrade: {status: 503}, termination: 'sC--', path: ['haproxy']}, [slow, none]],
	['SH', {upgrade: {status: 502}, termination: 'SH--', path: ['haproxy']}, [gateway]],
	['PH', {upgrade: {status: 502}, termination: 'PH--', upgradeAtBackend: ok, path: ['haproxy']}, [gateway]],
	['sH', {upgrade: {status: 504}, termination: 'sH--', path: ['haproxy']}, [slow]],
	['aws-alb 504', {upgrade: {status: 504, headers: {server: 'awselb/2.0'}}, path: ['aws-alb', 'haproxy']}, [slow]],
	['aws-alb 503', {upgrade: {status: 503, headers: {server: 'awselb/2.0'}}, path: ['aws-alb']}, [none]],
	['envoyproxy/envoy#7894', {upgrade: {status: 503, bodyStart: 'no healthy upstream', headers: {server: 'envoy'}}, path: ['envoy']}, [none]],
	[
		'envoyproxy/envoy#5595',
		{
			upgrade: {
				status: 503,
				bodyStart:
					'upstream connect error or disconnect/reset before headers. reset reason: connection failure, transport failure reason: delayed connect error: 111',
			},
			path: ['envoy'],
		},
		[down],
		[none],
	],
	['traefik', {upgrade: {status: 503, bodyStart: 'no available server'}, path: ['traefik']}, [none]],
	['nginx 503', {upgrade: {status: 503}, upgradeAtBackend: ok, path: ['nginx']}, [], [none]],
	['Cloudflare 521', {upgrade: {status: 521}, path: ['cloudflare', 'haproxy']}, [down, 'reach/refused']],
	['Cloudflare 522', {upgrade: {status: 522}, path: ['cloudflare', 'haproxy']}, [down, 'reach/filtered']],
	['Cloudflare 524', {upgrade: {status: 524}, path: ['cloudflare', 'haproxy']}, [slow]],
	['Cloudflare 525', {upgrade: {status: 525}, path: ['cloudflare', 'haproxy']}, [mismatch]],
	['Cloudflare 526', {upgrade: {status: 526}, path: ['cloudflare', 'haproxy']}, ['reach/tls-certificate']],
	[
		'haproxy/haproxy#1364',
		{upgrade: {status: 502}, upgradeAtBackend: ok, config: file({server: '  server a 192.0.2.1:443 ssl verify none alpn h2'})},
		['upgrade/http2-fails', gateway],
		[],
	],

	// No way there.
	['nothing listens', {url, upgrade: {outcome: 'refused'}}, ['reach/refused']],
	['only HAProxy itself', {url, upgrade: {outcome: 'refused'}, upgradeAtHaproxy: ok, path: ['aws-nlb', 'haproxy']}, ['reach/refused']],
	['haproxy/haproxy#2519', {url, upgrade: {outcome: 'timeout'}, path: ['haproxy']}, ['reach/filtered'], ['capacity/maxconn']],
	['a security group', {url, upgrade: {outcome: 'timeout'}, upgradeAtHaproxy: ok, path: ['aws-sg', 'haproxy']}, ['reach/filtered']],
	['reset', {url, upgrade: {outcome: 'reset'}, path: ['haproxy']}, [early]],
	['closed', {url, upgrade: {outcome: 'closed'}, path: ['haproxy']}, [early]],

	// The PROXY protocol, and TLS.
	['a bind with accept-proxy', {url, upgrade: {outcome: 'closed'}, path: ['haproxy'], config: file({bind: ':80 accept-proxy'})}, [proxied], [early]],
	['the same, reset', {url, upgrade: {outcome: 'reset'}, upgradeAtBackend: ok, config: file({bind: ':80 accept-proxy'})}, [proxied], [early]],
	[
		'the same, asked directly',
		{url, upgrade: {status: 502}, upgradeAtHaproxy: {outcome: 'closed'}, path: ['nginx', 'haproxy'], config: file({bind: ':80 accept-proxy'})},
		[proxied],
		[gateway, early],
	],
	[
		'a balancer that sends it',
		{url, upgrade: ok, upgradeAtHaproxy: {outcome: 'closed'}, path: ['aws-nlb', 'haproxy'], config: file({bind: ':80 accept-proxy'})},
		[],
	],
	[
		'vernemq/vernemq#1703',
		{url, upgrade: {status: 400}, upgradeAtBackend: ok, config: file({server: '  server a 192.0.2.1:8080 send-proxy'})},
		[proxied],
		[missed],
	],
	['closed for another reason', {url, upgrade: {outcome: 'closed'}, config: file()}, [early]],
	[
		'plain to TLS behind',
		{
			url: 'wss://app.example/ws',
			upgrade: {status: 400, bodyStart: '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title>'},
			path: ['haproxy', 'nginx'],
		},
		[mismatch],
	],
	[
		'Go says so',
		{url: 'wss://app.example/ws', upgrade: {status: 400, bodyStart: 'Client sent an HTTP request to an HTTPS server.'}, path: ['haproxy']},
		[mismatch],
	],
	['plain to TLS in front', {url, upgrade: {status: 400, bodyStart: 'Client sent an HTTP request to an HTTPS server.'}}, [mismatch]],

	// Routing.
	[
		'dani-garcia/vaultwarden#750',
		{
			url,
			upgrade: {status: 404},
			upgradeAtBackend: ok,
			config: file({frontend: '  acl h hdr(host) -i app.example\n  use_backend be if h\n  use_backend ws if { path /ws }', more: pool}),
		},
		[missed],
	],
	[
		'another host',
		{
			url,
			upgrade: {status: 404},
			upgradeAtBackend: ok,
			config: file({frontend: '  use_backend ws if { hdr(host) -i ws.app.example }\n  default_backend be', more: pool}),
		},
		[missed],
		[endpoint],
	],
	[
		'haproxy/haproxy#829',
		{
			url,
			upgrade: {status: 200},
			upgradeAtBackend: ok,
			config: file({frontend: '  use_backend ws if { hdr_beg(Host) -i ws. }\n  default_backend be', more: pool}),
		},
		[missed],
		[endpoint],
	],
	[
		'capital letters',
		{
			url: 'ws://app.example/Ws',
			upgrade: {status: 404},
			upgradeAtBackend: ok,
			config: file({frontend: '  use_backend ws if { path_beg /ws }\n  default_backend be', more: pool}),
		},
		[missed],
	],
	['HAProxy and the server only', {url, upgrade: {status: 404}, upgradeAtHaproxy: {status: 404}, upgradeAtBackend: ok, path: ['haproxy']}, [missed]],
	[
		'400 at HAProxy too',
		{url, upgrade: {status: 400}, upgradeAtHaproxy: {status: 400}, upgradeAtBackend: ok, path: ['nginx', 'haproxy']},
		[missed],
		[stripped],
	],
	['404 at HAProxy too, the server not asked', {url, upgrade: {status: 404}, upgradeAtHaproxy: {status: 404}, path: ['cloudflare', 'haproxy']}, []],
	['no backend for it', {url, upgrade: own503, upgradeAtBackend: ok, config: file({frontend: '  use_backend be if { path_beg /other }'})}, [missed, none]],
	['Kong knows no route', {upgrade: {status: 404, bodyStart: '{"message":"no Route matched with those values"}'}, path: ['kong']}, [missed]],
	['ingress-nginx default backend', {upgrade: {status: 404, bodyStart: 'default backend - 404'}, path: ['ingress-nginx']}, [missed]],
	['apisix', {upgrade: {status: 404, bodyStart: '{"error_msg":"404 Route Not Found"}'}, path: ['apisix']}, [missed]],
	[
		'a path taken away',
		{url, upgrade: {status: 404}, upgradeAtBackend: ok, config: file({backend: '  http-request replace-path /ws(.*) /\\1\n'})},
		['upgrade/path-rewritten'],
		[missed],
	],
	[
		'HAProxy takes Upgrade out',
		{url, upgrade: {status: 426}, upgradeAtBackend: ok, config: file({backend: '  http-request del-header Upgrade\n'})},
		[stripped],
		['upgrade/version-rejected', missed],
	],
	[
		'HAProxy overwrites Connection',
		{url, upgrade: {status: 400}, upgradeAtBackend: ok, config: file({frontend: '  http-request set-header Connection close\n  default_backend be'})},
		[stripped],
		[missed],
	],
	[
		'HAProxy takes Upgrade out elsewhere',
		{
			url,
			upgrade: {status: 404},
			upgradeAtBackend: ok,
			config: file({frontend: '  http-request del-header Upgrade if { path_beg /api }\n  default_backend be'}),
		},
		[missed],
		[],
	],
	[
		'HAProxy redirects',
		{url, upgrade: {status: 301}, config: file({frontend: '  http-request redirect scheme https code 301 unless { ssl_fc }\n  default_backend be'})},
		['upgrade/redirected'],
	],
	[
		'HAProxy denies',
		{url, upgrade: own403, config: file({frontend: '  http-request deny if { path_beg /ws }\n  default_backend be'})},
		['upgrade/blocked'],
		[],
	],
	[
		'HAProxy rewrites Host',
		{url, upgrade: {status: 403}, upgradeAtBackend: ok, config: file({backend: '  http-request set-header Host internal.example\n'})},
		['upgrade/origin-rejected'],
		['upgrade/auth-required'],
	],
	[
		'HAProxy counts',
		{
			url,
			upgrade: {status: 429},
			config: file({frontend: '  http-request track-sc0 src\n  http-request deny deny_status 429 if { sc_http_req_rate(0) gt 100 }\n  default_backend be'}),
		},
		['upgrade/rate-limited'],
	],
	['somebody counts', {upgrade: {status: 429}, path: ['cloudflare']}, ['upgrade/rate-limited']],
]);

// Slow, or full.
const limited = file({backend: '  timeout queue 5s\n', server: '  server a 192.0.2.1:8080 maxconn 100'});
const global = `global\n  maxconn 200\n${file()}`;
stories('slow-or-full', [
	['OpenConext-deploy#345', {url, upgrade: {status: 503}, termination: 'sQ--', config: limited}, ['capacity/maxconn'], [none]],
	['the queue, by its log', {url, upgrade: {status: 503}, log: [logged(503, 'sQ--', 'be/<NOSRV>')], config: limited}, ['capacity/maxconn'], [none]],
	['the queue, without the file', {upgrade: {status: 503}, termination: 'sQ--', path: ['haproxy']}, ['capacity/maxconn', none]],
	[
		'KubeMarine#483',
		{url, upgrade: {outcome: 'no-response'}, upgradeAtBackend: ok, config: global, path: ['haproxy']},
		['capacity/maxconn'],
		['upgrade/no-response'],
	],
	[
		'the same at HAProxy',
		{url, upgrade: {outcome: 'no-response'}, upgradeAtHaproxy: {outcome: 'no-response'}, upgradeAtBackend: ok, config: global},
		['capacity/maxconn'],
		['upgrade/no-response'],
	],
	['at the peak only, and every server has a limit', {url, upgrade: {status: 503}, upgradeAtBackend: ok, config: limited}, ['capacity/maxconn'], [none]],
	['at the peak only, and no limit', {url, upgrade: {status: 503}, upgradeAtBackend: ok, config: file()}, [none], []],
	[
		'fewer descriptors than maxconn needs',
		{url, upgrade: {outcome: 'no-response'}, config: `global\n  maxconn 50000\n  ulimit-n 1024\n${file()}`},
		['capacity/file-descriptors'],
		['upgrade/no-response'],
	],
	['silence, and nothing else', {upgrade: {outcome: 'no-response'}, path: ['haproxy']}, ['upgrade/no-response']],
	[
		'silence in front only',
		{url, upgrade: {outcome: 'no-response'}, upgradeAtHaproxy: ok, path: ['nginx', 'haproxy'], config: global},
		['upgrade/no-response'],
	],
	[
		'descriptors',
		{upgrade: {outcome: 'no-response'}, log: ["Proxy fe reached process FD limit (maxsock=1024). Please check 'ulimit-n' and restart."]},
		['capacity/file-descriptors'],
		['upgrade/no-response'],
	],
	['ports', {url, upgrade: {status: 503}, log: ['Connect() failed for backend be: no free ports.'], path: ['haproxy']}, ['capacity/source-ports'], [none]],
	['binary-com/websockets#35', {upgrade: {status: 503}}, []],
	['slow by itself', {upgrade: {status: 504}, upgradeAtBackend: ok, path: ['haproxy']}, [slow]],
	['slow everywhere', {upgrade: {status: 504}, upgradeAtBackend: {outcome: 'no-response'}, path: ['haproxy']}, [slow, down]],
	['too many', {upgrade: {status: 429}, path: ['haproxy']}, ['upgrade/rate-limited']],
	['nothing to see', {upgrade: ok, path: ['haproxy']}, []],
]);
