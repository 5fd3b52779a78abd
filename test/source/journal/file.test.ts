import {mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {execa} from 'execa';
import {everything} from '../../../flows/index.ts';
import {createJournalFile, reopenJournalFile} from '../../../source/journal/file.ts';
import {keepNew} from '../../../source/journal/keeping.ts';
import {type Header, readLines} from '../../../source/journal/lines.ts';
import type {Evidence} from '../../../source/model.ts';
import {bundledProgram} from '../../helpers/bundled.ts';
import {testWith} from '../../helpers/programs.ts';
import {sessionsIn, stateHome} from '../../helpers/state.ts';

let program = '';
test.before(async () => {
	program = await bundledProgram('test/helpers/journaler.ts');
});
test.after.always(() => rmSync(path.dirname(program), {recursive: true, force: true}));

const header: Header = {
	...{schema: 'ws-doctor.journal/1', version: '0.1.0', session: '2026-11-20T12-30-00Z-k3f9', flow: 'drops'},
	...{startedAt: '2026-11-20T13:30:00.000+01:00', arguments: [], redaction: 'secrets'},
} as const;
const found = (step: string): Evidence => ({step, at: '2026-11-20T12:30:01.000Z', source: 'probe', value: 1});
const line = (step: string) => ({type: 'evidence', evidence: found(step)}) as const;
const fails = (error: unknown) => {
	throw error;
};
const modeOf = (file: string) => statSync(file).mode & 0o777;
const stepsIn = (file: string) => readLines(readFileSync(file, 'utf8'))?.entries.map(({step}) => step);

test('folder and file are for this user only, and each line is there at once', async t => {
	const folder = sessionsIn(stateHome());
	const file = path.join(folder, 'a.jsonl');
	const journal = createJournalFile(file, header, [line('a')], fails);
	t.deepEqual([modeOf(folder), modeOf(file)], [0o700, 0o600]);
	t.deepEqual(stepsIn(file), ['a']);
	journal.append(line('b'));
	t.deepEqual(stepsIn(file), ['a', 'b']);
	await journal.close();
	t.deepEqual(readdirSync(folder), ['a.jsonl']);
});

test('a folder that others may read is closed to them', async t => {
	const folder = sessionsIn(stateHome());
	mkdirSync(folder, {recursive: true, mode: 0o755});
	await createJournalFile(path.join(folder, 'a.jsonl'), header, [], fails).close();
	t.is(modeOf(folder), 0o700);
});

test('a journal is never written over', t => {
	const folder = sessionsIn(stateHome());
	mkdirSync(folder, {recursive: true});
	const file = path.join(folder, 'a.jsonl');
	writeFileSync(file, 'kept');
	const complaints: unknown[] = [];
	createJournalFile(file, header, [], error => void complaints.push(error)).append(line('a'));
	t.is(complaints.length, 1);
	t.deepEqual([readFileSync(file, 'utf8'), readdirSync(folder)], ['kept', ['a.jsonl']]);
});

test('what is resumed goes on behind a torn line', async t => {
	const file = path.join(sessionsIn(stateHome()), 'a.jsonl');
	await createJournalFile(file, header, [line('a')], fails).close();
	writeFileSync(file, `${readFileSync(file, 'utf8')}{"type":"evi`);
	const journal = reopenJournalFile(file, fails);
	journal.append(line('b'));
	await journal.close();
	t.deepEqual(stepsIn(file), ['a', 'b']);
	t.is(readFileSync(file, 'utf8').split('\n').length, 5);
});

const surroundings = (state: string, said: string[]) => ({
	...{positionals: ['ws://h/'], given: {}, env: {XDG_STATE_HOME: state}, version: '0.1.0'},
	now: () => new Date(),
	stderr: (text: string) => void said.push(text),
});

test('where the state folder cannot be, that is said once, and the examination goes on', async t => {
	const state = stateHome();
	mkdirSync(path.dirname(state), {recursive: true});
	writeFileSync(state, 'a file');
	const said: string[] = [];
	const {recorder, finish, isKept} = keepNew(surroundings(state, said))(everything, []);
	t.deepEqual(recorder.record(found('a'), false), found('a'));
	recorder.retract(['a']);
	await finish({finishedAt: new Date(), interrupted: false, exitCode: 0, verdict: null});
	t.false(isKept());
	t.is(said.length, 1);
	t.regex(said[0] ?? '', /^ws-doctor: session \S+ is not kept any further, since a file stands where its folder should be; the examination goes on\.\n$/);
});

test('two examinations at once keep two sessions', async t => {
	const state = stateHome();
	const runs = await Promise.all([1, 2, 3].map(() => execa(process.execPath, [program, '50'], {env: {XDG_STATE_HOME: state}})));
	const names = runs.map(({stdout}) => stdout.split('\n')[0] ?? '');
	t.deepEqual(readdirSync(sessionsIn(state)).sort(), names.map(name => `${name}.jsonl`).sort());
	for (const name of names) t.is(stepsIn(path.join(sessionsIn(state), `${name}.jsonl`))?.length, 51);
});

/** Runs a command where a file system of its own is mounted at a folder. */
const mounted = (options: string, after: string) => {
	const state = stateHome();
	mkdirSync(state, {recursive: true});
	const script = `mount -t tmpfs -o ${options} none "$1" && "$2" "$3" 400 && ${after}`;
	return execa('unshare', ['-rm', 'sh', '-c', script, 'sh', state, process.execPath, program], {env: {XDG_STATE_HOME: state}, reject: false});
};

testWith('unshare', 'on a full disk the session is kept as far as it fits, and can be read', async t => {
	const {stdout, stderr, exitCode} = await mounted('size=64k', 'cat "$1"/ws-doctor/*.jsonl');
	t.is(exitCode, 0, stderr);
	t.is(stderr.split('\n').length, 1);
	t.regex(stderr, /^ws-doctor: session \S+ is not kept any further, since there is no space left; the examination goes on\.$/);
	t.regex(stdout, /\n399\nkept\n/);
	const steps = readLines(stdout.slice(stdout.indexOf('{"schema"')))?.entries.map(({step}) => step) ?? [];
	t.true(steps.length > 50 && steps.length < 150, String(steps.length));
	t.deepEqual(steps.slice(0, 3), ['given', 'step0', 'step1']);
});

testWith('unshare', 'on a read-only file system nothing is kept, and all goes on', async t => {
	const {stdout, stderr, exitCode} = await mounted('ro', 'ls -a "$1"');
	t.is(exitCode, 0, stderr);
	t.regex(stderr, /^ws-doctor: session \S+ is not kept any further, since the file system is read-only; the examination goes on\.$/);
	t.regex(stdout, /\n399\nnot kept\n\.\n\.\.$/);
});
