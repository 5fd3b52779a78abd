import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import type {LintReport} from '../../source/report/lint.ts';
import {testHaproxy} from '../helpers/haproxy.ts';
import {lintHere} from '../helpers/lint-here.ts';
import {sound} from '../source/haproxy/lint/linted.ts';

const fileWith = async (t: ExecutionContext, text: string): Promise<string> => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-check-'));
	t.teardown(() => rm(folder, {recursive: true, force: true}));
	const path = join(folder, 'haproxy.cfg');
	await writeFile(path, text);
	return path;
};

const checked = async (t: ExecutionContext, text: string): Promise<LintReport> =>
	JSON.parse((await lintHere([await fileWith(t, text), '--json', '--haproxy-check'])).stdout);

const places = ({findings}: LintReport) => findings.filter(({code}) => code === 'config/invalid').map(({line}) => line);

testHaproxy('a sound file is valid, and the version is told', async t => {
	const {haproxy, exitCode} = await checked(t, sound);
	t.is(exitCode, 0);
	t.is(haproxy?.valid, true);
	t.regex(haproxy?.version ?? '', /^\d+\.\d+/);
	t.deepEqual(
		haproxy?.messages.filter(({level}) => level === 'alert'),
		[],
	);
});

testHaproxy('what only HAProxy sees is attached at its line; what both see is said once', async t => {
	const only = await checked(t, sound.replace('    option httpchk\n', '    option httpchk\n    hash-type nonsense\n'));
	t.deepEqual([places(only), only.haproxy?.valid, only.exitCode], [[27], false, 1]);
	t.regex(only.findings.find(({line}) => line === 27)?.title ?? '', /hash-type/);
	const both = await checked(t, sound.replace('timeout client 30s', 'timeout client infinite'));
	t.deepEqual([places(both), both.haproxy?.valid], [[9], false]);
});

testHaproxy('what is merely missing on this machine is no finding', async t => {
	const text = sound
		.replace('bind :8080', 'bind :8080 ssl crt /nonexistent/site.pem')
		.replace('    maxconn 20000\n', '    maxconn 20000\n    user ws-doctor-nobody\n')
		.replace('127.0.0.1:9001', 'ws-doctor.invalid:9001');
	const {haproxy, findings, exitCode} = await checked(t, text);
	t.deepEqual([findings.filter(({code}) => code === 'config/invalid'), exitCode, haproxy?.valid], [[], 0, true]);
	t.true((haproxy?.messages.filter(({missing}) => missing).length ?? 0) >= 2);
});

for (const [title, text] of [
	['plain', sound.replace('    maxconn 20000\n', '    maxconn 20000\n    lua-load /tmp/x.lua\n')],
	['quoted', sound.replace('    maxconn 20000\n', '    maxconn 20000\n    lu"a-lo"ad /tmp/x.lua\n')],
	[
		'per thread, in an undecided block',
		sound.replace('    maxconn 20000\n', '    maxconn 20000\n.if feature(LUA)\n    lua-load-per-thread /tmp/x.lua\n.endif\n'),
	],
	['from the environment', sound.replace('    maxconn 20000\n', '    maxconn 20000\n    "$KEYWORD" /tmp/x.lua\n')],
] as const) {
	test(`Lua, ${title}: refused with a sentence, and read without the flag`, async t => {
		const path = await fileWith(t, text);
		const {code, stdout, stderr} = await lintHere([path, '--haproxy-check']);
		t.deepEqual([code, stdout], [2, '']);
		t.regex(stderr, /^ws-doctor: --haproxy-check is refused, because haproxy -c would run the Lua of this configuration[^\n]*\n$/);
		t.is((await lintHere([path])).code, 0);
	});
}

test('standard input cannot be checked', async t => {
	const {code, stderr} = await lintHere(['-', '--haproxy-check'], sound);
	t.is(code, 2);
	t.regex(stderr, /needs files/);
});

test('haproxy is never run without the flag', async t => {
	const {haproxy} = JSON.parse((await lintHere([await fileWith(t, sound), '--json'])).stdout);
	t.is(haproxy, null);
});
