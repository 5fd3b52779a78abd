import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {connect, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import type {LintReport} from '../../source/report/lint.ts';
import {lintHere} from '../helpers/lint-here.ts';
import {freePort, haproxyIsThere, startHaproxy} from '../source/haproxy/real.ts';

// By combination: where the tunnel timer stands and what it is, what the others are, the kind of section, the mode.
type Shape = {
	readonly mode: 'http' | 'tcp';
	readonly kind: 'split' | 'listen' | 'named';
	readonly defaults: readonly string[];
	readonly front: readonly string[];
	readonly back: readonly string[];
};

const lines = (values: readonly string[]) => values.map(value => `    ${/^http-request set/.test(value) ? '' : 'timeout '}${value}\n`).join('');

const route = ({mode, kind, defaults, front, back}: Shape, index: number): string => {
	const head = `    mode ${mode}\n    timeout connect 1s\n${lines(defaults)}`;
	if (kind === 'listen') return `defaults\n${head}listen r${index}\n    bind LISTEN\n${lines([...front, ...back])}    server s SERVER\n`;
	const from = kind === 'named' ? ` from d${index}` : '';
	const other =
		kind === 'named'
			? `defaults\n    mode ${mode}\n    timeout connect 1s\n    timeout client 200ms\n    timeout server 200ms\n    timeout tunnel 200ms\n`
			: '';
	const own = kind === 'named' ? `defaults d${index}\n${head}${other}` : `defaults\n${head}`;
	return `${own}frontend r${index}${from}\n    bind LISTEN\n${lines(front)}    default_backend b${index}\nbackend b${index}${from}\n${lines(back)}    server s SERVER\n`;
};

const kinds = ['split', 'listen', 'named'] as const;
const values: ReadonlyArray<Pick<Shape, 'defaults' | 'front' | 'back'>> = [
	{defaults: ['client 300ms', 'server 900ms'], front: [], back: []},
	{defaults: ['client 900ms', 'server 350ms'], front: [], back: []},
	{defaults: ['client 300ms', 'server 300ms', 'tunnel 700ms'], front: [], back: []},
	{defaults: ['client 900ms', 'server 900ms', 'tunnel 400ms'], front: [], back: []},
	{defaults: ['client 450ms', 'server 900ms', 'tunnel 0'], front: [], back: []},
	{defaults: ['client 300ms', 'server 300ms', 'tunnel 900ms'], front: [], back: ['tunnel 600ms']},
	{defaults: ['client 500ms', 'server 900ms', 'tunnel 250ms'], front: [], back: ['tunnel 0']},
	{defaults: ['client 900', 'server 900', 'tunnel 550'], front: [], back: []},
	{defaults: ['client 0', 'server 650ms'], front: [], back: []},
	{defaults: ['client 300ms', 'server 900ms'], front: ['client 800ms'], back: ['server 500ms']},
];

const inHttp: ReadonlyArray<Pick<Shape, 'kind' | 'defaults' | 'front' | 'back'>> = [
	{kind: 'split', defaults: ['client 900ms', 'server 900ms'], front: [], back: ['http-request set-timeout tunnel 450ms']},
	{kind: 'listen', defaults: ['client 900ms', 'server 900ms'], front: [], back: ['http-request set-timeout server 350ms']},
	{kind: 'split', defaults: ['client 300ms', 'server 900ms'], front: ['tunnel 800ms'], back: []},
	{kind: 'split', defaults: ['client 300ms', 'server 900ms'], front: [], back: ['tunnel "$WS_DOCTOR_LINT"']},
	{kind: 'split', defaults: ['http-request 200ms', 'http-keep-alive 200ms', 'client 600ms', 'server 900ms'], front: [], back: ['queue 200ms']},
];

const shapes: readonly Shape[] = [
	...(['http', 'tcp'] as const).flatMap(mode =>
		values.flatMap((value, index) => (mode === 'http' ? kinds : [kinds[index % 3] ?? 'split']).map(kind => ({mode, kind, ...value}))),
	),
	...inHttp.map(value => ({mode: 'http' as const, ...value})),
];

const addressOf = (index: number) => `127.0.4.${1 + index}`;

const startServer = (t: ExecutionContext) =>
	new Promise<number>(resolve => {
		const answer = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n';
		const server = createServer(socket => {
			socket.once('data', () => socket.write(answer)).on('error', () => {});
		});
		t.teardown(() => server.close());
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			resolve(typeof address === 'object' && address ? address.port : 0);
		});
	});

const upgrade =
	'GET /chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: d3MtZG9jdG9yIHByb2JlIQ==\r\n\r\n';

/** Milliseconds from the 101 to the end. */
const measure = (host: string, port: number) =>
	new Promise<number>(resolve => {
		const socket = connect(port, host);
		let since = Number.NaN;
		const finish = () => {
			socket.destroy();
			resolve(performance.now() - since);
		};
		socket.setTimeout(3000, finish);
		socket.once('data', () => {
			since = performance.now();
		});
		socket.once('end', finish).once('error', finish);
		socket.write(upgrade);
	});

const tolerance = 50;

test(`${shapes.length} routes end when lint says so, measured on one running HAProxy`, async t => {
	if (!(await haproxyIsThere(t))) return;
	const [port, server] = [await freePort(), await startServer(t)];
	const filled = shapes.map((shape, index) =>
		route(shape, index)
			.replaceAll('LISTEN', `${addressOf(index)}:${port}`)
			.replaceAll('SERVER', `127.0.0.1:${server}`),
	);
	// The variable is set in the file itself, as lint knows no environment but that.
	const text = `global\n    setenv WS_DOCTOR_LINT 750ms\n${filled.join('')}`;
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-idle-'));
	t.teardown(() => rm(folder, {recursive: true}));
	await writeFile(join(folder, 'haproxy.cfg'), text);
	const report: LintReport = JSON.parse((await lintHere([join(folder, 'haproxy.cfg'), '--json'])).stdout);
	const predicted = shapes.map((_shape, index) => report.routes.filter(({frontend}) => frontend === `r${index}`).map(({idle}) => idle.ms));
	t.true(predicted.every(each => each.length === 1 && typeof each[0] === 'number'));

	await startHaproxy(t, text, port, addressOf(0));
	const off = (index: number, actual: number) => Math.abs(actual - (predicted[index]?.[0] ?? Number.NaN));
	let waiting = shapes.map((_shape, index) => index);
	let wrong: string[] = [];
	// What a busy machine has delayed is measured again; a wrong prediction stays wrong.
	for (let round = 0; round < 3 && waiting.length > 0; round += 1) {
		const measured = await Promise.all(waiting.map(async index => ({index, actual: await measure(addressOf(index), port)})));
		const missed = measured.filter(({index, actual}) => !(off(index, actual) <= tolerance));
		wrong = missed.map(({index, actual}) => `${JSON.stringify(shapes[index])}: ${Math.round(actual)} ms, predicted ${predicted[index]}`);
		waiting = missed.map(({index}) => index);
	}
	t.deepEqual(wrong, []);
});
