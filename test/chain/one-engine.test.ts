import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {everything, flows} from '../../flows/index.ts';
import {readAnswers, stepsOf} from '../../source/answers.ts';
import type {Report} from '../../source/model.ts';
import {diagnoseHere} from '../helpers/in-process.ts';
import {reportComplaints} from '../helpers/report-shape.ts';
import {runDoctor} from '../helpers/run.ts';
import {codesInMarkdown, codesInText, codesOf, essence, wizardFindings} from '../helpers/same-findings.ts';
import incidents from '../recordings/incidents.json' with {type: 'json'};

type Incident = {readonly id: string; readonly answers: {readonly symptom?: string}};

let folder = '';
test.before(async () => {
	folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
});
test.after.always(() => rm(folder, {recursive: true, force: true}));

const kept = async (name: string, json: unknown) => {
	const file = join(folder, `${name}.json`);
	await writeFile(file, typeof json === 'string' ? json : JSON.stringify(json));
	return file;
};

const evidenceOf = (answers: object) =>
	readAnswers(JSON.stringify(answers), {steps: stepsOf([everything, ...flows]), at: '2026-11-20T12:00:00.000Z', warn: () => {}});

const agrees = test.macro({
	title: (_, {id}: Incident) => `${id}: wizard, text, markdown and JSON say the same, and so does the report given back`,
	exec: async (t, {id, answers}: Incident) => {
		const file = await kept(id, answers);
		const [json, text, markdown] = await Promise.all(
			['json', 'text', 'markdown'].map(format => diagnoseHere(['--answers', file, '--offline', '--format', format])),
		);
		const report = JSON.parse(json?.stdout ?? '') as Report;
		t.deepEqual(reportComplaints(report), []);
		t.deepEqual([json?.code, text?.code, markdown?.code, json?.stderr], [report.exitCode, report.exitCode, report.exitCode, '']);
		t.deepEqual(codesInText(text?.stdout ?? ''), codesOf(report));
		t.deepEqual(codesInMarkdown(markdown?.stdout ?? ''), codesOf(report));
		t.deepEqual(essence(await wizardFindings(evidenceOf(answers), answers.symptom)), essence(report.findings));
		for (const {location} of report.verdict ? report.findings.slice(0, 1) : []) {
			if (location) t.true([text, markdown].every(shown => shown?.stdout.replaceAll(/\s+/g, '').includes(`${location.file}:${location.line}`)));
		}

		const again = JSON.parse((await diagnoseHere(['--answers', await kept(`${id}-again`, json?.stdout), '--offline', '--json'])).stdout) as Report;
		t.deepEqual(
			[essence(again.findings), again.verdict, again.timers, again.undecided, again.exitCode],
			[essence(report.findings), report.verdict, report.timers, report.undecided, report.exitCode],
		);
	},
});

for (const incident of incidents as unknown as readonly Incident[]) test(agrees, incident);

test('the built command says the same as the engine', async t => {
	const [first] = incidents as unknown as readonly [Incident];
	const argv = ['--answers', await kept('built', first.answers), '--offline', '--json'];
	const [built, here] = await Promise.all([runDoctor(['diagnose', ...argv]), diagnoseHere(argv)]);
	t.is(built.code, here.code);
	t.deepEqual(essence(JSON.parse(built.stdout).findings), essence(JSON.parse(here.stdout).findings));
});
