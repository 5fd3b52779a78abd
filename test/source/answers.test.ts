import test from 'ava';
import fc from 'fast-check';
import {everything, flows} from '../../flows/index.ts';
import {askNobody, merged, readAnswers, stepsOf} from '../../source/answers.ts';
import type {Evidence} from '../../source/model.ts';
import {UsageError} from '../../source/usage-error.ts';
import {asked, fact} from '../helpers/steps.ts';

const at = '2026-11-20T12:00:00.000Z';
const steps = stepsOf([everything, ...flows]);
const read = (json: unknown) => {
	const warnings: string[] = [];
	const evidence = readAnswers(typeof json === 'string' ? json : JSON.stringify(json), {steps, at, warn: sentence => warnings.push(sentence)});
	return {evidence, warnings};
};
const report = (evidence: unknown) => ({schema: 'ws-doctor.report/1', evidence});

test('a flat object answers a step with each of its members', t => {
	const {evidence, warnings} = read({url: 'wss://example.net', upgrade: {status: 101}, heartbeat: null, idle: {outcome: 'closed', afterMs: [1, 2]}});
	t.deepEqual(evidence, [
		{step: 'url', at, source: 'user', value: 'wss://example.net/'},
		{step: 'upgrade', at, source: 'user', value: {status: 101}},
		{step: 'idle', at, source: 'user', value: {outcome: 'closed', afterMs: [1, 2]}},
	]);
	t.deepEqual(warnings, []);
});

test("a byte order mark, as Windows' editors write it, is passed over", t => {
	t.deepEqual(read('\uFEFF{"upgrade": {"status": 101}}').evidence, [{step: 'upgrade', at, source: 'user', value: {status: 101}}]);
});

test('a report gives its evidence back, with who said it, when, and what it was made from', t => {
	const given = [
		{step: 'url', at: '2020-01-01T00:00:00.000Z', source: 'flag', value: 'wss://example.net/'},
		{step: 'upgrade', at: '2020-01-01T00:00:01.000Z', source: 'probe', from: ['url'], value: {status: 101}},
		{step: 'idleLimit', at: '2020-01-01T00:00:02.000Z', source: 'default', value: 75_000},
		{step: 'idle', at: '2020-01-01T00:00:03.000Z', source: 'probe', missing: 'broken'},
	];
	t.deepEqual(read(report(given)).evidence as unknown, given);
	t.like(read(report([{step: 'upgrade', at: 1, source: 'moon', from: [1, 'url'], value: {status: 101}}])).evidence[0], {
		at,
		source: 'recording',
		from: ['url'],
	});
	t.deepEqual(read(report([{step: 'upgrade'}, {step: 'idle', value: null}])).evidence, []);
});

test('an id that means no step is left out with a warning, near misses named', t => {
	for (const json of [
		{upgarde: 'wss://example.net', ['a\u001B[31mb'.repeat(20)]: 1},
		report([
			{step: 'upgarde', value: 1},
			{step: 'a\u001B[31mb'.repeat(20), value: 1},
		]),
	]) {
		const {evidence, warnings} = read(json);
		t.deepEqual(evidence, []);
		t.is(warnings[0], '"upgarde" is no answer that ws-doctor knows (did you mean upgrade?): it is left out.');
		t.regex(warnings[1] ?? '', /^"a·\[31mb[^\p{Cc}]*…" is no answer that ws-doctor knows: it is left out\.$/u);
	}
});

test('what a report holds for people is made safe for a terminal', t => {
	t.is(read(report([{step: 'upgrade', missing: 'a\u001B[2Jb\n'}])).evidence[0]?.missing, 'a·[2Jb·');
});

const refuses = test.macro({
	exec: (t, json: unknown, message: RegExp) => {
		const {message: sentence} = t.throws(() => read(json), {instanceOf: UsageError, message});
		t.notRegex(sentence, /[\p{Cc}]|\.\.$/u);
	},
	title: (_, json: unknown) => `refused: ${JSON.stringify(json)?.slice(0, 70)}`,
});
for (const text of ['', ' ', '{', '[]', 'null', '1', '"url"', 'true', '{"url": }', '\u001B[31m', '{"a":1}{"b":2}', '\uFEFF\u0000'])
	test(refuses, text, /^The answers cannot be read: expected a JSON object from step to value, or a report \(/);
test(refuses, {schema: 'ws-doctor.lint/1', evidence: []}, /expected the schema of a report to be ws-doctor\.report\/1\)\.$/);
test(refuses, {schema: 1, evidence: []}, /expected the schema/);
test(refuses, {schema: 'ws-doctor.report/1'}, /expected the report to have a list of evidence/);
test(refuses, report({}), /expected the report to have a list of evidence/);
test(refuses, report([1]), /expected each evidence of the report to be an object/);
test(refuses, report([{value: 1}]), /expected each evidence of the report to name its step/);
test(refuses, {url: 'example.net'}, /^The answer to "url" is not understood: .*expected ws:\/\/host\/path/);
test(refuses, {upgrade: 101}, /^The answer to "upgrade" is not understood: expected /);
test(refuses, {upgrade: {status: '101'}}, /expected status to be an HTTP status/);
test(refuses, {upgrade: {status: 1, headers: {'a\u001B[31m': 1}}}, /expected header a·\[31m to be text/);
test(refuses, {idle: {outcome: 'died'}}, /expected outcome to be one of closed, survived/);
test(refuses, {idle: {outcome: 'closed', afterMs: [2, 1]}}, /expected the range afterMs to be \[from, to\]/);
test(refuses, {idle: {outcome: 'closed', afterMs: -1}}, /expected afterMs to be milliseconds/);
test(refuses, {timers: [{hop: 'nginx'}]}, /expected a timer to have a name/);
test(refuses, {path: 'haproxy'}, /expected path to be a list/);
test(refuses, {config: {files: [{}]}}, /expected each file of config to have a name/);

const anything = fc.jsonValue({maxDepth: 4});
const ids = steps.map(({id}) => id);
const flat = fc.dictionary(fc.oneof(fc.constantFrom(...ids), fc.string()), anything, {maxKeys: 5});
const entry = fc.record(
	{step: fc.oneof(fc.constantFrom(...ids), anything), at: anything, source: anything, value: anything, missing: anything, from: anything},
	{requiredKeys: []},
);
const shaped = fc.oneof(
	anything,
	flat,
	fc.record({schema: fc.oneof(fc.constant('ws-doctor.report/1'), anything), evidence: fc.oneof(fc.array(entry, {maxLength: 5}), anything)}),
);
test('whatever the JSON, it is evidence of known steps or a sentence', t => {
	fc.assert(
		fc.property(
			fc.oneof(
				shaped.map(json => JSON.stringify(json)),
				fc.string(),
			),
			json => {
				try {
					return read(json).evidence.every(({step, value, missing}) => ids.includes(step) && (value === undefined) !== (missing === undefined));
				} catch (error) {
					return error instanceof UsageError && !/\p{Cc}/u.test(error.message);
				}
			},
		),
		{numRuns: 2000},
	);
	t.pass();
});

test('later evidence replaces earlier evidence of the same step', t => {
	const flag = fact('a', 'flag', {source: 'flag'});
	const other = fact('b', 1);
	t.deepEqual(merged([fact('a', 'answer'), other], [flag], []), [flag, other] as readonly Evidence[]);
});

test('steps of several flows are listed once', t => t.is(new Set(ids).size, ids.length));

test('nobody gives the fallback, or nothing', async t => {
	const never = new AbortController().signal;
	t.deepEqual(await askNobody(asked('a', {fallback: '7', parse: text => `<${text}>`}), () => undefined, never), {value: '<7>', source: 'default'});
	t.deepEqual(await askNobody(asked('a'), () => undefined, never), {missing: 'not told: What is a?', source: 'default'});
});
