/** The certificate that stands in an answer set, to be replaced by one that exists. */
export const certificate = '/etc/haproxy/certs/site.pem';

/** Answers as `--answers` takes them; `existing` is the text of the file that is added to. */
export type AnswerSet = {readonly title: string; readonly answers: Readonly<Record<string, unknown>>; readonly existing?: string};

const one = ['10.0.0.1:8080'];
const two = ['10.0.0.1:8080', '10.0.0.2:8080'];
const three = [...two, '10.0.0.3:8080'];
const tls = {tls: true, certificate};
const behind = {path: ['cloudflare', 'haproxy'], trusted: ['127.0.0.0/8', '10.0.0.0/8']};

const plainSite = `global
    log /dev/log local0
    maxconn 2000

defaults
    mode http
    log global
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl is_api path_beg /api
    # The API has servers of its own.
    use_backend api if is_api
    default_backend site

backend api
    server api1 10.0.0.21:8080

backend site
    server site1 10.0.0.20:8080
`;

const tabbed = `global
	log stdout format raw local0
	maxconn 50000

defaults
	mode http
	log global
	option httplog
	option forwardfor
	maxconn 4000
	timeout connect 5s
	timeout client 60s
	timeout server 60s

frontend secure
	bind :443 ssl crt ${certificate} alpn h2,http/1.1
	http-request del-header X-Forwarded-For
	http-request track-sc0 src table limits
	http-request deny deny_status 429 if { sc_http_req_rate(0) gt 500 }
	acl is_websocket path_beg /legacy
	use_backend legacy if is_websocket
	default_backend app

frontend plain
	bind :80
	http-request redirect scheme https code 301

backend limits
	stick-table type ip size 10k expire 1m store http_req_rate(10s)

backend legacy
	timeout tunnel 10m
	server legacy1 10.0.0.30:8080

backend app
	server app1 10.0.0.20:8080
`;

const listenSection = `global
    log /dev/log local0
    maxconn 3000

defaults
    mode tcp
    log global
    timeout connect 5s
    timeout client 60s
    timeout server 60s

listen site
    mode http
    option httplog
    bind 10.0.0.5:80
    server site1 10.0.0.20:8080

listen database
    bind 10.0.0.5:5432
    option tcplog
    server db1 10.0.0.40:5432
`;

/** What operators set up, by combination. */
export const sets: readonly AnswerSet[] = [
	{title: 'one server, nothing else told', answers: {servers: one}},
	{title: 'several servers that share their state', answers: {servers: three, heartbeat: 25_000}},
	{title: 'sticky by cookie', answers: {servers: two, stickiness: 'cookie', heartbeat: 25_000}},
	{title: 'sticky by source', answers: {servers: two, stickiness: 'source', heartbeat: 30_000}},
	{title: 'TLS without HTTP/2', answers: {servers: one, ...tls, http2: false}},
	{title: 'TLS with HTTP/2', answers: {servers: two, ...tls, heartbeat: 20_000}},
	{title: 'TLS, a sticky cookie and a page for the rest', answers: {servers: two, ...tls, stickiness: 'cookie', web: ['10.0.0.9:80']}},
	{title: 'TLS on another port, redirected to', answers: {servers: one, ...tls, listen: [':8443']}},
	{title: 'TLS without redirect', answers: {servers: one, ...tls, redirect: false}},
	{title: 'TLS, source and names', answers: {servers: two, ...tls, stickiness: 'source', hosts: ['ws.example.net', 'chat.example.net']}},
	{title: 'one path, and pages elsewhere', answers: {servers: one, paths: ['/ws'], web: ['10.0.0.9:80'], heartbeat: 25_000}},
	{title: 'paths, and nobody for the rest', answers: {servers: two, paths: ['/chat', '/feed'], web: 'none', heartbeat: 25_000}},
	{
		title: 'three pools with timers of their own',
		answers: {
			servers: two,
			paths: ['/chat'],
			heartbeat: 25_000,
			stickiness: 'cookie',
			pools: [
				{paths: ['/feed'], servers: ['10.0.0.3:9000'], heartbeat: 0, stickiness: 'none'},
				{paths: ['/chat/video', '/live/'], servers: ['10.0.0.4:9100', '10.0.0.5:9100'], heartbeat: 600_000, stickiness: 'source'},
			],
			web: ['10.0.0.9:80', '10.0.0.10:80'],
		},
	},
	{title: 'a pool for a path and one for the rest', answers: {servers: one, pools: [{paths: ['/ws'], servers: ['10.0.0.3:9000']}], hosts: ['ws.example.net']}},
	{title: 'Socket.IO, which polls first', answers: {servers: two, paths: ['/socket.io'], stickiness: 'cookie', heartbeat: 25_000}},
	{title: 'behind a CDN that is trusted', answers: {servers: two, ...behind, heartbeat: 40_000}},
	{title: 'behind a CDN that is trusted, by source', answers: {servers: two, ...behind, stickiness: 'source'}},
	{title: 'behind a CDN, before anything was told of it', answers: {servers: two, path: ['cloudflare', 'haproxy'], heartbeat: 40_000}},
	{
		title: 'behind a CDN and a balancer, with TLS',
		answers: {servers: two, ...tls, path: ['cloudflare', 'aws-alb', 'haproxy'], trusted: ['127.0.0.0/8'], stickiness: 'cookie'},
	},
	{title: 'behind a NAT that forgets', answers: {servers: one, path: ['mobile-cgnat', 'haproxy', 'nginx'], heartbeat: 100_000}},
	{title: '100 connections', answers: {servers: one, connections: 100, perClient: 5}},
	{title: '100,000 connections', answers: {servers: three, ...tls, connections: 100_000, heartbeat: 25_000}},
	{
		title: '100,000 connections from two source addresses',
		answers: {servers: two, connections: 100_000, sources: ['127.0.0.2', '127.0.0.3'], stickiness: 'cookie'},
	},
	{
		title: 'IPv6 all the way',
		answers: {listen: ['[::]:80'], servers: ['[2001:db8::1]:8080', '[2001:db8::2]:8080'], trusted: ['2001:db8::/32'], path: ['nginx', 'haproxy']},
	},
	{title: 'both families side by side', answers: {listen: [':80', '[::]:80'], servers: one, hosts: ['ws.example.net']}},
	{title: 'a handshake as health check', answers: {servers: two, paths: ['/ws'], check: '101', hosts: ['ws.example.net'], stickiness: 'cookie'}},
	{title: 'a page as health check', answers: {servers: two, check: 'http', checkPath: '/health', web: ['10.0.0.9:80']}},
	{title: 'no limit for one client', answers: {servers: one, perClient: 0}},
	{title: 'a heartbeat of an hour', answers: {servers: one, heartbeat: 3_600_000}},
	{title: 'HAProxy 2.4', answers: {servers: two, version: '2.4.22', ...behind, stickiness: 'source'}},
	{title: 'HAProxy 3.0', answers: {servers: two, version: '3.0.5', heartbeat: 25_000}},
	{title: 'added to a plain site', answers: {mode: 'add', servers: two, paths: ['/ws'], stickiness: 'cookie', heartbeat: 25_000}, existing: plainSite},
	{
		title: 'added to a TLS site in tabs with a counter in use',
		answers: {mode: 'add', frontend: 'secure', servers: two, stickiness: 'source', connections: 5000},
		existing: tabbed,
	},
	{title: 'added to a listen section among TCP', answers: {mode: 'add', servers: one, paths: ['/ws', '/live'], ...behind}, existing: listenSection},
];
