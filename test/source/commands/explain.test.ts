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
test(misses, 'no-such-thing-at-all', /: expected one such as idle\/client-timeout, as a report names it, cD, 1006, 504 or 60s\.$/);
test(misses, '__proto__', /^There is no page/);
test(misses, '\u001B[2J', /^There is no page for the code "·\[2J"/);

test('a duration lists whose timer it is, nearest first', async t => {
	const {exitCode, printed} = await explain('350s');
	t.is(exitCode, 0);
	t.regex(printed, /5m 50s +aws-nlb +TCP idle timeout/);
	t.notRegex(printed, /proxy_read_timeout/);
	t.regex((await explain('20d')).printed, /^No product/);
});

const titled = test.macro({
	exec: async (t, wanted: string, patterns: readonly RegExp[]) => {
		const {exitCode, printed} = await explain(wanted);
		t.is(exitCode, 0);
		for (const pattern of patterns) t.regex(printed, pattern);
	},
	title: (_, wanted: string) => `explain ${wanted}`,
});
test(titled, 'cD', [/^# Termination state cD\n/, /idle\/client-timeout/]);
test(titled, 'cD--', [/^# Termination state cD--\n/, /Cookies:/]);
test(titled, '----', [/^# Termination state ----\n/]);
test(titled, '1006', [/^# Close code 1006: Abnormal Closure\n/]);
test(titled, '1016', [/^# Close code 1016: Unassigned\n/, /As seconds: ws-doctor explain 1016s/]);
test(titled, '504', [/^# Status 504 Gateway Timeout to a WebSocket handshake\n/, /upgrade\/backend-slow/]);
test(titled, '300', [/^# Status 300 /, /As seconds: ws-doctor explain 300s \(5m\)\.\n$/]);
test(titled, '524', [/^# Status 524 to/, /Cloudflare/]);
test(titled, '60', [/^Whose timer is about 60s|^Whose timer is about 1m/]);
test(titled, '350', [/^Whose timer is about 5m 50s/]);
test(titled, '3600', [/^Whose timer is about 1h/, /# Close code 3600: Registered by libraries/]);
test(titled, '900ms', [/^Whose timer is about 900ms|^No product/]);
test(misses, 'cd', /; did you mean cD, CD\?$/);
test(misses, 'sd--', /; did you mean sD, SD\?$/);
