import {chmod, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {bounded} from '../helpers/bounded.ts';
import {diagnoseHere} from '../helpers/in-process.ts';
import {type Ran, runDoctor} from '../helpers/run.ts';

const url = 'ws://127.0.0.1:9/ws';
const atOnce = bounded(4);
let folder = '';

test.before(async () => {
	folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	await mkdir(join(folder, 'empty.d'));
	await writeFile(join(folder, 'empty.cfg'), '');
	await writeFile(join(folder, 'blank.cfg'), ' \n\n');
	await writeFile(join(folder, 'locked.cfg'), 'defaults\n');
	await chmod(join(folder, 'locked.cfg'), 0);
	await writeFile(join(folder, 'binary.cfg'), Buffer.from(Array.from({length: 4096}, (_, index) => (index * 167) % 256)));
	await writeFile(join(folder, 'no.json'), 'not json');
	await writeFile(join(folder, 'list.json'), '[]');
	for (const [name, answers] of Object.entries(wrongAnswers)) await writeFile(join(folder, `${name}.json`), JSON.stringify(answers));
});
test.after.always(() => rm(folder, {recursive: true, force: true}));

const wrongAnswers: Readonly<Record<string, unknown>> = {
	number: 7,
	idleOutcome: {idle: {outcome: 'perhaps'}},
	idleText: {idle: 'closed'},
	idleRange: {idle: {outcome: 'closed', afterMs: [5, 1]}},
	idleNegative: {idle: {outcome: 'closed', afterMs: -1}},
	upgradeEmpty: {upgrade: {}},
	upgradeText: {upgrade: {status: '101'}},
	upgradeHeaders: {upgrade: {status: 101, headers: 'none'}},
	url: {url: 'example'},
	path: {path: 'haproxy'},
	timers: {timers: [{hop: 'nginx'}]},
	config: {config: 5},
	configFiles: {config: {files: [{name: 'a'}]}},
	heartbeat: {heartbeat: 'often'},
	trials: {trials: ['soon']},
	symptom: {symptom: 5},
	reach: {reach: {outcome: 'perhaps'}},
	reachText: {reach: 'connected'},
	busyText: {busy: 5},
	evidence: {schema: 'ws-doctor.report/1', evidence: 5},
	evidenceItem: {schema: 'ws-doctor.report/1', evidence: [5]},
	evidenceValue: {schema: 'ws-doctor.report/1', evidence: [{step: 'idle', source: 'probe', value: 5}]},
	otherSchema: {schema: 'something.else/9', evidence: []},
};

const inFolder = (argv: readonly string[]) => argv.map(word => word.replace('FOLDER', folder));

const refused = (t: ExecutionContext, {code, stdout, stderr}: Ran, sentence: RegExp) => {
	t.is(code, 2, stderr);
	t.is(stdout, '');
	t.regex(stderr, /^ws-doctor: [^\n\u0000-\u001F\u007F-\u009F]+[.?]\n$/);
	t.regex(stderr, sentence);
};

const refuses = test.macro({
	title: (_, argv: readonly string[]) => `${argv.join(' ')} is refused with one sentence`,
	exec: async (t, argv: readonly string[], sentence: RegExp) => refused(t, await diagnoseHere(inFolder(argv)), sentence),
});

const ends = test.macro({
	title: (_, argv: readonly string[]) => `ws-doctor diagnose ${argv.join(' ')} ends with 2`,
	exec: (t, argv: readonly string[], sentence: RegExp) => atOnce(async () => refused(t, await runDoctor(['diagnose', ...inFolder(argv)]), sentence)),
});

test(ends, [url, '--config', 'FOLDER/missing.cfg'], /expected/);
test(ends, [url, '--config', 'FOLDER/empty.cfg'], /expected/);
test(ends, ['example.net'], /expected/);
test(ends, [url, '--haproxy', '127.0.0.1:65536'], /expected/);
test(ends, [url, '--frobnicate'], /expected/);
test(ends, [url, '--idle', 'soon'], /expected/);
test(ends, ['--answers', 'FOLDER/no.json', '--offline'], /expected/);
test(ends, ['--answers', 'FOLDER/idleRange.json', '--offline'], /expected/);

test(refuses, [url, '--config', 'FOLDER/missing.cfg'], /missing\.cfg.* no such file.*expected/);
test(refuses, [url, '--config', 'FOLDER/empty.cfg'], /empty\.cfg.* is empty.*expected/);
test(refuses, [url, '--config', 'FOLDER/blank.cfg'], /blank\.cfg.* is empty.*expected/);
test(refuses, [url, '--config', 'FOLDER/empty.d'], /empty\.d.* no \*\.cfg.*expected/);
test(refuses, [url, '--config', '/dev/zero'], /expected/);
test(refuses, [url, '--config', '-'], /standard input is empty.*expected/);
if (process.getuid?.() !== 0) test(refuses, [url, '--config', 'FOLDER/locked.cfg'], /locked\.cfg.* may not read it.*expected/);
test(refuses, ['example.net'], /expected ws:\/\/host\/path/);
test(refuses, ['ftp://example.net/'], /expected ws:\/\/host\/path/);
test(refuses, ['ws://'], /expected ws:\/\/host\/path/);
test(refuses, ['ws://exa mple.net/'], /expected ws:\/\/host\/path/);
test(refuses, ['ws://example.net:70000/'], /expected/);
test(refuses, ['ws://example.net:0/'], /expected a port from 1 to 65535/);
test(refuses, [`ws://${'a'.repeat(5000)}.net/`], /at most 4096/);
test(refuses, ['ws://joe:pass@example.net/'], /user name or password/);
test(refuses, ['ws://example.net/\u001B[2J'], /is not a WebSocket URL/);
test(refuses, [url, '--haproxy', '127.0.0.1:65536'], /port from 1 to 65535/);
test(refuses, [url, '--backend', '127.0.0.1'], /expected host:port/);
test(refuses, [url, '--haproxy', 'ws://127.0.0.1:80'], /without a scheme/);
test(refuses, [url, '--idel', '3s'], /did you mean --idle\?/);
test(refuses, [url, '--frobnicate'], /Unknown flag --frobnicate/);
test(refuses, [url, '--idle', 'soon'], /"soon" is not a duration: expected 500ms, 30s/);
test(refuses, [url, '--idle', '-5s'], /expected/);
test(refuses, [url, '--idle', '99999d'], /too long/);
test(refuses, [url, '--idle'], /needs a value/);
test(refuses, [url, '--budget', '0'], /expected more than no time/);
test(refuses, [url, '--format', 'yaml'], /expected text, json, markdown|did you mean/);
test(refuses, [url, '--json', '--format', 'text'], /contradict/);
test(refuses, [url, '--symptom', 'toothache'], /"toothache" is no symptom: expected one of drops/);
test(refuses, [url, '--header', 'no colon'], /expected 'Name: value'/);
test(refuses, [url, '--header', 'X: a\r\nY: b'], /expected 'Name: value'/);
test(refuses, ['--offline'], /expected a URL such as|Expected ws-doctor diagnose <url>/);
test(refuses, ['--answers', 'FOLDER/missing.json', '--offline'], /cannot be read: expected a JSON file/);
test(refuses, ['--answers', 'FOLDER/no.json', '--offline'], /expected a JSON object/);
test(refuses, ['--answers', 'FOLDER/list.json', '--offline'], /expected/);
test(refuses, ['--answers', 'FOLDER/empty.cfg', '--offline'], /expected a JSON object/);
test(refuses, ['--answers', 'FOLDER/empty.d', '--offline'], /expected a JSON file/);
for (const name of Object.keys(wrongAnswers)) test(refuses, ['--answers', `FOLDER/${name}.json`, '--offline'], /expected|understood/i);

test('a configuration that is none is examined all the same', async t => {
	const {code, stdout, stderr} = await runDoctor(['diagnose', url, '--config', join(folder, 'binary.cfg'), '--offline']);
	t.is(code, 3, stderr);
	t.notRegex(stdout + stderr, /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
});

test('an answer that nobody knows is left out, and said', async t => {
	const file = join(folder, 'unknown.json');
	await writeFile(file, JSON.stringify({upgrade: {status: 101}, upgradeAtHaprox: {status: 101}}));
	const {stderr} = await runDoctor(['diagnose', '--answers', file, '--offline']);
	t.is(stderr, 'ws-doctor: "upgradeAtHaprox" is no answer that ws-doctor knows (did you mean upgradeAtHaproxy?): it is left out.\n');
});
