import {readdirSync, readFileSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';
import {flows} from '../flows/index.ts';
import {run as lint} from '../source/commands/lint.ts';
import {keepNew} from '../source/journal/keeping.ts';
import type {Report} from '../source/model.ts';
import {type Answers, reportOf} from './helpers/assess.ts';
import {commandHere, diagnoseHere} from './helpers/in-process.ts';
import {complaintsBy} from './helpers/schemas.ts';
import {sessionsIn, stateHome} from './helpers/state.ts';
import incidents from './recordings/incidents.json' with {type: 'json'};
import {changed, rows} from './source/haproxy/lint/rows.ts';

const worlds = 'test/recordings/worlds';
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const asJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));
const [report, linted, journal] = [complaintsBy('report'), complaintsBy('lint'), complaintsBy('journal')];

for (const file of readdirSync(worlds)) {
	test(`the recorded world ${file} is a report by its schema, and so is what is made of it now`, async t => {
		t.deepEqual(report(read(`${worlds}/${file}`)), []);
		const {stdout} = await diagnoseHere(['--answers', `${worlds}/${file}`, '--offline', '--json']);
		t.deepEqual(report(JSON.parse(stdout)), []);
	});
}

test('every incident gives a report by its schema', t => {
	for (const {id, answers} of incidents) t.deepEqual(report(asJson(reportOf(answers as unknown as Answers))), [], id);
});

const good = asJson(reportOf(incidents[0]?.answers as unknown as Answers));
const broken: ReadonlyArray<readonly [what: string, change: (report: Report) => object]> = [
	['no session', ({session: _session, ...rest}) => rest],
	['another schema', rest => ({...rest, schema: 'ws-doctor.report/2'})],
	['a verdict that is only possible', rest => ({...rest, verdict: {code: 'idle/client-timeout', certainty: 'possible', summary: 's'}})],
	['a code of no area', rest => ({...rest, undecided: [{code: 'other/thing', lacking: []}]})],
	['evidence with neither value nor reason', rest => ({...rest, evidence: [{step: 'idle', at: rest.startedAt, source: 'probe'}]})],
	['a negative timer', rest => ({...rest, timers: [{...rest.timers[0], ms: -1}]})],
	['an exit code of its own', rest => ({...rest, exitCode: 2})],
];
for (const [what, change] of broken) test(`${what} is no report`, t => t.not(report(change(good)).length, 0));

test('members may be added', t => t.deepEqual(report({...good, later: {a: 1}}), []));

test('what lint says of every code is by its schema', async t => {
	const folder = await mkdtemp(path.join(tmpdir(), 'ws-doctor-test-'));
	t.teardown(() => rm(folder, {recursive: true, force: true}));
	for (const [index, {code, fires}] of rows.entries()) {
		const file = path.join(folder, `${index}.cfg`);
		await writeFile(file, changed(fires));
		const {stdout} = await commandHere(lint, ['lint', file, '--json']);
		t.deepEqual(linted(JSON.parse(stdout)), [], code);
	}
});

test('every line of a journal is by its schema', async t => {
	const state = stateHome();
	const context = {
		...{positionals: ['ws://h/'], given: {header: ['X-Token: abc']}, env: {XDG_STATE_HOME: state}, version: '0.1.0'},
		...{now: () => new Date(), stderr: (text: string) => t.fail(text)},
	};
	const found = {step: 'idle', at: '2026-11-20T12:30:00.000Z', source: 'probe', value: 1, partial: true} as const;
	const {recorder, finish, session} = keepNew(context)(flows[0] ?? (t.fail() as never), [found]);
	recorder.record(found, true);
	recorder.record({step: 'busy', at: found.at, source: 'probe', missing: 'ended'}, true);
	recorder.retract(['idle']);
	await finish({finishedAt: new Date(), interrupted: true, exitCode: 1, verdict: {code: 'idle/client-timeout', certainty: 'likely', summary: 's'}});
	const lines = readFileSync(path.join(sessionsIn(state), `${session}.jsonl`), 'utf8')
		.trim()
		.split('\n')
		.map(line => JSON.parse(line));
	t.is(lines.length, 6);
	for (const line of lines) t.deepEqual(journal(line), [], JSON.stringify(line));
});
