import test from 'ava';
import fc from 'fast-check';
import {type Line, readLines} from '../../../source/journal/lines.ts';

const header = {
	...{schema: 'ws-doctor.journal/1', version: '0.1.0', session: '2026-11-20T12-30-00Z-k3f9', flow: 'drops'},
	...{startedAt: '2026-11-20T13:30:00.000+01:00', arguments: ['ws://h/'], redaction: 'secrets'},
};
const at = '2026-11-20T12:30:01.000Z';
const found = (step: string, value: unknown = step, more = {}) => ({type: 'evidence', evidence: {step, at, source: 'probe', value}, ...more}) as Line;
const end = {type: 'finished', finishedAt: at, interrupted: false, exitCode: 1, verdict: {code: 'idle/client-timeout', certainty: 'confirmed'}};

const write = (...lines: readonly object[]) => [header, ...lines].map(line => `${JSON.stringify(line)}\n`).join('');
const steps = (text: string) => readLines(text)?.entries.map(({step}) => step);

test('a journal gives what was found, in order, and how it ended', t => {
	const journal = readLines(write(found('a'), found('b', 2, {unfinished: true}), end));
	t.like(journal, {header: {session: header.session}, end, lastAt: at});
	t.deepEqual(
		journal?.entries.map(({step, unfinished}) => [step, unfinished]),
		[
			['a', false],
			['b', true],
		],
	);
});

test('what was taken back is gone, and what was found again counts once', t => {
	t.deepEqual(steps(write(found('a'), found('b'), {type: 'retracted', at, steps: ['a', 'b']}, found('b'))), ['b']);
	t.deepEqual(steps(write(found('a', 1), found('b'), found('a', 2))), ['b', 'a']);
});

test('who resumes it opens it again', t => {
	t.is(readLines(write(end, {type: 'resumed', at, version: '0.2.0'}))?.end, undefined);
	t.like(readLines(write(end, {type: 'resumed', at, version: '0.2.0'}, end)), {end});
});

test('lines of other kinds, and torn ones, are passed over', t => {
	const torn = `${write(found('a'))}{"type":"evid\n${JSON.stringify(found('b'))}\n`;
	t.deepEqual(steps(torn), ['a', 'b']);
	t.deepEqual(steps(write({type: 'later', steps: ['a']}, found('a'), [] as object, {type: 'evidence', evidence: 7}, {type: 'retracted'})), ['a']);
});

for (const [what, text] of [
	['nothing', ''],
	['no JSON', 'hello\n'],
	['another schema', JSON.stringify({...header, schema: 'ws-doctor.journal/2'})],
	['no arguments', JSON.stringify({...header, arguments: [1]})],
	['no moment', JSON.stringify({...header, startedAt: 'yesterday'})],
]) {
	test(`${what} is no journal`, t => t.is(readLines(text ?? ''), undefined));
}

test('wherever a journal is torn, all whole lines before that are read', t => {
	const lines = Array.from({length: 30}, (_, index) => found(`s${index}`, 'ä'.repeat(index)));
	const whole = Buffer.from(write(...lines));
	const first = whole.indexOf(10) + 1;
	fc.assert(
		fc.property(fc.integer({min: first, max: whole.length}), length => {
			const cut = whole.subarray(0, length);
			const ended = cut.toString().split('\n').length - 2;
			const read = steps(cut.toString())?.length ?? -1;
			t.true(read === ended || read === ended + 1, `${read} of ${ended}`);
		}),
	);
});

test('whatever stands in the file, it is read or is none', t => {
	fc.assert(
		fc.property(fc.array(fc.oneof(fc.json(), fc.string())), junk => {
			t.notThrows(() => readLines(junk.join('\n')));
			t.like(readLines(write() + junk.join('\n')), {header});
		}),
	);
});
