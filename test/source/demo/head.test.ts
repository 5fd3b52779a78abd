import {connect} from 'node:net';
import test from 'ava';
import {formatHead, type Head, header, parseHead, readHead} from '../../../source/demo/head.ts';
import {listen, portOf} from '../../../source/demo/listener.ts';

const text = 'GET /ws HTTP/1.1\r\nHost: a:80\r\nX-One: 1\r\nnonsense\r\nx-one:  2 ';

test('parses a head, and writes it again', t => {
	const head = parseHead(text);
	t.is(head.start, 'GET /ws HTTP/1.1');
	t.is(header(head, 'x-one'), '1, 2');
	t.is(header(head, 'x-two'), undefined);
	t.is(formatHead(head), 'GET /ws HTTP/1.1\r\nHost: a:80\r\nX-One: 1\r\nx-one: 2\r\n\r\n');
});

/** Sends the pieces one after another, then ends; what the other side read of them. */
const sent = (...pieces: string[]) =>
	new Promise<{head: Head | undefined; rest: string}>(resolve => {
		void listen(async socket => {
			const head = await readHead(socket);
			let rest = '';
			socket.on('data', chunk => {
				rest += String(chunk);
			});
			socket
				.on('close', () => resolve({head, rest}))
				.on('end', () => socket.end())
				.resume();
			if (socket.readableEnded || socket.destroyed) resolve({head, rest});
		}).then(async listener => {
			const socket = connect(portOf(listener.address), '127.0.0.1').on('error', () => {});
			for (const piece of pieces) {
				socket.write(piece);
				await new Promise(wait => setTimeout(wait, 20));
			}

			socket.end();
			setTimeout(() => listener.close(), 200);
		});
	});

test('reads a head in pieces, and leaves the rest unread', async t => {
	const {head, rest} = await sent('GET / HTTP/1.1\r\nHo', 'st: a\r\n\r', '\nrest', ' of it');
	t.deepEqual(head, {start: 'GET / HTTP/1.1', headers: [['Host', 'a']]});
	t.is(rest, 'rest of it');
});

test('no head: the end comes first, or too much does', async t => {
	t.is((await sent('GET / HTTP/1.1\r\n')).head, undefined);
	t.is((await sent('x'.repeat(20_000))).head, undefined);
});
