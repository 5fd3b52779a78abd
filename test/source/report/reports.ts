import type {Report} from '../../../source/model.ts';
import {type Answers, reportOf} from '../../helpers/assess.ts';
import incidents from '../../recordings/incidents.json' with {type: 'json'};

const incident = (wanted: string) => incidents.find(({id}) => id === wanted)?.answers as unknown as Answers;

const places = {url: 'wss://chat.example.net/socket', haproxy: '10.0.0.5:443', backend: '10.0.0.7:8080'};
const config = (incident('W001') as {config: string}).config;

/** A cut at HAProxy's client timer, measured at three places. */
export const confirmed: Report = reportOf({
	...incident('W001'),
	...places,
	path: ['cloudflare', 'haproxy'],
	idle: {outcome: 'closed', afterMs: 30_006.2, ending: 'fin', ageMs: 30_006.2},
	idleAtHaproxy: {outcome: 'closed', afterMs: 30_004, ending: 'fin'},
	idleAtBackend: {outcome: 'survived', ms: 37_600},
	busy: {outcome: 'survived', ms: 37_600},
	config: config.replace('bind :80', 'bind :443'),
});

/** Something cuts, and nobody knows when. */
export const abstention: Report = reportOf(incident('W108'));

/** A chain with nothing wrong. */
export const healthy: Report = reportOf({
	...places,
	upgrade: {status: 101},
	path: ['cloudflare', 'haproxy'],
	heartbeat: 25_000,
	idle: {outcome: 'survived', ms: 75_000},
	idleAtHaproxy: {outcome: 'survived', ms: 75_000},
	idleAtBackend: {outcome: 'survived', ms: 75_000},
	busy: {outcome: 'survived', ms: 75_000},
	config: config.replace('bind :80', 'bind :443').replace('\nbackend be\n', '\nbackend be\n  timeout tunnel 1h\n'),
});

const hostile = '\u001B[31m`x`` |</details><script>&lt;\u202Eevil\u0007\u{E0041}\n# no [a](b) **c** ~~d~~ $(rm)\t\u2028 1. é 漢';

/** Text from outside in every place that a report has for one. */
export const poisoned: Report = {
	...confirmed,
	target: {url: hostile},
	verdict: confirmed.verdict && {...confirmed.verdict, summary: hostile},
	findings: [confirmed.findings, confirmed.findings].flat().map(finding => ({
		...finding,
		...{title: hostile, why: hostile, hop: hostile, location: {file: hostile, line: 1}},
		proof: finding.proof.map(item => ({...item, says: hostile})),
		fixes: [{title: hostile, where: hostile, diff: hostile, then: [hostile, '- x']}],
	})),
	timers: confirmed.timers.map(timer => ({...timer, hop: hostile, name: hostile, location: {file: hostile, line: 1}})),
	evidence: [
		{step: hostile, at: '', source: 'user', value: {[hostile]: hostile}},
		{step: 'config', at: '', source: 'user', value: {files: [{name: hostile, text: `${hostile}\n${hostile}`}]}},
		{step: 'idle', at: '', source: 'probe', missing: hostile},
		{step: 'nothing', at: '', source: 'probe', value: undefined},
	],
	undecided: [{code: hostile, lacking: ['idle', hostile]}],
};
