import {spawn} from 'node:child_process';
import {rmSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {everything} from '../../../flows/index.ts';
import {journalPath} from '../../../source/journal/folder.ts';
import {keepOn} from '../../../source/journal/keeping.ts';
import {readJournal} from '../../../source/journal/read.ts';
import type {Evidence} from '../../../source/model.ts';
import {bounded} from '../../helpers/bounded.ts';
import {bundledProgram} from '../../helpers/bundled.ts';
import {sessionsIn, stateHome} from '../../helpers/state.ts';

const times = 200;
const atOnce = bounded(4);
let program = '';

test.before(async () => {
	program = await bundledProgram('test/helpers/journaler.ts');
});
test.after.always(() => rmSync(path.dirname(program), {recursive: true, force: true}));

type Killed = {readonly session: string; readonly last: number; readonly state: string};

/** Starts the journaler, and kills it some microseconds or milliseconds after its first word. */
const killed = (patience: number) =>
	new Promise<Killed>((resolve, reject) => {
		const state = stateHome();
		const child = spawn(process.execPath, [program], {env: {...process.env, XDG_STATE_HOME: state}, stdio: ['ignore', 'pipe', 'inherit']});
		let printed = '';
		child.stdout.on('data', (chunk: Buffer) => {
			if (printed === '') setTimeout(() => child.kill('SIGKILL'), patience);
			printed += chunk;
		});
		child.on('error', reject);
		child.on('close', () => {
			// The last number may be torn, too.
			const [session = '', ...numbers] = printed.split('\n').slice(0, -1);
			resolve({session, last: Number(numbers.at(-1) ?? -1), state});
		});
	});

const found: Evidence = {step: 'later', at: '2026-11-20T12:30:00.000Z', source: 'probe', value: 1};

const surroundings = (state: string) => ({
	...{positionals: [], given: {}, env: {XDG_STATE_HOME: state}, version: '0.1.0'},
	now: () => new Date(),
	stderr: (text: string) => {
		throw new Error(text);
	},
});

test(`killed at ${times} random moments, every journal reopens with all that was found, and goes on`, async t => {
	t.timeout(120_000);
	const runs = await Promise.all(Array.from({length: times}, () => atOnce(() => killed(Math.random() * 12))));
	const lengths: number[] = [];
	for (const {session, last, state} of runs) {
		const journal = await readJournal(sessionsIn(state), session);
		if (!journal) return t.fail(`${journalPath(sessionsIn(state), session)} cannot be read`);
		const steps = journal.entries.map(({step}) => step);
		t.deepEqual(steps, ['given', ...Array.from({length: steps.length - 1}, (_, index) => `step${index}`)]);
		t.true(steps.length - 2 >= last, `${steps.length - 2} kept, and ${last} was told`);
		t.is(journal.end, undefined);
		lengths.push(steps.length);

		const given = journal.entries.map(({evidence}) => evidence as unknown as Evidence);
		const {recorder, finish} = keepOn(journal, surroundings(state))(everything, given);
		recorder.record(found, false);
		await finish({finishedAt: new Date(), interrupted: false, exitCode: 0, verdict: null});
		const resumed = await readJournal(sessionsIn(state), session);
		t.deepEqual(
			resumed?.entries.map(({step}) => step),
			[...steps, 'later'],
		);
		t.truthy(resumed?.end);
	}

	t.true(new Set(lengths).size > 20, 'the moments were not random');
});
