import test from 'ava';
import fc from 'fast-check';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {wordsOf} from '../../../source/haproxy/words.ts';
import {word} from '../../../source/setup/word.ts';
import {UsageError} from '../../../source/usage-error.ts';
import {haproxyCheck, haproxyIsThere} from '../haproxy/real.ts';
import {planned} from './planned.ts';

const nasty = fc.oneof(
	fc.constantFrom(
		'\n',
		'\r\n',
		'\r',
		'\0',
		'"',
		"'",
		'#',
		' ',
		'\\',
		'$HOME',
		'${X}',
		'\t',
		'\u2028',
		'%[src]',
		'{',
		'}',
		'\\x0a',
		'\\n',
		';',
		',',
		'--',
		'\u202e',
	),
	fc.string({maxLength: 6}),
	fc.string({unit: 'binary', maxLength: 6}),
	fc.constantFrom('/ws', '10.0.0.1:8080', 'ws.example.net', '/etc/site.pem', '\nglobal\n', ' lua-load /tmp/x ', '10.0.0.0/8', ':80', 'cloudflare'),
);
const hostile = fc.array(nasty, {maxLength: 5}).map(parts => parts.join(''));
const good = {
	servers: fc.constantFrom(['10.0.0.1:8080'], ['10.0.0.1:8080', 'app.internal:9000'], ['[2001:db8::1]:80']),
	paths: fc.constantFrom([], ['/ws'], ['/', '/a'], ['/socket.io', '/x%20y', '/~a/b.c']),
	listen: fc.constantFrom([':80'], ['10.0.0.1:8443', '[::1]:8443'], ['standard']),
	hosts: fc.constantFrom([], ['ws.example.net']),
	trusted: fc.constantFrom([], ['10.0.0.0/8', '2001:db8::/32']),
	path: fc.constantFrom([], ['cloudflare', 'haproxy'], ['some box', 'haproxy']),
	sources: fc.constantFrom([], ['10.0.0.2'], ['2001:db8::9']),
};
/** Mostly what makes sense: one bad answer is enough, and with too many nothing is ever written. */
const mostly = <Value>(sense: fc.Arbitrary<Value>, nonsense: fc.Arbitrary<Value>) => fc.oneof({weight: 25, arbitrary: sense}, {weight: 1, arbitrary: nonsense});

const lists = Object.fromEntries(Object.entries(good).map(([id, value]) => [id, mostly<readonly string[]>(value, fc.array(hostile, {maxLength: 3}))]));
const pool = fc.record({
	paths: mostly<readonly string[]>(fc.constantFrom(['/feed'], ['/ws/x', '/game/']), fc.array(hostile, {maxLength: 2})),
	servers: mostly<readonly string[]>(fc.constant(['10.0.0.3:9000']), fc.array(hostile, {maxLength: 2})),
});
const others = {
	mode: fc.constantFrom('new', 'new', 'new', 'add'),
	tls: fc.boolean(),
	certificate: fc.oneof(fc.constant('/etc/site.pem'), hostile),
	redirect: fc.boolean(),
	http2: fc.boolean(),
	pools: fc.oneof({weight: 3, arbitrary: fc.constant([])}, fc.array(pool, {maxLength: 2})),
	web: mostly<unknown>(fc.constantFrom('same', 'none', ['10.0.0.9:80']), hostile),
	stickiness: fc.constantFrom('none', 'cookie', 'source'),
	heartbeat: mostly(fc.constantFrom(0, 25_000, 3_600_000), fc.integer()),
	connections: mostly(fc.integer({min: 1, max: 2_000_000}), fc.double()),
	perClient: fc.integer({min: -1, max: 1000}),
	check: fc.constantFrom('101', 'http', 'tcp'),
	checkPath: mostly(fc.constant('/health'), hostile),
	version: mostly(fc.constantFrom('2.4', '2.8.3', '3.3', 'installed'), fc.oneof(fc.constant('2.2'), hostile)),
	frontend: mostly(fc.constantFrom('*', 'www'), hostile),
};
const answers: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record({...lists, ...others} as Record<string, fc.Arbitrary<unknown>>, {
	requiredKeys: ['servers'],
});

const existing =
	'defaults\n    mode http\n    timeout client 1m\nfrontend www\n    bind :80\n    default_backend site\nbackend site\n    server s 10.0.0.20:80\n';

// Everything a generated line can begin with: whatever an answer brought in by itself is something else.
const keywords = new Set(
	`log user group maxconn ssl-default-bind-options mworker-max-reloads h2-workaround-bogus-websocket-clients mode option timeout bind clitcpka-idle clitcpka-intvl
	clitcpka-cnt srvtcpka-idle srvtcpka-intvl srvtcpka-cnt http-request acl use_backend default_backend stick-table stick balance hash-type cookie http-check default-server
	server parse-resolv-conf hold`.split(/\s+/),
);

const outcomeOf = (value: Readonly<Record<string, unknown>>) => {
	try {
		return planned(value, existing);
	} catch (error) {
		if (error instanceof UsageError) return error.message;
		throw error;
	}
};

const isSentence = (text: string) => /^["A-Z\d].*[.?]$/u.test(text) && !/[\p{Cc}\u2028]/u.test(text) && text.length < 600;

test('any answers give a file that holds together, or one sentence why not', t => {
	let plans = 0;
	fc.assert(
		fc.property(answers, value => {
			const outcome = outcomeOf(value);
			if (typeof outcome === 'string') return isSentence(outcome);
			plans += 1;
			const {sections, problems} = parseConfiguration({files: [{name: 'haproxy.cfg', text: outcome.file.text}]});
			const strange = sections.flatMap(({statements}) => statements).filter(({words}) => !keywords.has(words[0]?.text ?? ''));
			return problems.length === 0 && strange.length === 0;
		}),
		{numRuns: 3000},
	);
	t.true(plans > 300, `only ${plans} of 3000 were valid`);
});

test('a word stays one word, whatever it is', t => {
	fc.assert(
		fc.property(
			hostile.filter(text => text !== '' && !/\p{Cc}/u.test(text)),
			text => {
				const {words, problem} = wordsOf(`server ${word(text)} end`);
				return problem === undefined && words.length === 3 && words[1]?.text === text && words[2]?.text === 'end';
			},
		),
		{numRuns: 2000},
	);
	t.throws(() => word('a\nb'));
	t.throws(() => word(''));
});

test('the path of a certificate cannot add a line, a word or a comment', t => {
	fc.assert(
		fc.property(hostile, certificate => {
			const outcome = outcomeOf({servers: ['10.0.0.1:8080'], tls: true, certificate});
			if (typeof outcome === 'string') return true;
			const plain = planned({servers: ['10.0.0.1:8080'], tls: true, certificate: '/etc/site.pem'});
			const [lines, usual] = [outcome, plain].map(({file}) => file.text.split('\n')) as [string[], string[]];
			const changed = lines.filter((line, index) => line !== usual[index]);
			const words = wordsOf(changed[0] ?? lines.find(line => line.includes('crt')) ?? '').words.map(({text}) => text);
			return lines.length === usual.length && changed.length <= 1 && words.length === 7 && words[4] === certificate.trim();
		}),
		{numRuns: 1000},
	);
	t.pass();
});

test('HAProxy itself accepts what came of random answers', async t => {
	if (!(await haproxyIsThere(t))) return;
	const plans = fc
		.sample(answers, {numRuns: 400, seed: 7})
		.map(value => outcomeOf({...value, tls: false, version: 'installed'}))
		.filter(outcome => typeof outcome !== 'string');
	const some = plans.slice(0, 25);
	t.true(some.length >= 15, `only ${some.length}`);
	for (const {file} of some) {
		const {accepted, output} = await haproxyCheck([file.text]);
		t.true(accepted, output + file.text);
	}
});
