import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {execa} from 'execa';
import {type Chain, startChain} from '../../source/demo/chain.ts';
import {type Fault, faults} from '../../source/demo/faults.ts';
import {listen} from '../../source/demo/listener.ts';
import type {Report} from '../../source/model.ts';
import {diagnoseHere} from '../helpers/in-process.ts';
import {reportComplaints} from '../helpers/report-shape.ts';
import {runDoctor} from '../helpers/run.ts';
import {codesOf} from '../helpers/same-findings.ts';
import {stateHome} from '../helpers/state.ts';

const healthyFault = faults.find(({id}) => id === 'healthy') as Fault;
let folder = '';
let healthy: Chain;
let broken: Chain;
test.before(async () => {
	folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	healthy = await startChain(healthyFault);
	broken = await startChain({...healthyFault, settings: {defaults: {connect: '2s', client: '2s', server: '6s'}}});
	await writeFile(
		join(folder, 'cut.json'),
		JSON.stringify({url: 'ws://example.net/ws', upgrade: {status: 101}, idle: {outcome: 'closed', afterMs: 30_000, ending: 'fin'}, config: cutConfig}),
	);
	await writeFile(
		join(folder, 'possible.json'),
		JSON.stringify({upgrade: {status: 101}, idle: {outcome: 'closed', afterMs: 30_000, ending: 'fin'}, idleAtBackend: {outcome: 'survived'}}),
	);
	await writeFile(join(folder, 'nothing.json'), JSON.stringify({symptom: 'drops', upgrade: {status: 101}}));
	await writeFile(join(folder, 'fine.json'), JSON.stringify({upgrade: {status: 101}, idle: {outcome: 'survived', ms: 75_000}}));
});
test.after.always(async () => {
	await Promise.all([healthy?.close(), broken?.close()]);
	await rm(folder, {recursive: true, force: true});
});

const cutConfig = 'defaults\n\tmode http\n\ttimeout connect 5s\n\ttimeout client 30s\n\ttimeout server 60s\nlisten all\n\tbind :80\n\tserver a 10.0.0.1:80\n';
const offlineArgv = (answers: string, ...more: readonly string[]) => ['--answers', join(folder, `${answers}.json`), '--offline', ...more];
const offline = (answers: string, ...more: readonly string[]) => runDoctor(['diagnose', ...offlineArgv(answers, ...more)]);
const told = ({url, haproxy, backend, configPath}: Chain) => [url, '--haproxy', haproxy, '--backend', backend, '--config', configPath];
const timeless = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\d[T ][\d:.-]+Z?(?:-[a-z\d]{4})?/g, 'TIME').replace(/TIME(?: \+00:00)? \(\d[\w. ]*\)/, 'TIME');

test('--json is --format json, and each format is one report on standard output', async t => {
	const [json, same, text, markdown, plain] = await Promise.all([
		offline('cut', '--json'),
		offline('cut', '--format', 'json'),
		offline('cut', '--format', 'text'),
		offline('cut', '--format', 'markdown'),
		offline('cut'),
	]);
	t.is(timeless(json.stdout), timeless(same.stdout));
	t.deepEqual(reportComplaints(JSON.parse(json.stdout)), []);
	t.is(timeless(text.stdout), timeless(plain.stdout));
	t.regex(text.stdout, /^ws-doctor [\d.]+ · ws:\/\/example\.net\/ws .*\n\nPROBLEM \(confirmed\) {2}idle\/client-timeout\n/);
	t.regex(markdown.stdout, /^## ws-doctor: `ws:\/\/example\.net\/ws`\n\n\*\*.+\*\*\n\n`idle\/client-timeout`, confirmed\n/);
	for (const {code, stderr} of [json, same, text, markdown, plain]) t.deepEqual([code, stderr], [1, '']);
});

test('--ascii has no character beyond ASCII', async t => {
	t.regex((await offline('cut', '--ascii')).stdout, /^[\t\n -~]+$/);
});

test('--output writes the report to a file that only the operator may read, and nothing to standard output', async t => {
	const file = join(folder, 'written.json');
	const {code, stdout} = await offline('cut', '--json', '--output', file);
	t.deepEqual([code, stdout], [1, '']);
	t.deepEqual(reportComplaints(JSON.parse(await readFile(file, 'utf8'))), []);
	t.is((await stat(file)).mode & 0o777, 0o600);
	const nowhere = await offline('cut', '--output', join(folder, 'no', 'folder', 'report.txt'));
	t.is(nowhere.code, 2);
	t.regex(nowhere.stderr, /^ws-doctor: .*cannot be written.*expected a file in a folder that exists, with room in it, that this user may write\.\n$/);
});

const exits = test.macro({
	title: (_, answers: string, more: readonly string[], code: number) => `${answers}.json ${more.join(' ')} ends with ${code}`,
	exec: async (t, answers: string, more: readonly string[], code: number) => {
		for (const format of ['text', 'json', 'markdown']) t.is((await diagnoseHere(offlineArgv(answers, ...more, '--format', format))).code, code, format);
	},
});
test(exits, 'fine', [], 0);
test(exits, 'cut', [], 1);
test(exits, 'nothing', [], 3);
test(exits, 'possible', [], 3);
test(exits, 'cut', ['--fail-on', 'never'], 0);
test(exits, 'cut', ['--fail-on', 'risk'], 1);
test(exits, 'possible', ['--fail-on', 'risk'], 1);
test(exits, 'fine', ['--fail-on', 'risk'], 0);
test(exits, 'nothing', ['--fail-on', 'never'], 3);

test('a finding that is only possible is a risk, and no verdict', async t => {
	const {verdict, findings} = JSON.parse((await offline('possible', '--json')).stdout) as Report;
	t.is(verdict, null);
	t.deepEqual(
		findings.map(({code, severity, certainty}) => [code, severity, certainty]),
		[['idle/front-hop', 'risk', 'possible']],
	);
});

test('a budget ends the run in time, and says what it left unchecked', async t => {
	const startedAt = Date.now();
	const [json, text] = await Promise.all(
		['json', 'text'].map(format => runDoctor(['diagnose', ...told(healthy), '--idle', '10s', '--budget', '2s', '--format', format])),
	);
	const took = Date.now() - startedAt;
	t.true(took < 6000, `${took} ms`);
	const report = JSON.parse(json?.stdout ?? '') as Report;
	t.deepEqual(reportComplaints(report), []);
	t.is(report.verdict, null);
	t.true(Date.parse(report.finishedAt) - Date.parse(report.startedAt) < 3000);
	t.true(
		report.undecided.some(({code, lacking}) => code === 'idle/client-timeout' && lacking.includes('idle')),
		'10 s of silence were wanted, 2 s were watched, and idle/client-timeout is passed off as checked',
	);
	t.regex(text?.stdout ?? '', /Not checked[\s\S]*\bidle\b/);
});

test('a budget that is over at once leaves everything unchecked, and no word of ours unexplained', async t => {
	const {stdout, code} = await runDoctor(['diagnose', ...told(healthy), '--idle', '10s', '--budget', '1ms']);
	t.is(code, 3);
	t.notRegex(stdout, /conclude|No problem found/);
});

test('an interruption gives the report so far, and 130', async t => {
	const running = execa(process.execPath, ['bin/ws-doctor.js', 'diagnose', ...told(healthy), '--idle', '30s', '--json', '--events'], {
		reject: false,
		timeout: 20_000,
	});
	let seen = '';
	for await (const chunk of running.stderr) {
		seen += String(chunk);
		if (seen.includes('"step":"idle"') && seen.includes('rung 0 s')) break;
	}

	running.kill('SIGINT');
	const {exitCode, stdout} = await running;
	t.is(exitCode, 130);
	const report = JSON.parse(stdout) as Report;
	t.deepEqual(reportComplaints(report), []);
	t.true(report.interrupted);
	t.true(report.evidence.some(({step, value}) => step === 'upgrade' && (value as {status: number}).status === 101));
});

test('--events is JSON, a line each, and standard output still one report', async t => {
	const {code, stdout, stderr} = await runDoctor(['diagnose', ...told(broken), '--idle', '3s', '--json', '--events']);
	t.is(code, 1);
	t.deepEqual(reportComplaints(JSON.parse(stdout)), []);
	const events = stderr
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as {event: string; step: string; at: string});
	t.deepEqual([...new Set(events.map(({event}) => event))].sort(), ['evidence', 'seen', 'started']);
	t.true(events.every(({at, step}) => new Date(at).toISOString() === at && step.length > 0));
});

test('--events stays a JSON object a line, whatever is said beside it', async t => {
	const running = execa(process.execPath, ['bin/ws-doctor.js', 'diagnose', ...told(healthy), '--idle', '30s', '--events'], {
		reject: false,
		timeout: 20_000,
		env: {XDG_STATE_HOME: stateHome()},
	});
	let asked = false;
	running.stderr.on('data', (chunk: Buffer) => {
		// Asked twice it would not wait for the report.
		if (!asked && String(chunk).includes('"step":"idle"')) asked = running.kill('SIGINT');
	});
	const {exitCode, stderr} = await running;
	t.is(exitCode, 130);
	const events = stderr.split('\n').map(line => JSON.parse(line) as {event: string; text?: string});
	t.regex(events.find(({event}) => event === 'message')?.text ?? '', /^ws-doctor: interrupted; ws-doctor resume \S+ goes on with it\.$/);
});

test('a report that will have no place is refused before anybody is connected to', async t => {
	let connections = 0;
	const {address, close} = await listen(() => void connections++);
	t.teardown(close);
	const {code, stderr} = await runDoctor(['diagnose', `ws://${address}/ws`, '--output', folder]);
	t.deepEqual([code, connections], [2, 0]);
	t.regex(stderr, /^ws-doctor: The report cannot be written to .*: expected a file in a folder that exists/);
});

test('a symptom from a file steers no terminal', async t => {
	const {code, stderr} = await runDoctor(['diagnose', '--offline', '--answers', '-'], {input: '{"symptom":"x\\u001b[31mred"}'});
	t.is(code, 2);
	t.regex(stderr, /^ws-doctor: "x·\[31mred" is no symptom: expected one of drops, /);
});

const withProc = existsSync('/proc/self') ? test : test.skip;
withProc('where no folder can be made the examination goes on', async t => {
	const {code, stderr} = await runDoctor(['diagnose', ...offlineArgv('cut')], {env: {XDG_STATE_HOME: '/proc/none'}});
	t.is(code, 1);
	t.regex(stderr, /^ws-doctor: session \S+ is not kept any further/);
});

test('--quiet says nothing on standard error, --verbose what is seen', async t => {
	const [quiet, verbose, usual] = await Promise.all(
		[['--quiet'], ['--verbose'], []].map(more => runDoctor(['diagnose', ...told(broken), '--idle', '3s', ...more])),
	);
	t.is(quiet?.stderr, '');
	t.regex(verbose?.stderr ?? '', /^ {2}idle \d.*: FIN$/m);
	t.regex(usual?.stderr ?? '', /^Silence at the public URL: /m);
	for (const ran of [quiet, verbose, usual]) {
		t.is(ran?.code, 1);
		t.regex(ran?.stdout ?? '', /^ws-doctor .*\n\nPROBLEM \(confirmed\) {2}idle\/client-timeout\n/);
	}
});

test('--offline connects to nobody', async t => {
	let connections = 0;
	const {address, close} = await listen(() => void connections++);
	t.teardown(close);
	const {code, stdout, stderr} = await runDoctor([
		'diagnose',
		`ws://${address}/ws`,
		'--haproxy',
		address,
		'--backend',
		address,
		'--config',
		healthy.configPath,
		'--offline',
		'--json',
	]);
	t.deepEqual([code, stderr, connections], [3, '', 0]);
	t.true((JSON.parse(stdout) as Report).undecided.some(({code, lacking}) => code === 'idle/client-timeout' && lacking.includes('idle')));
});

test('standard input gives the configuration, and the answers', async t => {
	const config = await runDoctor(['diagnose', ...told(broken).slice(0, -1), '-', '--idle', '3s', '--json'], {input: await readFile(broken.configPath, 'utf8')});
	const {findings} = JSON.parse(config.stdout) as Report;
	t.like(findings[0], {code: 'idle/client-timeout', location: {file: 'stdin'}});
	const answers = await runDoctor(['diagnose', '--answers', '-', '--offline', '--json'], {input: config.stdout});
	t.deepEqual(codesOf(JSON.parse(answers.stdout)), codesOf({findings}));
});

test('a flag wins over a recorded answer', async t => {
	const {stdout} = await offline('cut', '--json', '--heartbeat', '10s');
	t.like(
		(JSON.parse(stdout) as Report).evidence.find(({step}) => step === 'heartbeat'),
		{value: 10_000, source: 'flag'},
	);
});

test('a symptom that nothing reproduces is inconclusive', async t => {
	const {code} = await runDoctor(['diagnose', ...told(healthy), '--idle', '1s', '--symptom', 'drops', '--quiet']);
	t.is(code, 3);
});

test('a reader who is gone after the first line is no error', async t => {
	const running = execa(process.execPath, ['bin/ws-doctor.js', 'diagnose', '--answers', join(folder, 'cut.json'), '--offline'], {reject: false});
	running.stdout.destroy();
	await once(running, 'exit');
	t.is((await running).exitCode, 1);
});
