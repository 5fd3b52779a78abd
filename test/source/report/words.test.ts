import test from 'ava';
import type {ReportTimer} from '../../../source/model.ts';
import {bindingWords, noVerdict, someOf, timerRole, timerValue} from '../../../source/report/words.ts';
import {hanging, wrap} from '../../../source/report/wrap.ts';
import {type Answers, reportOf} from '../../helpers/assess.ts';
import {healthy} from './reports.ts';

test('text is broken at blanks, and a long word where it must', t => {
	t.deepEqual(wrap('aa bb  cc\ndd', 5), ['aa bb', 'cc dd']);
	t.deepEqual(wrap('a bbbbbbb c', 3), ['a', 'bbb', 'bbb', 'b c']);
	t.deepEqual(wrap('🙂🙂🙂', 2), ['🙂🙂', '🙂']);
	t.deepEqual(wrap('', 5), []);
	t.deepEqual(hanging('- ', 'aa bb cc', 7), ['- aa bb', '  cc']);
});

const timer: ReportTimer = {hop: 'h', name: 't', ms: 60_000, kind: 'idle', origin: 'default', applies: true, binding: false};
test('a clock in words', t => {
	t.is(timerValue(timer), '1m');
	t.is(timerValue({...timer, upTo: 90_000}), '1m–1m 30s');
	t.is(timerValue({...timer, ms: null}), 'unlimited');
	t.is(timerRole({...timer, binding: true}), 'fires first');
	t.is(timerRole({...timer, applies: false}), 'not in force');
	t.is(timerRole(timer), '');
	t.is(timerRole({...timer, kind: 'drain'}), 'drain');
});

const opening = test.macro((t, answers: Answers, expected: string) => t.is(noVerdict(reportOf(answers)), expected));
test('nothing known', opening, {}, 'No verdict: nothing could be examined.');
test('only told', opening, {symptom: 'drops-together'}, 'No verdict: nothing could be examined.');
test('a handshake alone', opening, {upgrade: {status: 101}}, 'No problem found in the handshake. How long a silent connection lives was not tried.');
test(
	'a silence that was outlived',
	opening,
	{upgrade: {status: 101}, idle: {outcome: 'survived', ms: 15_000}},
	'No problem found: a silent connection was still open after 15s.',
);
test(
	'a failure that nothing explains',
	opening,
	{symptom: 'refused', upgrade: {status: 403}},
	'No verdict: something fails, and what was seen does not tell what.',
);

const advises = test.macro((t, answers: Answers, expected: string | undefined) => t.is(bindingWords(reportOf(answers)), expected));
const silent = (afterMs: number) => ({upgrade: {status: 101}, idle: {outcome: 'closed', afterMs}});
test(
	'the first clock, and the safe heartbeat',
	advises,
	{path: ['aws-alb']},
	"A silent connection is first cut by aws-alb's idle timeout after 1m (default). A heartbeat is safe up to every 30s.",
);
test(
	'a lifetime is prevented by no heartbeat',
	advises,
	{path: ['gcp-lb']},
	"Any connection, however busy, is first cut by gcp-lb's timeoutSec after 30s (default).",
);
test(
	'a cut that no clock explains',
	advises,
	{...silent(20_000), path: ['aws-alb']},
	'No clock above is as short as the cut that was seen. A heartbeat is safe up to every 10s.',
);
test('no clock at all', advises, {}, undefined);
test('the healthy chain names its binding timer', t =>
	t.regex(bindingWords(healthy) ?? '', /cloudflare's WebSocket idle after 1m 40s \(default\)\. A heartbeat is safe up to every 50s\./));

test('a long list of codes is cut short', t => {
	t.is(someOf(['a', 'b']), 'a, b');
	t.is(someOf(['a', 'b', 'c'], 2), 'a, b and 1 more');
});
