import {createHash} from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import {readPaste} from '../../../source/paste/index.ts';
import {acceptOfOurKey, ourKey} from '../../../source/paste/key.ts';
import {readLog} from '../../../source/paste/log-line.ts';
import {readInfo, readStreams} from '../../../source/paste/runtime.ts';

test('the accept value is that of our key (RFC 6455 §4.2.2)', t => {
	t.is(acceptOfOurKey, createHash('sha1').update(`${ourKey}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64'));
});

const reads = test.macro((t, step: string, text: string, expected: object) => {
	const [pasted] = readPaste(step, text);
	t.is(pasted?.step, step);
	t.like(pasted?.value, expected);
});

const open = {outcome: 'connected', host: '10.0.0.5', port: 443};
test("OpenBSD's nc, open", reads, 'reach', 'Connection to 10.0.0.5 443 port [tcp/https] succeeded!', open);
test('traditional nc, open', reads, 'reach', 'host.example [10.0.0.5] 443 (https) open', open);
test('ncat, open', reads, 'reach', 'Ncat: Version 7.93\nNcat: Connected to 10.0.0.5:443.\nNcat: 0 bytes sent', open);
test('nc, refused', reads, 'reachAtHaproxy', 'nc: connect to 127.0.0.1 port 1 (tcp) failed: Connection refused', {
	outcome: 'refused',
	host: '127.0.0.1',
	port: 1,
});
test('nc, timed out', reads, 'reach', 'nc: connect to 10.0.0.5 port 443 (tcp) timed out: Operation now in progress', {outcome: 'timeout', port: 443});
test('traditional nc, refused', reads, 'reach', '(UNKNOWN) [10.0.0.5] 443 (https) : Connection refused', {outcome: 'refused', host: '10.0.0.5', port: 443});
test('nc over IPv6', reads, 'reach', 'nc: connect to ::1 port 8080 (tcp) failed: Connection refused', {outcome: 'refused', host: '::1', port: 8080});

const verbose = `*   Trying 127.0.0.1:29901...
* Connected to 127.0.0.1 (127.0.0.1) port 29901 (#0)
> GET /ws HTTP/1.1
> Sec-WebSocket-Key: ${ourKey}
>
< HTTP/1.1 101 Switching Protocols
< upgrade: websocket
< connection: Upgrade
< sec-websocket-accept: ${acceptOfOurKey}
<
* Operation timed out after 15000 milliseconds with 0 bytes received
* Closing connection 0
curl: (28) Operation timed out after 15000 milliseconds with 0 bytes received
`;
test('curl -v of an upgrade that succeeds', reads, 'upgrade', verbose, {
	status: 101,
	reason: 'Switching Protocols',
	headers: {upgrade: 'websocket'},
	acceptValid: true,
});
test('curl -i of one that is refused', reads, 'upgradeAtBackend', 'HTTP/1.1 403 Forbidden\r\nServer: nginx\r\n\r\n<html>no</html>\r\n', {
	status: 403,
	headers: {server: 'nginx'},
	bodyStart: '<html>no</html>',
});
test('the last of several responses counts', reads, 'upgrade', 'HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 502 Bad Gateway\r\n\r\n', {status: 502});
test(
	'openssl s_client, with its own words around',
	reads,
	'upgrade',
	'CONNECTED(00000003)\ndepth=2 C = US\nverify return:1\nHTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\n\r\n',
	{
		status: 426,
		headers: {'sec-websocket-version': '13'},
	},
);
test('curl, refused', reads, 'upgrade', '* connect to 127.0.0.1 port 1 failed: Connection refused\ncurl: (7) Failed to connect to 127.0.0.1 port 1', {
	outcome: 'refused',
});
test('curl, no such name', reads, 'upgrade', 'curl: (6) Could not resolve host: nowhere.example', {outcome: 'not-resolved'});
test('curl, certificate', reads, 'upgrade', 'curl: (60) SSL certificate problem: certificate has expired', {outcome: 'tls'});
test('curl, closed', reads, 'upgrade', 'curl: (52) Empty reply from server', {outcome: 'closed'});

const silent = verbose.slice(0, verbose.indexOf('* Operation'));
test('time curl, ended by FIN', reads, 'idle', `${silent}curl: (52) Empty reply from server\n\nreal\t0m30.012s\nuser\t0m0.004s\n`, {
	outcome: 'closed',
	afterMs: 30_012,
	ending: 'fin',
});
test('time curl, ended by RST', reads, 'idleAtHaproxy', `${silent}curl: (56) Recv failure: Connection reset by peer\n\nreal\t1m0.5s\n`, {
	afterMs: 60_500,
	ending: 'rst',
});
test('time curl, outlived its limit; zsh', reads, 'idleAtBackend', `${verbose}curl -sS  0.01s user 0.00s system 0% cpu 1:20.04 total\n`, {
	outcome: 'survived',
	ms: 80_040,
});

const line =
	'<134>Nov 20 12:01:48 localhost haproxy[24810]: 127.0.0.1:39732 [20/Nov/2026:12:01:47.179] fe_ws~ be_ws/ws1 0/0/0/3/30004 101 132 - - cD-- 1/1/0/0/0 0/0 "GET /ws?token=geheim12 HTTP/1.1"';

test("a line of HAProxy's log tells of any step", t => {
	const [termination, log] = readPaste('idle', `noise\n${line}\n`);
	t.deepEqual(termination, {step: 'termination', value: 'cD--'});
	t.is(log?.step, 'log');
	t.notRegex(JSON.stringify(log), /geheim12/);
	t.like(readLog(line)[0], {frontend: 'fe_ws', backend: 'be_ws', server: 'ws1', response: 3, total: 30_004, status: 101});
	t.like(readLog('127.0.0.1:40202 [20/Nov/2026:12:01:56.231] fe_tcp be_tcp/ws2 1/0/1501 129 cD 1/1/0/0/0 0/0')[0], {total: 1501, termination: 'cD'});
});

test('what a captured header pretends is no session', t => {
	const spoofed =
		'127.0.0.1:1 [20/Nov/2026:12:01:47.179] fe be/s 0/0/0/3/9 200 132 - - ---- 1/1/0/0/0 0/0 {[20/Nov/2026:12:01:47.177] fake bk/srv 0/0/0/0/30000 101 9 - - cD-- 1/1} "GET / HTTP/1.1"';
	t.deepEqual(
		readLog(spoofed).map(({backend}) => backend),
		['be'],
	);
});

test('show info and show sess', t => {
	t.like(readInfo('Name: HAProxy\nVersion: 2.6.12\nMaxconn: 20000\nCurrConns: 7\n\n'), {Version: '2.6.12', Maxconn: 20_000, CurrConns: 7});
	const streams = `0x55915f5908c0: proto=tcpv4 src=127.0.0.1:52484 fe=fe be=be srv=s1 ts=00 epoch=0 age=1m2s calls=4 rate=0 cpu=0 lat=0 rq[f=8848000h,i=0,an=00h,rx=59m58s,wx=,ax=] exp=59m58s rc=0 c_exp=
0x7f388c03a6f0: proto=unix_stream src=unix:1 fe=GLOBAL be=<NONE> srv=<none> ts=00 epoch=0 age=0s calls=1 exp= rc=0 c_exp=`;
	t.deepEqual(readStreams(streams), [{frontend: 'fe', backend: 'be', server: 's1', age: 62_000, expires: 3_598_000}]);
	t.deepEqual(readPaste('reach', 'Name: HAProxy\nVersion: 2.6.12\nMaxconn: 20000\n'), [
		{step: 'showInfo', value: {Name: 'HAProxy', Version: '2.6.12', Maxconn: 20_000}},
		{step: 'haproxyVersion', value: '2.6.12'},
	]);
	t.deepEqual(
		readPaste('idle', streams).map(({step}) => step),
		['showSess'],
	);
	t.throws(() => readInfo('hello'), {message: /^Expected the output of "show info"/});
	t.throws(() => readStreams('hello'), {message: /^Expected the output of "show sess"/});
});

test('the text of haproxy.cfg, without its secrets', t => {
	const [pasted] = readPaste('config', 'global\n\nuserlist u\n user admin insecure-password geheim12\nfrontend fe\n bind :80\n');
	t.notRegex(JSON.stringify(pasted), /geheim12/);
	t.like(pasted?.value, {files: [{name: 'haproxy.cfg'}]});
});

const refuses = test.macro((t, step: string, text: string, message: RegExp) => {
	t.throws(() => readPaste(step, text), {message});
});
test('nothing', refuses, 'reach', ' \n', /^Nothing was pasted/);
test('anything for nc', refuses, 'reach', 'hello', /^Expected what nc -zv printed/);
test('anything for curl', refuses, 'upgrade', 'hello', /^Expected what curl -v or -i/);
test('curl that does not say why', refuses, 'upgrade', "curl: (7) Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server", /^Expected/);
test('a silence without its time', refuses, 'idle', silent, /^Expected how long it took/);
test('a silence without a handshake', refuses, 'idle', 'HTTP/1.1 404 Not Found\r\n\r\nreal 0m1s', /answered 404/);
test('what haproxy -c prints', refuses, 'config', '[ALERT]    (42) : config : parsing [haproxy.cfg:3] : unknown keyword', /haproxy -c refuses the file/);
test('a step that no text tells of', refuses, 'busy', 'hello', /HAProxy's log/);

test('credentials and what steers a terminal stay out', t => {
	const [pasted] = readPaste('upgrade', 'HTTP/1.1 401 Unauthorized\r\nSet-Cookie: sid=geheim12; Path=/\r\nServer: \u001B[31mred\u001B[0m\u0007\r\n\r\n');
	const kept = JSON.stringify(pasted);
	t.notRegex(kept, /geheim12|\\u001b|\\u0007/);
	t.regex(kept, /sid=/);
});

test('no text breaks it', t => {
	const steps = ['reach', 'upgrade', 'idle', 'config', 'busy'];
	const pieces = [
		'HTTP/1.1 ',
		'101',
		'< ',
		'curl: (28)',
		'real\t',
		'0m1s',
		'[',
		'] fe be/s 1/2/3/4/5 101 1 - - cD-- ',
		'{',
		'\r\n',
		'\u001B[',
		'global\n',
		'\u0000',
		'9'.repeat(40),
	];
	fc.assert(
		fc.property(
			fc.constantFrom(...steps),
			fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({unit: 'binary', maxLength: 20})), {maxLength: 40}),
			(step, parts) => {
				try {
					JSON.stringify(readPaste(step, parts.join('')));
				} catch (error) {
					t.regex((error as Error).message, /^(?:Expected|Nothing|That is what)/);
				}
			},
		),
		{numRuns: 500},
	);
});
