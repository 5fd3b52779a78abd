import {connect} from 'node:net';
import test from 'ava';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {requestOf} from '../../../source/haproxy/request.ts';
import {routesFor} from '../../../source/haproxy/route.ts';
import {freePort, haproxyIsThere, startHaproxy} from './real.ts';

// Each entry is the inside of a frontend; b1 to b3 answer with their own names. The real HAProxy and routesFor have to agree for every request.
const frontends: ReadonlyArray<readonly string[]> = [
	...[
		'path /chat',
		'path -i /CHAT',
		'path_beg /chat /api',
		'path_beg,lower /chat',
		'path,lower -m beg /chat',
		'path_end .js /',
		'path_sub at',
		'path_dir chat',
		'path_dir /chat/room/',
		'path_len gt 5',
		'path_len 1:5',
		'path_reg ^/chat(/[a-z]+)?$',
		'path -m reg -i ^/CHAT',
		'path -m found',
		'path -- /chat',
		'path_beg -i -- /CHAT',
		'url /chat?x=1',
		'url_beg /chat?',
		'url_sub x=',
		'url_len gt 8',
		'base example.com/chat',
		'base_beg example.com/c',
		'base_reg ^example',
		'query x=1',
		'query -m found',
		'pathq /chat?x=1',
		'url_param(x) 1',
		'urlp(x) -m found',
		'hdr(host) example.com',
		'hdr(host) -i example.com',
		'hdr(host),lower example.com',
		'hdr(host),lower -m beg exa',
		'hdr_beg(host) -i ws. exa',
		'hdr_end(host) -i .com',
		'hdr_dom(host) -i example',
		'hdr_sub(host) ample',
		'hdr_reg(host) -i ^example\\.com(:\\d+)?$',
		'hdr(host),host_only example.com',
		'hdr(host),field(1,:) example.com',
		'hdr(upgrade) -i websocket',
		'hdr(upgrade) websocket',
		'hdr(Upgrade) -m found',
		'hdr(connection) -i upgrade',
		'hdr_sub(connection) -i upgrade',
		'hdr(connection) -m str -i keep-alive',
		'hdr(x-list) two',
		'hdr(x-list,1) two',
		'hdr(x-list,-1) three',
		'req.fhdr(x-list) two',
		'req.fhdr(x-list) -m sub two',
		'hdr_cnt(x-list) 3',
		'hdr_cnt(x-list) ge 1',
		'req.hdr(sec-websocket-version) 13',
		'req.hdr_cnt(upgrade) eq 1',
		'hdr(sec-websocket-version) -m int ge 13',
		'req.cook(session) -m found',
		'cook(session) abc',
		'method GET',
		'method POST',
		'ssl_fc',
		'always_true',
		'always_false',
		'dst_port 1:1023',
		'dst_port ge 1024',
		'req.proto_http',
		'str(a),upper A',
		'int(4) gt 3',
		'bool(true)',
		'http_auth(people)',
	].map(acl => [`acl a ${acl}`, 'use_backend b1 if a', 'default_backend b2']),
	['use_backend b1 if METH_GET HTTP_1.1', 'default_backend b2'],
	['use_backend b1 if METH_POST or HTTP_URL_SLASH', 'default_backend b2'],
	['use_backend b1 if FALSE || { path /chat } !{ hdr(upgrade) -m found }', 'default_backend b2'],
	['use_backend b1 unless { path_beg /chat }', 'default_backend b2'],
	[
		'acl p path /a',
		'acl p path /chat',
		'acl w hdr(upgrade) -i websocket',
		'use_backend b1 if p w',
		'use_backend b2 if p !w',
		'use_backend b3 if ! p',
		'default_backend b2',
	],
	['acl p path_beg /chat', 'use_backend b1 if p or { path_beg /api } { hdr(host) example.com }', 'default_backend b2'],
	['use_backend b3', 'default_backend b1'],
	['use_backend b1 if', 'default_backend b2'],
	['use_backend b1 unless', 'default_backend b2'],
	['use_backend b1 if { path /chat } or', 'default_backend b2'],
	['http-request set-method POST', 'use_backend b1 if METH_GET', 'default_backend b2'],
	['http-request set-path /x%[path]%[query]', 'use_backend b1 if { path_sub chatx=1 }', 'default_backend b2'],
	['http-request set-query "%[query]&y=2"', 'use_backend b1 if { url_param(y) 2 } { path_beg /chat }', 'default_backend b2'],
	['use_backend b1 if !!{ path /chat }', 'default_backend b2'],
	['default_backend b1', 'default_backend b2'],
	['http-request set-var(txn.host) hdr(host),lower', 'acl h var(txn.host) -m str example.com', 'use_backend b1 if h', 'default_backend b2'],
	['http-request set-var(txn.p) path', 'use_backend b1 if { var(txn.p) -m beg /chat }', 'default_backend b2'],
	['http-request set-var(txn.p) path if { hdr(upgrade) -m found }', 'use_backend b1 if { var(txn.p) -m found }', 'default_backend b2'],
	['http-request set-path /ws%[path]', 'use_backend b1 if { path_beg /ws/chat }', 'default_backend b2'],
	['http-request set-path /fixed', 'use_backend b1 if { path /fixed }', 'default_backend b2'],
	['http-request set-path /fixed if { path /chat }', 'use_backend b1 if { path /fixed }', 'default_backend b2'],
	['http-request set-pathq /q?z=1', 'use_backend b1 if { query z=1 }', 'default_backend b2'],
	['http-request set-header x-a 1', 'use_backend b1 if { hdr(x-a) 1 }', 'default_backend b2'],
	['http-request add-header x-list four', 'use_backend b1 if { hdr(x-list) four }', 'default_backend b2'],
	['http-request del-header upgrade', 'use_backend b1 if { hdr(upgrade) -m found }', 'default_backend b2'],
	['http-request del-header upgrade if { path /chat }', 'use_backend b1 if { hdr(upgrade) -m found }', 'default_backend b2'],
	['http-request set-header host other.net', 'use_backend b1 if { hdr(host) other.net }', 'default_backend b2'],
	['http-request set-method POST', 'use_backend b1 if METH_POST', 'default_backend b2'],
	['http-request set-uri /u', 'use_backend b1 if { path /u }', 'default_backend b2'],
	['http-request allow if { path /chat }', 'http-request deny if { hdr(upgrade) -m found }', 'default_backend b2'],
	['http-request deny if { path /chat }', 'default_backend b2'],
	['http-request redirect location /x unless { path_beg /chat }', 'default_backend b2'],
	['redirect prefix http://x.net if { hdr(host) example.com }', 'default_backend b2'],
	['http-request return status 200 content-type text/plain string early if { path /api }', 'default_backend b2'],
	['use_backend b%[path,field(2,/)]', 'default_backend b3'],
	['use_backend %[req.hdr(x-backend)]', 'default_backend b3'],
	['use_backend "b%[query,map(/dev/null,1)]"', 'default_backend b3'],
	['acl s src 127.0.0.0/8', 'use_backend b1 if s', 'default_backend b2'],
	['acl s src 127.0.0.0/8', 'use_backend b1 if s { path /chat }', 'default_backend b2'],
	['use_backend b1 if { nbsrv(b1) gt 0 }', 'default_backend b2'],
	['use_backend b1 if { rand(2) 0 }', 'default_backend b2'],
];

type Asked = {readonly path: string; readonly headers: Readonly<Record<string, string>>};
const handshake = {upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-version': '13', 'sec-websocket-key': 'd3MtZG9jdG9yIHByb2JlIQ=='};
const requests: readonly Asked[] = [
	{path: '/', headers: {host: 'example.com', ...handshake}},
	{path: '/chat', headers: {host: 'example.com', ...handshake, connection: 'keep-alive, Upgrade'}},
	{path: '/chat?x=1', headers: {host: 'EXAMPLE.com:80', ...handshake, upgrade: 'WebSocket'}},
	{path: '/CHAT/room', headers: {host: 'ws.other.net', ...handshake, 'x-list': 'one, two ,three'}},
	{path: '/chat/room', headers: {host: 'example.com', ...handshake, cookie: 'a=b; session=abc', 'x-backend': 'b2'}},
	{path: '/1/at', headers: {host: 'example.com', ...handshake, 'x-list': '"one, two",three', 'x-backend': 'nope'}},
	{path: '/api/chat.js?x=', headers: {host: 'other.net', ...handshake, cookie: 'session2=abc'}},
];

const configuration = (port: number) =>
	[
		...['defaults', ' mode http', ' timeout client 5s', ' timeout server 5s', ' timeout connect 5s', 'userlist people', ' user a insecure-password b'],
		...frontends.flatMap((lines, index) => [
			`frontend f${index}`,
			` bind 127.0.${1 + Math.floor(index / 200)}.${1 + (index % 200)}:${port}`,
			...lines.map(line => ` ${line}`),
		]),
		...['b1', 'b2', 'b3'].flatMap(name => [`backend ${name}`, ` http-request return status 200 content-type text/plain string ${name}`]),
		'',
	].join('\n');

const addressOf = (index: number) => `127.0.${1 + Math.floor(index / 200)}.${1 + (index % 200)}`;

const ask = (host: string, port: number, {path, headers}: Asked) =>
	new Promise<string>((resolve, reject) => {
		const socket = connect(port, host);
		const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
		let answer = '';
		socket.once('error', reject);
		socket.on('data', chunk => {
			answer += chunk;
			if (/\r\n\r\n(?:b\d|early)/.test(answer) || /^HTTP\/1\.1 [345]/.test(answer)) socket.destroy();
		});
		socket.once('close', () => resolve(/\r\n\r\n(b\d)$/.exec(answer)?.[1] ?? 'answered'));
		socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
	});

// What no reader of files can know: these are only ever 'maybe'.
const undecidable = /map\(|src |nbsrv|rand/;

test('routes are those of a running HAProxy', async t => {
	if (!(await haproxyIsThere(t))) return;
	const port = await freePort();
	const text = configuration(port);
	const {problems, ...read} = parseConfiguration({files: [{name: 'haproxy.cfg', text}]});
	t.deepEqual(problems, []);
	await startHaproxy(t, text, port, addressOf(frontends.length - 1));
	let decided = 0;
	const wrong: string[] = [];
	for (const [index, lines] of frontends.entries()) {
		const taken = await Promise.all(requests.map(request => ask(addressOf(index), port, request)));
		for (const [at, request] of requests.entries()) {
			const asked = {...requestOf(`ws://example.com${request.path}`, `${addressOf(index)}:${port}`), headers: request.headers};
			const {routes, answeredBefore} = routesFor({problems, ...read}, asked);
			const title = `${lines.join('; ')} | ${request.path} ${JSON.stringify(request.headers)}: ${taken[at]}`;
			// Behind the frontend every backend of this file answers by itself.
			const early = answeredBefore !== undefined && !/string b\d$/.test(answeredBefore.says);
			const sure = routes.length === 1 ? routes[0]?.backend.name : undefined;
			const possible = routes.map(route => route.backend.name);
			if (early && taken[at] !== 'answered') wrong.push(`${title} answered`);
			else if (early) decided += 1;
			else if (!possible.includes(taken[at] ?? '')) wrong.push(`${title} not in ${possible}`);
			if (early) continue;
			if (sure !== undefined) decided += 1;
			else if (!undecidable.test(lines.join(';'))) wrong.push(`${title} undecided`);
		}
	}
	t.deepEqual(wrong, []);
	t.log(`${frontends.length * requests.length} requests, ${decided} decided`);
});
