import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {classifyConnectError} from '../../../source/instruments/dial.ts';
import {createInstruments} from '../../../source/instruments/index.ts';
import {classifyNetcat, isOpenBsdNetcat, type Run} from '../../../source/instruments/netcat.ts';
import {deafServer} from '../../helpers/deaf-server.ts';
import {freePort, listen} from '../../helpers/loopback.ts';
import {testWith} from '../../helpers/programs.ts';

const never = new AbortController().signal;
const withoutPrograms = {environment: {PATH: '/nonexistent'}};

const said: Record<string, {run: Partial<Run>; expected: unknown}> = {
	connected: {run: {exitCode: 0, stderr: 'Connection to localhost (127.0.0.1) 80 port [tcp/http] succeeded!'}, expected: {outcome: 'connected'}},
	'refused on one address, connected on the next': {
		run: {
			exitCode: 0,
			stderr: 'nc: connect to localhost (::1) port 80 (tcp) failed: Connection refused\nConnection to localhost (127.0.0.1) 80 port [tcp/http] succeeded!',
		},
		expected: {outcome: 'connected'},
	},
	refused: {
		run: {exitCode: 1, stderr: 'nc: connect to 127.0.0.1 port 1 (tcp) failed: Connection refused'},
		expected: {outcome: 'refused', detail: 'ECONNREFUSED'},
	},
	'timed out': {
		run: {exitCode: 1, stderr: 'nc: connect to 192.0.2.1 port 80 (tcp) timed out: Operation now in progress'},
		expected: {outcome: 'timeout', detail: 'ETIMEDOUT'},
	},
	'refused on one address, timed out on another': {
		run: {exitCode: 1, stderr: 'nc: connect to a (::1) port 1 (tcp) timed out: x\nnc: connect to a (127.0.0.1) port 1 (tcp) failed: Connection refused'},
		expected: {outcome: 'refused', detail: 'ECONNREFUSED'},
	},
	'no route': {
		run: {exitCode: 1, stderr: 'nc: connect to 2001:db8::1 port 80 (tcp) failed: No route to host'},
		expected: {outcome: 'unreachable', detail: 'EHOSTUNREACH'},
	},
	'no network': {
		run: {exitCode: 1, stderr: 'nc: connect to 192.0.2.1 port 80 (tcp) failed: Network is unreachable'},
		expected: {outcome: 'unreachable', detail: 'ENETUNREACH'},
	},
	'no name': {
		run: {exitCode: 1, stderr: 'nc: getaddrinfo for host "a" port 80: Name or service not known'},
		expected: {outcome: 'not-resolved', detail: 'ENOTFOUND'},
	},
	'killed after its time': {run: {stderr: '', timedOut: true}, expected: {outcome: 'timeout', detail: 'ETIMEDOUT'}},
	'words in another language': {run: {exitCode: 1, stderr: 'Verbindungsaufbau abgelehnt'}, expected: undefined},
	'no words at all': {run: {exitCode: 0, stderr: ''}, expected: undefined},
	'no such program': {run: {stderr: ''}, expected: undefined},
};

for (const [title, {run, expected}] of Object.entries(said)) {
	test(`nc: ${title}`, t => t.deepEqual(classifyNetcat({stderr: '', timedOut: false, ...run}), expected as never));
}

test('which nc, and which errors of a connect', t => {
	t.true(isOpenBsdNetcat('OpenBSD netcat (Debian patchlevel 1.219-1)'));
	t.false(isOpenBsdNetcat('BusyBox v1.36 multi-call binary'));
	t.deepEqual(['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EPERM'].map(classifyConnectError), [
		'refused',
		'timeout',
		'unreachable',
		'unreachable',
		'unreachable',
	]);
});

const reachable = (title: string, options: Parameters<typeof createInstruments>[0], by: 'nc' | 'node') => async (t: import('ava').ExecutionContext) => {
	const server = await listen(socket => socket.end());
	t.teardown(server.close);
	const {reach} = createInstruments(options);
	const port = await freePort();
	t.like(
		await reach({host: '127.0.0.1', port: server.port}, never),
		{outcome: 'connected', by, addresses: ['127.0.0.1'], command: `nc -zv -w 5 127.0.0.1 ${server.port}`},
		title,
	);
	t.like(await reach({host: '127.0.0.1', port}, never), {outcome: 'refused', detail: 'ECONNREFUSED', by});
};

testWith('nc', 'reach by nc', reachable('nc', {}, 'nc'));
test('reach by node where there is no nc', reachable('node', withoutPrograms, 'node'));

test('an nc whose words are not understood is not believed', async t => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	await writeFile(join(folder, 'nc'), '#!/bin/sh\necho "OpenBSD netcat, or so it says" >&2\nexit 1\n');
	await chmod(join(folder, 'nc'), 0o755);
	await reachable('strange', {environment: {PATH: folder}}, 'node')(t);
	await rm(folder, {recursive: true});
});

test('hostile and impossible hosts never reach a program', async t => {
	const {reach} = createInstruments();
	for (const host of ['-e/bin/sh', '', 'a b', 'a\nb', `${'a'.repeat(300)}`]) t.is((await reach({host, port: 80}, never)).outcome, 'not-resolved');
	t.like(await reach({host: 'a..b', port: 80}, never), {outcome: 'not-resolved', detail: 'ENOTFOUND'});
	await t.throwsAsync(reach({host: '127.0.0.1', port: 70_000}, never), {message: '70000 is not a port: expected 1 to 65535'});
});

test('no answer at all is a time-out, for reach and upgrade', async t => {
	const {port, stop} = await deafServer();
	t.teardown(stop);
	const {upgrade, reach} = createInstruments({connectTimeout: 400, responseTimeout: 400});
	const url = `ws://127.0.0.1:${port}/`;
	const fill = await Promise.all(Array.from({length: 5}, () => upgrade({url}, never)));
	t.true(fill.some(({outcome}) => outcome === 'timeout'));
	const [byNc, byNode] = await Promise.all([
		reach({host: '127.0.0.1', port}, never),
		createInstruments(withoutPrograms).reach({host: '127.0.0.1', port}, never),
	]);
	t.like(byNc, {outcome: 'timeout', detail: 'ETIMEDOUT'});
	t.like(byNode, {outcome: 'timeout', detail: 'ETIMEDOUT', by: 'node'});
});

test('an abort rejects with its reason', async t => {
	const {port, stop} = await deafServer();
	t.teardown(stop);
	const controller = new AbortController();
	const {upgrade, reach} = createInstruments({connectTimeout: 400, responseTimeout: 400});
	await Promise.all(Array.from({length: 4}, () => upgrade({url: `ws://127.0.0.1:${port}/`}, never)));
	setTimeout(() => controller.abort(new Error('the operator left')), 100);
	await t.throwsAsync(reach({host: '127.0.0.1', port}, controller.signal), {message: 'the operator left'});
	await t.throwsAsync(createInstruments(withoutPrograms).reach({host: '127.0.0.1', port}, AbortSignal.abort(new Error('before'))), {message: 'before'});
});
