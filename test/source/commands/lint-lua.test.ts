import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import test from 'ava';
import {permitLua} from '../../../source/commands/lint-lua.ts';
import type {Context} from '../../../source/context.ts';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {configurationsIn, runningConfigurations} from '../../../source/instruments/haproxy-service.ts';
import {contextOf} from '../../helpers/in-process.ts';
import {haproxyIsThere} from '../haproxy/real.ts';

const installed = '/etc/haproxy/haproxy.cfg';
const withLua = parseConfiguration({files: [{name: installed, text: 'global\n lua-load x.lua\n'}]});

/** What is said and decided when somebody types this at a terminal; nothing typed: it is closed. */
const asked = async (path: string, typed?: string): Promise<{said: string; outcome: string}> => {
	const said: string[] = [];
	const context = contextOf(['lint', path, '--haproxy-check'], {stdout: () => {}, stderr: text => void said.push(text)});
	const stdin = new PassThrough();
	const terminal = typed === undefined ? {} : {terminal: {stdin, stdout: new PassThrough(), stop: () => {}} as unknown as NonNullable<Context['terminal']>};
	stdin.end(typed);
	const outcome = await permitLua(withLua, [path], {...context, ...terminal}).then(
		() => 'runs',
		(error: Error) => error.message,
	);
	return {said: said.join(''), outcome};
};

for (const [typed, runs] of [
	['y\n', true],
	['YES\n', true],
	['n\n', false],
	['\n', false],
	['yesterday\n', false],
	['', false],
] as const) {
	test(`the installed file at a terminal, answered ${JSON.stringify(typed)}`, async t => {
		const {said, outcome} = await asked(installed, typed);
		t.is(said, `haproxy -c runs the Lua of ${installed} as you. Go on? [y/N] `);
		t.is(outcome, runs ? 'runs' : '--haproxy-check was not allowed to run Lua: leave it out to read the files only.');
	});
}

test('nobody is asked without a terminal, nor about another file', async t => {
	const alone = await asked(installed);
	t.is(alone.said, '');
	t.regex(alone.outcome, /^--haproxy-check is refused, .* nobody can be asked: expected a terminal, where it asks first, or no --haproxy-check\.$/);
	const other = await asked('/tmp/other.cfg', 'y\n');
	t.is(other.said, '');
	t.regex(other.outcome, /^--haproxy-check is refused, .*: expected one without lua-load, the installed /);
});

test('the configurations on a command line', t => {
	t.deepEqual(configurationsIn(['-Ws', '-f', '/a', '-f', 'b', '-p', '/run/x']), ['/a', 'b']);
	t.deepEqual(configurationsIn(['-f', 'a', '-db', '--', 'b', '-f']), ['a', 'b', '-f']);
});

test('the configuration of a HAProxy that runs here counts as installed', async t => {
	if (!(await haproxyIsThere(t))) return;
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-'));
	const file = join(folder, 'own.cfg');
	await writeFile(file, 'defaults\n timeout client 1s\nfrontend f\n bind unix@own.sock\n');
	const running = spawn('haproxy', ['-db', '-f', 'own.cfg'], {cwd: folder, stdio: 'ignore'});
	t.teardown(async () => {
		running.kill('SIGTERM');
		await rm(folder, {recursive: true, force: true});
	});
	await once(running, 'spawn');
	for (let tries = 0; tries < 100 && !(await runningConfigurations()).has(file); tries += 1) await new Promise(resolve => setTimeout(resolve, 50));
	t.is((await asked(file, 'y\n')).outcome, 'runs');
});
