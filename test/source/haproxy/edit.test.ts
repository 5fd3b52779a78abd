import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import test from 'ava';
import {insertionDiff, replacementDiff} from '../../../source/haproxy/diff.ts';
import {excerpt} from '../../../source/haproxy/excerpt.ts';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {requestOf} from '../../../source/haproxy/request.ts';
import {routesFor} from '../../../source/haproxy/route.ts';
import {redactSecrets} from '../../../source/haproxy/secrets.ts';
import type {Configuration, Section} from '../../../source/haproxy/types.ts';

const read = (...texts: readonly string[]) => parseConfiguration({files: texts.map((text, index) => ({name: `${index}.cfg`, text}))});
const section = (configuration: Configuration, name: string) => configuration.sections.find(candidate => candidate.name === name) as Section;

// Diffs ---------------------------------------------------------------------------------------------------------------

const applied = async (text: string, diff: string) => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-'));
	try {
		await writeFile(join(folder, '0.cfg'), text);
		await writeFile(join(folder, 'x.diff'), diff);
		await promisify(execFile)('git', ['apply', '--unidiff-zero', '--whitespace=nowarn', 'x.diff', '-p0'], {cwd: folder});
		return await readFile(join(folder, '0.cfg'), 'utf8');
	} finally {
		await rm(folder, {recursive: true});
	}
};

const insertions: ReadonlyArray<readonly [string, string, string, string]> = [
	[
		'tabs, in the middle',
		'backend a\n\tserver s 1.2.3.4:80\n\nbackend b\n\tmode http\n',
		'a',
		'backend a\n\tserver s 1.2.3.4:80\n\ttimeout tunnel 1h\n\nbackend b\n\tmode http\n',
	],
	['at the end', 'backend a\n  mode http\n', 'a', 'backend a\n  mode http\n  timeout tunnel 1h\n'],
	['a section without lines', 'backend a\nbackend b\n   mode http\n', 'a', 'backend a\n   timeout tunnel 1h\nbackend b\n   mode http\n'],
	['CRLF', 'backend a\r\n  mode http\r\n', 'a', 'backend a\r\n  mode http\r\n  timeout tunnel 1h\r\n'],
	['beside a secret', 'backend a\n  mode http\n  stats auth a:b\n  # x\n', 'a', 'backend a\n  mode http\n  stats auth a:b\n  timeout tunnel 1h\n  # x\n'],
];
for (const [title, text, name, expected] of insertions) {
	test(`a line is added: ${title}`, async t => {
		const configuration = read(text);
		const diff = insertionDiff(configuration, section(configuration, name), 'timeout tunnel 1h');
		t.false(diff.includes('a:b'));
		t.is(await applied(text, diff), expected);
	});
}

test('a word is replaced', async t => {
	const text = 'backend a\n  timeout tunnel 3600\n';
	const diff = replacementDiff(read(text), {file: '0.cfg', line: 2, column: 18}, '3600', '1h');
	t.is(diff, '--- 0.cfg\n+++ 0.cfg\n@@ -1,2 +1,2 @@\n backend a\n-  timeout tunnel 3600\n+  timeout tunnel 1h\n');
	t.is(await applied(text, diff), 'backend a\n  timeout tunnel 1h\n');
	t.is(replacementDiff(read(text), {file: '0.cfg', line: 2}, 'nothing', '1h'), '');
	t.is(replacementDiff(read(text), {file: 'other.cfg', line: 2}, '3600', '1h'), '');
});

// Excerpts ------------------------------------------------------------------------------------------------------------

const whole = `global
    setenv T 7s
    setenv PASSWORD x
    maxconn 10
defaults
    mode http
    timeout client 30s
frontend other
    bind :81
    default_backend b2
defaults
    mode http
    # a comment
    timeout client 20s
frontend f
    bind :80
    use_backend b2 if { path /two }
    default_backend b1
backend b1
    timeout tunnel "$T"
    server s 192.0.2.1:80
backend b2
    timeout tunnel 9s
    server s 192.0.2.1:80
backend b3
    timeout tunnel 8s
`;

test('an excerpt reads the same, on the same lines, and holds nothing else', t => {
	const configuration = read(whole);
	const before = routesFor(configuration, requestOf('ws://x/'));
	const [route] = before.routes;
	const kept = excerpt(configuration, [route?.frontend as Section, route?.backend as Section], [{file: '0.cfg', line: 26}]);
	const text = kept.files[0]?.text ?? '';
	t.is(
		text,
		'global\n    setenv T 7s\n\n\n\n\n\n\n\n\ndefaults\n    mode http\n\n    timeout client 20s\nfrontend f\n    bind :80\n    use_backend b2 if { path /two }\n    default_backend b1\nbackend b1\n    timeout tunnel "$T"\n    server s 192.0.2.1:80\nbackend b2\n    timeout tunnel 9s\n\nbackend b3\n    timeout tunnel 8s\n',
	);
	const after = routesFor(parseConfiguration(kept), requestOf('ws://x/'));
	t.deepEqual(after.passed, before.passed);
	t.deepEqual(after.routes[0]?.idle, route?.idle);
});

test('an excerpt of an excerpt is the same', t => {
	const configuration = read(whole, 'backend more\n server s 192.0.2.1:80\n');
	const keep = (from: Configuration) => excerpt(from, [section(from, 'f'), section(from, 'b1')]);
	const once = keep(configuration);
	t.is(once.files[1]?.text, '');
	t.deepEqual(keep(parseConfiguration(once)), once);
});

// Secrets -------------------------------------------------------------------------------------------------------------

const secrets: ReadonlyArray<readonly [string, string]> = [
	['    stats auth admin:hunter2', '    stats auth [redacted]'],
	['    user joe insecure-password hunter2 groups a', '    user joe insecure-password [redacted] groups a'],
	["    user joe password '$6$k hunter2' # the boss", '    user joe password [redacted] # the boss'],
	['  http-request set-header Authorization "Basic hunter2hunter2" if { path / }', '  http-request set-header Authorization [redacted] if { path / }'],
	['  http-request set-header X-Api-Key hunter2', '  http-request set-header X-Api-Key [redacted]'],
	['  http-request set-header X-Forwarded-Proto https', '  http-request set-header X-Forwarded-Proto https'],
	['  acl ok hdr(authorization) -m str "Bearer hunter2"', '  acl ok hdr(authorization) -m str [redacted]'],
	['  http-request deny unless { req.hdr(x-token) hunter2 } { path /a }', '  http-request deny unless { req.hdr(x-token) [redacted] } { path /a }'],
	['  acl ok req.cook(session) -m found', '  acl ok req.cook(session) -m found'],
	['  option pgsql-check user a', '  option pgsql-check user a'],
	['  http-check send meth GET uri / hdr Cookie a=hunter2 hdr Host x', '  http-check send meth GET uri / hdr Cookie [redacted] hdr Host x'],
	['  log-format "x http://joe:hunter2@host/"', '  log-format "x http://[redacted]@host/"'],
	['  setenv DB_PASSWORD hunter2', '  setenv DB_PASSWORD [redacted]'],
	['  setenv TIMEOUT 30s', '  setenv TIMEOUT 30s'],
	['  # user joe insecure-password hunter2', '  # user joe insecure-password [redacted]'],
	['  # password: hunter2', '  # password: [redacted]'],
	['  stats auth "admin:hunter2', '  stats auth [redacted]'],
	['  timeout client 30s', '  timeout client 30s'],
	['  acl known url_param(token) hunter2 # x', '  acl known url_param(token) [redacted] # x'],
	['  use_backend b if { req.cook(session) hunter2 } is_ws', '  use_backend b if { req.cook(session) [redacted] } is_ws'],
	['  http-request track-sc0 req.cook(session) table st if is_ws', '  http-request track-sc0 req.cook(session) table st if is_ws'],
	['  option httpchk GET / HTTP/1.1\\r\\nAuthorization:\\ Basic\\ hunter2', '  option httpchk GET / HTTP/1.1\\r\\nAuthorization:\\ [redacted]'],
	[
		'  http-request set-var(txn.ok) http_auth_bearer,jwt_verify(txn.alg,"hunter2") if x',
		'  http-request set-var(txn.ok) http_auth_bearer,jwt_verify([redacted]) if x',
	],
	['  http-request set-var(txn.token) str(hunter2)', '  http-request set-var(txn.token) [redacted]'],
	['  http-request set-var(txn.session) req.cook(session)', '  http-request set-var(txn.session) req.cook(session)'],
	['  dynamic-cookie-key hunter2', '  dynamic-cookie-key [redacted]'],
	['  tcp-check send AUTH\\ hunter2\\r\\n', '  tcp-check send [redacted]'],
	['  cookie SRV insert indirect nocache', '  cookie SRV insert indirect nocache'],
	['  bind :443 ssl crt /etc/haproxy/private/site.pem', '  bind :443 ssl crt /etc/haproxy/private/site.pem'],
	['  stick-table type string len 32 size 1m expire 1h', '  stick-table type string len 32 size 1m expire 1h'],
];
for (const [line, expected] of secrets) test(`secrets: ${line.trim()}`, t => t.is(redactSecrets(line), expected));

test('redacted twice is redacted once', t => {
	for (const [line, expected] of secrets) t.is(redactSecrets(redactSecrets(line)), expected);
});

test('a comparison with a secret is undecided once the secret is out', t => {
	const text =
		'frontend f\n mode http\n bind :80\n use_backend a if { hdr(x-token) hunter2 }\n default_backend b\nbackend a\n mode http\nbackend b\n mode http\n';
	const {routes} = routesFor(read(redactSecrets(text)), requestOf('ws://x/', undefined, {'x-token': 'hunter2'}));
	t.deepEqual(
		routes.map(({backend, chosen}) => `${backend.name} ${chosen}`),
		['a maybe', 'b maybe'],
	);
});

test('the number of lines stays, and routes read the same', t => {
	t.is(redactSecrets('a\r\nstats auth a:b\r\n\n').split('\n').length, 4);
	t.is(redactSecrets(whole.replace('PASSWORD x', 'OTHER x')), whole.replace('PASSWORD x', 'OTHER x'));
});
