import test from 'ava';
import fc from 'fast-check';
import {recordable} from '../../source/journal/recordable.ts';
import type {Evidence} from '../../source/model.ts';
import {redactCookie, redactLogLine, redactQuery, redactResponseHeader, redactSetCookie, redactText} from '../../source/secrets.ts';

const becomes = test.macro({
	exec: (t, redact: (text: string) => string, before: string, after: string) => {
		t.is(redact(before), after);
		t.is(redact(after), after, 'and once more changes nothing');
	},
	title: (_, redact: (text: string) => string, before: string) => `${redact.name}: ${before}`,
});

test(becomes, redactQuery, '/ws?room=7&access_token=abc&x=1', '/ws?room=7&access_token=[redacted]&x=1');
test(becomes, redactQuery, '/ws;jsessionid=abc', '/ws;jsessionid=[redacted]');
test(becomes, redactSetCookie, 'sid=abc; Path=/; HttpOnly', 'sid=[redacted]; Path=/; HttpOnly');
test(
	becomes,
	redactSetCookie,
	'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT, b=2; Path=/',
	'a=[redacted]; Expires=Wed, 21 Oct 2026 07:28:00 GMT, b=[redacted]; Path=/',
);
test(becomes, redactCookie, 'a=1; b=2; c', 'a=[redacted]; b=[redacted];[redacted]');
test(becomes, redactText, 'Authorization: Bearer abcdefgh', 'Authorization: [redacted]');
test(becomes, redactText, 'ws://joe:abc@example.net/ws', 'ws://[redacted]@example.net/ws');
test(becomes, redactText, 'it says eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln here', 'it says [redacted] here');
test(
	becomes,
	redactText,
	'-----BEGIN RSA PRIVATE KEY-----\nMIIabc=\n-----END RSA PRIVATE KEY-----',
	'-----BEGIN RSA PRIVATE KEY-----[redacted]-----END RSA PRIVATE KEY-----',
);
test(becomes, redactText, '{"password": "abc", "user": "joe"}', '{"password": [redacted], "user": "joe"}');
test(becomes, redactText, 'Basic realm="people"', 'Basic realm="people"');
test(becomes, redactText, "printf 'GET / HTTP/1.1\\r\\nCookie: …\\r\\n\\r\\n'", "printf 'GET / HTTP/1.1\\r\\nCookie: …\\r\\n\\r\\n'");

const line = (cookies: string, captures: string, path: string) =>
	`haproxy[1]: 10.0.0.9:5 [20/Nov/2026:12:10:19.340] fe be/ws1 0/0/0/2/3002 101 130 ${cookies} cD-- 1/1/0/0/0 0/0 ${captures}"GET ${path} HTTP/1.1"`;
test(becomes, redactLogLine, line('- -', '', '/ws'), line('- -', '', '/ws'));
test(becomes, redactLogLine, line('sid=abc SRV=s1', '', '/ws'), line('sid=[redacted] SRV=[redacted]', '', '/ws'));
test(becomes, redactLogLine, line('- -', '{Bearer abc|} {x} ', '/ws?token=abc'), line('- -', '{[redacted]|} {[redacted]} ', '/ws?token=[redacted]'));
test(becomes, redactLogLine, '{"status": 101, "cookie": "abc"}', '{"status": 101, "cookie": [redacted]}');

test('a response header', t => {
	t.is(redactResponseHeader('set-cookie', 'sid=abc; Path=/'), 'sid=[redacted]; Path=/');
	t.is(redactResponseHeader('x-auth-token', 'abc'), '[redacted]');
	t.is(redactResponseHeader('location', 'https://sso/?code=abc'), 'https://sso/?code=[redacted]');
	t.is(redactResponseHeader('server', 'nginx'), 'nginx');
});

const json = fc.jsonValue({maxDepth: 4});
const word = fc.constantFrom('sid=', 'token', ': ', '=', 'Bearer ', 'abcdefgh', '; ', ', ', '{', '|', '}', ' ', '"', '?', '&', 'cookie', 'http://u:p@h', '…');
const text = fc.oneof(
	fc.string(),
	fc.array(word, {maxLength: 12}).map(words => words.join('')),
);
const value = fc.oneof(
	json,
	text,
	fc.array(text),
	fc.dictionary(fc.constantFrom('headers', 'cookie', 'set-cookie', 'location', 'x-token', 'bodyStart'), fc.oneof(text, fc.dictionary(text, text))),
);
const step = fc.constantFrom('url', 'log', 'upgrade', 'path', 'config', 'idle');

test('whatever is recorded, recording it again changes nothing', t => {
	fc.assert(
		fc.property(step, value, (id, found) => {
			const once = recordable({step: id, at: '', source: 'user', value: found} as Evidence);
			t.deepEqual(recordable(once), once);
		}),
		{numRuns: 500},
	);
});

test('numbers, states and names stay as they are', t => {
	const found = {outcome: 'closed', afterMs: 30_000, ending: 'fin', closeCode: 1011, closeReason: 'keepalive ping timeout', events: [{ms: 3, what: 'FIN'}]};
	const cookies = [{name: 'SERVERID', secure: true, path: '/'}];
	t.deepEqual(recordable({step: 'idle', at: '', source: 'probe', value: found}).value, found);
	t.deepEqual(recordable({step: 'upgrade', at: '', source: 'probe', value: {status: 101, cookies}}).value, {status: 101, cookies});
});

test('nesting without end is cut off', t => {
	const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
	t.notThrows(() => JSON.stringify(recordable({step: 'idle', at: '', source: 'user', value: deep})));
});

test('a long line costs no more than its length', t => {
	for (const part of ['a', 'token', 'http://', 'basic ', '{', 'a=b ', '?token=', 'eyJaaaaaaaaa.', ', a']) {
		const long = part.repeat(200_000 / part.length);
		const started = performance.now();
		redactLogLine(long);
		redactSetCookie(long);
		t.true(performance.now() - started < 2000, part);
	}
});
