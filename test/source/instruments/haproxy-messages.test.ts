import test from 'ava';
import {parseMessages, parseVersion} from '../../../source/instruments/haproxy-messages.ts';

type Row = readonly [title: string, stderr: string, expected: ReadonlyArray<object>];

const rows: readonly Row[] = [
	[
		'the place in brackets',
		`[NOTICE]   (1) : haproxy version is 2.6.12
[ALERT]    (1) : config : parsing [x.cfg:8] : unexpected character 'i' in 'timeout tunnel'
[ALERT]    (1) : config : Error(s) found in configuration file : x.cfg
[ALERT]    (1) : config : Fatal errors found in configuration.`,
		[{level: 'alert', text: "unexpected character 'i' in 'timeout tunnel'", file: 'x.cfg', line: 8}],
	],
	[
		'without "config" (2.4), with a time stamp (2.2)',
		`[ALERT]    (7) : parsing [/etc/h a.cfg:3] : unknown keyword 'x' out of section.
[ALERT] 323/125905 (323) : parsing [f.cfg:2] : unknown keyword 'y' in 'global' section`,
		[
			{level: 'alert', text: "unknown keyword 'x' out of section.", file: '/etc/h a.cfg', line: 3},
			{level: 'alert', text: "unknown keyword 'y' in 'global' section", file: 'f.cfg', line: 2},
		],
	],
	[
		'the tokenizer prints the line and a caret below',
		`[ALERT]    (1) : config : parsing [x.cfg:1]: unmatched quote at position 9:
  .notice "a
          ^`,
		[{level: 'alert', text: 'unmatched quote at position 9:', file: 'x.cfg', line: 1}],
	],
	[
		'the place twice',
		"[ALERT]    (1) : config : [x.cfg:9] : parsing [x.cfg:9] : 'server' not allowed because frontend 'x' has no backend capability.",
		[{level: 'alert', text: "'server' not allowed because frontend 'x' has no backend capability.", file: 'x.cfg', line: 9, proxy: 'x'}],
	],
	[
		'no place at all',
		"[ALERT]    (1) : config : Proxy 'x': unable to find required default_backend: 'nope'.",
		[{level: 'alert', text: "Proxy 'x': unable to find required default_backend: 'nope'.", proxy: 'x'}],
	],
	[
		'the place in parentheses',
		"[ALERT]    (1) : config : http frontend 'x' (x.cfg:6) tries to use incompatible tcp backend 'b' (x.cfg:10) as its default backend (see 'mode').",
		[
			{
				level: 'alert',
				text: "http frontend 'x' (x.cfg:6) tries to use incompatible tcp backend 'b' (x.cfg:10) as its default backend (see 'mode').",
				file: 'x.cfg',
				line: 6,
				proxy: 'x',
			},
		],
	],
	[
		'a warning with an explanation below, said twice by 3.1 and later',
		`[WARNING]  (1) : config : missing timeouts for frontend 'g'.
   | While not properly invalid, you will certainly encounter various problems
[WARNING]  (1) : config : missing timeouts for frontend 'g'.`,
		[{level: 'warning', text: "missing timeouts for frontend 'g'.", proxy: 'g'}],
	],
	...[
		"parsing [a.cfg:2] : cannot find user id for 'nosuchuser' (0:Success)",
		"parsing [a.cfg:14] : errorfile : error opening file '/nope.http'.",
		"parsing [a.cfg:16] : 'bind :8443' in section 'frontend' : unable to stat SSL certificate from file '/nope.pem' : No such file or directory.",
		"parsing [a.cfg:17] : 'bind' : invalid address: 'nosuchhost.invalid' in 'nosuchhost.invalid:8081'",
		"parsing [a.cfg:18] : 'bind :8444' in section 'frontend' : unable to load certificate from file '/tmp/hc/a.cfg'.",
		"parsing [a.cfg:19] : error detected while parsing ACL 'a' : failed to open pattern file </nope.lst>.",
		"parsing [a.cfg:25] : 'server s' : could not resolve address 'nosuchhost.invalid'.",
	].map((says): Row => {
		const [, line, text] = /^parsing \[a\.cfg:(\d+)\] : (.*)$/.exec(says) ?? [];
		return [says, `[ALERT]    (1) : config : ${says}`, [{level: 'alert', text, file: 'a.cfg', line: Number(line), missing: true}]];
	}),
];

for (const [title, stderr, expected] of rows) {
	test(title, t => {
		t.deepEqual(parseMessages(stderr) as readonly object[], expected);
	});
}

test('at most 200 messages, each cut and without controls', t => {
	const lines = Array.from({length: 500}, (_line, index) => `[ALERT]    (1) : config : \u001B[31m${index} ${'x'.repeat(5000)}`);
	const messages = parseMessages(lines.join('\n'));
	t.is(messages.length, 200);
	for (const {text} of messages) t.true(text.length <= 501 && !text.includes('\u001B'));
});

test('versions', t => {
	t.is(parseVersion('HAProxy version 2.6.12-1+deb12u4 2026/10/17 - https://haproxy.org/\n'), '2.6.12');
	t.is(parseVersion('HA-Proxy version 1.8.0 2017/11/26\n'), '1.8.0');
	t.is(parseVersion('HAProxy version 3.5-dev5-50872da 2026/08/21'), '3.5-dev5');
	t.is(parseVersion('sh: haproxy: not found'), undefined);
});
