import {causes} from 'ws-doctor:causes';
import test from 'ava';
import {run} from '../../../source/commands/explain.ts';
import type {Context} from '../../../source/context.ts';

const explain = async (code: string) => {
	let printed = '';
	const context = {
		positionals: [code],
		stdout: (text: string) => {
			printed += text;
		},
	};
	const exitCode = await run(context as unknown as Context);
	return {exitCode, printed};
};

test('the page of each code is printed as it stands', async t => {
	t.true(Object.keys(causes).length > 0);
	for (const [code, page] of Object.entries(causes)) {
		t.regex(code, /^[a-z]+\/[a-z\d-]+$/);
		t.deepEqual(await explain(code), {exitCode: 0, printed: page});
		t.true(page.endsWith('\n'), code);
		t.notRegex(page, /[^\P{Cc}\n]/u, code);
	}
});

const misses = test.macro({
	exec: async (t, code: string, sentence: RegExp) => {
		const {message} = await t.throwsAsync(explain(code), {name: 'UsageError'});
		t.regex(message, sentence);
	},
	title: (_, code: string) => `explain ${JSON.stringify(code)} names near misses`,
});
test(misses, 'idle/client-timeuot', /^There is no page for the code "idle\/client-timeuot"; did you mean idle\/client-timeout/);
test(misses, 'client-timeout', /did you mean idle\/client-timeout\?$/);
test(misses, 'idle', /did you mean idle\/[a-z-]+, idle\//);
test(misses, 'no-such-thing-at-all', /: expected one such as idle\/client-timeout, as a report names it\.$/);
test(misses, '__proto__', /^There is no page/);
test(misses, '\u001B[2J', /^There is no page for the code "·\[2J"/);

test('a duration lists whose timer it is, nearest first', async t => {
	const {exitCode, printed} = await explain('350s');
	t.is(exitCode, 0);
	t.regex(printed, /5m 50s +aws-nlb +TCP idle timeout/);
	t.notRegex(printed, /proxy_read_timeout/);
	t.regex((await explain('20d')).printed, /^No product/);
});
