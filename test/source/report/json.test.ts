import test from 'ava';
import {flowOf} from '../../../flows/index.ts';
import {diagnose} from '../../../source/engine.ts';
import type {Report} from '../../../source/model.ts';
import {sessionName} from '../../../source/report/build.ts';
import {toJson} from '../../../source/report/json.ts';
import {type Answers, evidenceOf, reportOf} from '../../helpers/assess.ts';
import incidents from '../../recordings/incidents.json' with {type: 'json'};
import {abstention, confirmed, healthy} from './reports.ts';

const roundTrip = (report: Report) => {
	const again = JSON.parse(toJson(report)) as Report;
	const evidence = evidenceOf(again);
	return {again, evidence, assessment: diagnose(flowOf(again.flow === 'check-up' ? undefined : again.flow), evidence)};
};

const judged = ({verdict, findings, timers, undecided, exitCode}: Pick<Report, 'verdict' | 'findings' | 'timers' | 'undecided' | 'exitCode'>) =>
	JSON.parse(JSON.stringify({verdict, findings, timers, undecided, exitCode}));

for (const [name, report] of Object.entries({confirmed, abstention, healthy})) {
	test(`${name}: what is written is read again, and judged alike`, t => {
		const {again, evidence, assessment} = roundTrip(report);
		t.deepEqual(again as unknown, JSON.parse(JSON.stringify(report)));
		t.deepEqual(evidence, report.evidence);
		t.deepEqual(judged(assessment), judged(report));
	});
}

test('every incident is judged alike by its own report', t => {
	for (const {id, answers} of incidents) {
		const report = reportOf(answers as unknown as Answers);
		t.deepEqual(judged(roundTrip(report).assessment), judged(report), id);
	}
});

test('a report has the members of the contract', t => {
	t.deepEqual(Object.keys(JSON.parse(toJson(confirmed))).sort(), [
		'evidence',
		'exitCode',
		'findings',
		'finishedAt',
		'flow',
		'next',
		'redaction',
		'safeHeartbeat',
		'schema',
		'session',
		'startedAt',
		'target',
		'timers',
		'tool',
		'undecided',
		'verdict',
	]);
	t.deepEqual(confirmed.target, {url: 'wss://chat.example.net/socket'});
	t.deepEqual(abstention.target, {});
	t.is(confirmed.timers.filter(({binding}) => binding).length, 1);
});

test('a session is named by its moment, and can be a file', t => {
	t.is(sessionName(new Date('2026-11-20T12:30:00.123Z'), 0), '2026-11-20T12-30-00Z-0000');
	t.regex(sessionName(new Date(0), 0.999999999), /^1970-01-01T00-00-00Z-[\da-z]{4}$/);
});
