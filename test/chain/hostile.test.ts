import type {Socket} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {startBackend} from '../../source/demo/backend.ts';
import type {Report} from '../../source/model.ts';
import {toMarkdown} from '../../source/report/markdown.ts';
import {toText} from '../../source/report/text.ts';
import {bounded} from '../helpers/bounded.ts';
import {listen} from '../helpers/loopback.ts';
import {reportComplaints} from '../helpers/report-shape.ts';
import {runDoctor} from '../helpers/run.ts';
import {serveWebSocket} from '../helpers/tiny-backend.ts';

const escapes = '\u001B[2J\u001B]0;title\u0007\u009B31m\u202Eevil\u0000\u0008';
const response = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const says =
	(text: string | Buffer, end = true) =>
	(socket: Socket) =>
		void socket.once('data', () => (end ? socket.end(text) : socket.write(text)));
const opened = (misbehave: (socket: Socket, send: (opcode: number, payload?: Buffer) => void) => void) =>
	serveWebSocket({opened: ({socket, send}) => misbehave(socket, send)});
/** Writes the same again and again for as long as it is listened to. */
const floods =
	(first: string, again: string | Buffer) =>
	(socket: Socket): void => {
		socket.once('data', () => {
			socket.write(first);
			const more = () => {
				while (!socket.destroyed && socket.write(again));
				if (!socket.destroyed) socket.once('drain', more);
			};

			more();
		});
	};

/** Writes one byte after another, `ms` apart. */
const drips =
	(text: string, ms: number) =>
	(socket: Socket): void => {
		socket.once('data', () => {
			let at = 0;
			const timer = setInterval(() => (at < text.length ? socket.write(text[at++] ?? '', 'latin1') : socket.end()), ms);
			socket.on('close', () => clearInterval(timer));
		});
	};

const noise = (length: number) => Buffer.from(Array.from({length}, (_, index) => (index * 167 + 13) % 256));

/** Each server, and the codes that may be the verdict; null stands for none, with something undecided or no problem at all. */
const servers: Readonly<Record<string, readonly [(socket: Socket) => void, ...Array<string | null>]>> = {
	'says nothing, and closes': [socket => socket.end(), 'upgrade/closed-early', 'upgrade/no-response'],
	resets: [socket => socket.once('data', () => socket.resetAndDestroy()), 'upgrade/closed-early'],
	'accepts and hangs': [() => {}, 'upgrade/no-response'],
	'sends garbage': [says(noise(300)), null],
	'sends garbage without end': [
		socket => {
			const timer = setInterval(() => socket.write(noise(65_536)), 5);
			socket.on('close', () => clearInterval(timer));
		},
		null,
	],
	'sends a megabyte of headers': [says(`HTTP/1.1 101 Switching Protocols\r\n${`X-Filler: ${'a'.repeat(1012)}\r\n`.repeat(1024)}\r\n`), null],
	'sends controls in the status line': [says(response(`HTTP/1.1 403 ${escapes}`, 'Content-Length: 0')), null],
	'sends controls in headers': [
		says(response('HTTP/1.1 302 Found', `Location: https://example.net/${escapes}`, `Server: ${escapes}`, `X-${escapes}: 1`)),
		'upgrade/redirected',
		null,
	],
	'sends controls in the body': [says(`${response('HTTP/1.1 500 Broken', 'Content-Length: 100')}${escapes.repeat(3)}`), 'upgrade/not-an-endpoint'],
	'ends its head in the middle': [says('HTTP/1.1 101 Switch'), 'upgrade/closed-early', null],
	'drips its head': [
		socket => {
			const timer = setInterval(() => socket.write('H'), 200);
			socket.on('close', () => clearInterval(timer));
		},
		null,
		'upgrade/no-response',
	],
	'splits its status line byte by byte': [
		drips(response('HTTP/1.1 302 Found', 'Location: https://example.net/', 'Content-Length: 0'), 1),
		'upgrade/redirected',
	],
	'folds its headers': [says(response('HTTP/1.1 302 Found', 'Location:', ' https://example.net/', '\tmore', 'Content-Length: 0')), 'upgrade/redirected'],
	'sends 10,000 headers': [says(`HTTP/1.1 302 Found\r\nLocation: https://example.net/\r\n${'a: b\r\n'.repeat(10_000)}\r\n`), null],
	'sends 100 MB without a line end': [
		socket => {
			let left = 1600;
			const chunk = Buffer.alloc(65_536, 'a');
			const more = () => {
				while (!socket.destroyed && left-- > 0 && socket.write(chunk));
				if (!socket.destroyed && left > 0) socket.once('drain', more);
			};

			socket.once('data', () => {
				socket.write('HTTP/1.1 200 O');
				more();
			});
		},
		null,
	],
	'sends a body that never ends': [floods(response('HTTP/1.1 302 Found', 'Location: https://example.net/'), Buffer.alloc(65_536, 'a')), 'upgrade/redirected'],
	'sends chunks that never end': [
		floods(response('HTTP/1.1 302 Found', 'Location: https://example.net/', 'Transfer-Encoding: chunked'), `1000\r\n${'a'.repeat(4096)}\r\n`.repeat(16)),
		'upgrade/redirected',
	],
	'hints early without end': [floods('', response('HTTP/1.1 103 Early Hints', 'Link: </a>')), null],
	'says 100 and 103 before its answer': [
		says(
			response('HTTP/1.1 100 Continue') + response('HTTP/1.1 103 Early Hints', 'Link: </a>') + response('HTTP/1.1 302 Found', 'Location: https://example.net/'),
		),
		'upgrade/redirected',
	],
	'sends invalid UTF-8 and NUL': [
		says(
			Buffer.concat([Buffer.from('HTTP/1.1 302 F\0und\r\nLocation: https://example.net/'), Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0]), Buffer.from('\r\n\r\n')]),
		),
		'upgrade/redirected',
	],
	'sends frames together with its 101, and floods': [
		opened(socket => {
			const flood = () => {
				while (!socket.destroyed && socket.write(Buffer.alloc(65_536, Buffer.from([0x89, 4, 1, 2, 3, 4]))));
				if (!socket.destroyed) socket.once('drain', flood);
			};

			flood();
		}),
		null,
	],
	'claims an impossible status': [says(response('HTTP/1.1 999 Odd')), 'upgrade/not-an-endpoint'],
	'speaks HTTP/0.9': [says('<html>hello</html>'), null],
	'has controls in its close reason': [
		opened((_, send) => void setTimeout(send, 1500, 8, Buffer.concat([Buffer.from([3, 0xe9]), Buffer.from(escapes)]))),
		'life/maximum-lifetime',
	],
	'sends a close code that is none': [opened((_, send) => void setTimeout(send, 1500, 8, Buffer.from([0, 1]))), 'life/maximum-lifetime'],
	'sends half a close code': [opened((_, send) => void setTimeout(send, 1500, 8, Buffer.from([3]))), 'life/maximum-lifetime'],
	'sends binary noise after the 101': [opened(socket => void socket.write(noise(5000))), null],
	'falls into noise without end after its first pong': [
		opened(socket => {
			let timer = setTimeout(() => {
				timer = setInterval(() => socket.write(noise(4096)), 20);
			}, 200);
			socket.on('close', () => clearInterval(timer));
		}),
		null,
	],
	'announces a frame of 2^63 bytes': [opened(socket => void socket.write(Buffer.from([0x82, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255]))), null],
	'pings a thousand times a second': [
		opened((socket, send) => {
			const timer = setInterval(() => send(9, Buffer.from(escapes)), 1);
			socket.on('close', () => clearInterval(timer));
		}),
		null,
	],
	'has no accept value': [
		says(response('HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'), false),
		'upgrade/accept-mismatch',
		null,
	],
	'sends controls as accept value': [
		says(response('HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${escapes}`), false),
		'upgrade/accept-mismatch',
		null,
	],
};

// What steers a terminal, or hides and reorders text on it; a line end and the tab of a diff are none.
const unsafe = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u;
const atOnce = bounded(3);

/** Tells the most memory that the process ever had, in kilobytes, as the last line of its standard error. */
const telling = {
	NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent("process.on('exit',()=>console.error('maxRSS '+process.resourceUsage().maxRSS))")}`,
};

const examine = async (serve: (socket: Socket) => void, ...more: readonly string[]) => {
	const {address, close} = await listen(serve);
	const started = performance.now();
	const argv = ['diagnose', `ws://${address}/ws`, '--backend', address, '--idle', '2s', '--verbose', '--json', ...more];
	const ran = await runDoctor(argv, {env: telling}).finally(close);
	const [, told = '', kilobytes = ''] = /^(.*)maxRSS (\d+)\n$/s.exec(ran.stderr) ?? [];
	return {...ran, stderr: told, megabytes: Number(kilobytes) / 1024, ms: performance.now() - started};
};

let healthy: ReturnType<typeof examine> | undefined;

/** What an ordinary server costs: above it nobody may cost more than 64 MB. */
const ordinary = () => {
	healthy ??= examine(serveWebSocket());
	return healthy;
};

const check = (t: ExecutionContext, {code, stdout, stderr, megabytes}: Awaited<ReturnType<typeof examine>>, most: number, codes: readonly unknown[]) => {
	t.true([0, 1, 3].includes(code ?? 70), stderr);
	const report = JSON.parse(stdout) as Report;
	t.log(report.verdict?.code ?? null, report.exitCode, `${Math.round(megabytes)} MB`, report.findings.map(({code}) => code).join(' '));
	for (const shown of [stdout, stderr, toText(report), toMarkdown(report)]) t.notRegex(shown, unsafe);
	for (const {title, why} of report.findings) t.notRegex(title + why, unsafe);
	t.deepEqual(reportComplaints(report), []);
	t.true(stdout.length < 200_000, `${stdout.length} characters of report`);
	t.true(codes.includes(report.verdict?.code ?? null), report.verdict?.summary);
	t.true(megabytes > 0 && megabytes < most, `${megabytes} MB, more than ${most}`);
};

const survives = test.macro({
	title: (_, name: string) => `a server that ${name} is a finding or undecided, and steers no terminal`,
	exec: (t, name: string) =>
		atOnce(async () => {
			const [serve, ...codes] = servers[name] ?? [() => {}];
			const most = (await ordinary()).megabytes + 64;
			check(t, await examine(serve), most, codes);
		}),
});

for (const name of Object.keys(servers)) test(survives, name);

test('a server that drips one byte a second is left when the budget is used up', async t => {
	const most = (await ordinary()).megabytes + 64;
	const seen = await examine(drips(response('HTTP/1.1 302 Found', 'Location: https://example.net/'), 1000), '--budget', '4s');
	check(t, seen, most, [null]);
	t.true(seen.ms < 8000, `${seen.ms} ms`);
});

test('control characters of the events are escaped, too', async t => {
	const backend = await startBackend({answer: 'control-characters'});
	t.teardown(backend.close);
	const {stdout, stderr} = await runDoctor(['diagnose', `ws://${backend.address}/`, '--events', '--json']);
	t.notRegex(stdout + stderr, unsafe);
});
