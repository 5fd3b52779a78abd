import test from 'ava';
import fc from 'fast-check';
import {everything, flows} from '../../../flows/index.ts';
import {readAnswers, stepsOf} from '../../../source/answers.ts';
import {diagnose} from '../../../source/engine.ts';
import {buildReport} from '../../../source/report/build.ts';
import {toMarkdown} from '../../../source/report/markdown.ts';
import {toText} from '../../../source/report/text.ts';
import {UsageError} from '../../../source/usage-error.ts';

const text = fc.oneof(fc.string({unit: 'binary', maxLength: 30}), fc.constantFrom('haproxy', 'nginx', 'uvicorn', 'cloudflare', '\u001B[2J', '`|<b>', 'cD--'));
const ms = fc.oneof(fc.nat(400_000), fc.constantFrom(0, 1e308, 60_000, 0.5));
const idle = fc.oneof(
	fc.record(
		{
			outcome: fc.constant('closed'),
			afterMs: fc.oneof(ms, fc.tuple(ms, ms)),
			ending: fc.constantFrom('fin', 'rst', 'silent', 'close-frame'),
			closeCode: ms,
			closeReason: text,
		},
		{requiredKeys: ['outcome']},
	),
	fc.record({outcome: fc.constant('survived'), ms}, {requiredKeys: ['outcome']}),
);
const upgrade = fc.record(
	{
		status: fc.constantFrom(101, 200, 302, 400, 401, 403, 404, 429, 502, 503, 504, 9e99),
		reason: text,
		bodyStart: text,
		headers: fc.dictionary(text, text, {maxKeys: 3}),
	},
	{requiredKeys: ['status']},
);
const answers = fc.record(
	{
		...{
			url: fc.constant('wss://example.net/ws'),
			upgrade,
			upgradeAtHaproxy: upgrade,
			upgradeAtBackend: upgrade,
			idle,
			idleAtHaproxy: idle,
			idleAtBackend: idle,
			busy: idle,
			heartbeat: ms,
		},
		...{
			path: fc.array(text, {maxLength: 4}),
			timers: fc.array(fc.record({hop: text, name: text, ms}), {maxLength: 3}),
			termination: text,
			trials: fc.array(ms, {maxLength: 4}),
		},
		...{
			simultaneous: fc.oneof(fc.boolean(), text),
			symptom: fc.constantFrom('drops', 'refused', 'wrong-server'),
			config: fc.oneof(text, fc.constant('defaults\n timeout client 30s\nfrontend f\n bind :80\n default_backend b\nbackend b\n server `s| 192.0.2.1:80\n')),
		},
	},
	{requiredKeys: []},
);

const moments = {startedAt: new Date(0), finishedAt: new Date(0)};
const reportOf = (json: object) => {
	const evidence = readAnswers(JSON.stringify(json), {steps: stepsOf([everything, ...flows]), at: '', warn: () => {}});
	return buildReport(diagnose(everything, evidence), {version: '0.1.0', session: 's', flow: 'check-up', ...moments, evidence});
};

test('whatever is told, the report is printable, or the answers are refused in a sentence', t => {
	const unprintable = /[^\n\t\P{C}]|[\u2028\u2029]/u;
	fc.assert(
		fc.property(answers, json => {
			try {
				const report = reportOf(json);
				return !unprintable.test(toText(report)) && !unprintable.test(toMarkdown(report)) && /^[\n\t -~]*$/.test(toText(report, {ascii: true, width: 40}));
			} catch (error) {
				if (error instanceof UsageError) return true;
				throw error;
			}
		}),
		{numRuns: 500},
	);
	t.pass();
});
