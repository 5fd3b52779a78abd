import {chmod, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {lintHere} from '../helpers/lint-here.ts';
import {sound} from '../source/haproxy/lint/linted.ts';

const broken = sound.replace('    timeout tunnel 1h\n', '');
const risky = sound.replace('    bind :8080\n', '    bind :8080\n    option logasap\n');

const bytes = Uint8Array.from({length: 20_000}, (_byte, index) => (index * 7919) % 256);

const folderFor = async (t: ExecutionContext): Promise<string> => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-lint-'));
	t.teardown(() => rm(folder, {recursive: true, force: true}));
	return folder;
};

const fileWith = async (t: ExecutionContext, text: string | Uint8Array, name = 'haproxy.cfg'): Promise<string> => {
	const path = join(await folderFor(t), name);
	await writeFile(path, text);
	return path;
};

test('exit codes and --fail-on', async t => {
	const [good, risk, bad] = [await fileWith(t, sound), await fileWith(t, risky), await fileWith(t, broken)];
	const codes = await Promise.all(
		[[good], [risk], [bad], [risk, '--fail-on', 'risk'], [good, '--fail-on', 'risk'], [bad, '--fail-on', 'never']].map(
			async argv => (await lintHere(argv)).code,
		),
	);
	t.deepEqual(codes, [0, 0, 1, 1, 0, 0]);
	for (const format of ['text', 'json', 'sarif', 'github']) t.is((await lintHere([bad, '--format', format])).code, 1, format);
});

const manyRoutes = (open: number, closed: number): string => {
	const lines = (count: number, line: (index: number) => string) => Array.from({length: count}, (_, index) => line(index)).join('');
	const timers = 'defaults\n mode http\n timeout client 30s\n timeout server 30s\n timeout connect 5s\n timeout tunnel 1h\n';
	const rules = lines(open, index => ` use_backend be_${index} if { path_beg /service-${index}/ }\n`);
	const answered = 'frontend fe_plain\n bind :80\n http-request redirect scheme https\n';
	const plain = lines(closed, index => ` use_backend be_${index} if { path_beg /plain-${index}/ }\n`);
	return `${timers}frontend fe\n bind :8080\n${rules}${answered}${plain}${lines(open, index => `backend be_${index}\n server s1 127.0.0.1:9000\n`)}`;
};

test('text: of many routes the first ones, and how many more there are; JSON has them all', async t => {
	const path = await fileWith(t, manyRoutes(25, 3));
	const [text, verbose, json] = await Promise.all([[path], [path, '--verbose'], [path, '--json']].map(async argv => (await lintHere(argv)).stdout));
	const listed = (shown = '') => shown.match(/^ {2}fe\w* → be_\d+ {2}\(/gm)?.length;
	t.true(text?.includes('and 5 more routes, 3 routes that no WebSocket takes (--verbose lists all)'));
	t.deepEqual([listed(text), listed(verbose), JSON.parse(json ?? '').routes.length], [20, 28, 28]);
});

test('text: routes with their clocks, findings with the line shown and marked', async t => {
	const path = await fileWith(t, broken);
	const {stdout} = await lintHere([path]);
	t.true(stdout.includes('fe → be_ws  (if is_websocket is_upgrade)'));
	t.regex(stdout, /a silent WebSocket ends after 30s, by timeout client \(.*haproxy\.cfg:9\)/);
	t.true(stdout.includes(`${path}:24:1  PROBLEM  config/no-tunnel-timeout`));
	t.true(stdout.includes('  24 | backend be_ws\n     | ^^^^^^^^^^^^^\n'));
	t.true(stdout.includes('+    timeout tunnel 1h\n'));
	t.true(stdout.includes('ws-doctor explain <code>'));
});

test('the mark stands under its word also behind tabs, and in a long line', async t => {
	const tabbed = await fileWith(t, sound.replace('    timeout tunnel 1h', '\t\ttimeout tunnel 3600'));
	t.true((await lintHere([tabbed])).stdout.includes('  25 |   timeout tunnel 3600\n     |                  ^^^^\n'));
	const long = await fileWith(t, sound.replace('check maxconn 20000', `check id 7 cookie ${'x'.repeat(150)} maxconn 20k weight 100`));
	const [shown = '', mark = ''] = /^ {2}29 \| (.*)\n {5}\| ( *\^+)$/m.exec((await lintHere([long])).stdout)?.slice(1) ?? [];
	t.is(shown.slice(mark.indexOf('^'), mark.length), '20k');
});

test('--ascii writes ASCII only', async t => {
	const {stdout} = await lintHere([await fileWith(t, broken), '--ascii']);
	t.notRegex(stdout, /[^\n -~]/);
});

test('--json is the shape of the contract', async t => {
	const path = await fileWith(t, broken);
	const report = JSON.parse((await lintHere([path, '--json'])).stdout);
	t.is(report.schema, 'ws-doctor.lint/1');
	t.deepEqual(report.files, [path]);
	t.is(report.haproxy, null);
	t.is(report.exitCode, 1);
	t.deepEqual(report.routes[0], {
		frontend: 'fe',
		backend: 'be_ws',
		when: 'is_websocket is_upgrade',
		websocket: 'yes',
		mode: 'http',
		timers: {
			client: {ms: 30_000, written: '30s', file: path, line: 9, section: 'defaults'},
			server: {ms: 30_000, written: '30s', file: path, line: 10, section: 'defaults'},
			tunnel: null,
			connect: {ms: 5000, written: '5s', file: path, line: 8, section: 'defaults'},
			'client-fin': null,
			'http-request': {ms: 10_000, written: '10s', file: path, line: 11, section: 'defaults'},
		},
		idle: {ms: 30_000, by: 'timeout client', file: path, line: 9},
	});
	t.is(report.routes[1].websocket, 'no');
	const [finding] = report.findings;
	t.deepEqual(
		[finding.code, finding.severity, finding.file, finding.line, finding.column, finding.endColumn],
		['config/no-tunnel-timeout', 'problem', path, 24, 1, 14],
	);
	t.deepEqual(finding.fixes[0].then, [`haproxy -c -V -f ${path}`, 'systemctl reload haproxy']);
});

test('a fix can be applied as it stands, and the finding is gone', async t => {
	const path = await fileWith(t, broken);
	const report = JSON.parse((await lintHere([path, '--json'])).stdout);
	const {execa} = await import('execa');
	const applied = await execa('patch', ['--no-backup-if-mismatch', path], {input: report.findings[0].fixes[0].diff, reject: false});
	if (applied.exitCode === undefined) return t.pass('skipped: patch is not installed');
	t.is(applied.exitCode, 0);
	t.is((await lintHere([path])).code, 0);
});

test('an ignored finding is suppressed, counted and listed', async t => {
	const above = await fileWith(t, broken.replace('backend be_ws\n', '# ws-doctor: ignore config/no-tunnel-timeout heartbeat every 10s\nbackend be_ws\n'));
	const beside = await fileWith(t, broken.replace('backend be_ws\n', 'backend be_ws # ws-doctor: ignore no-tunnel-timeout heartbeat every 10s\n'));
	const other = await fileWith(t, broken.replace('backend be_ws\n', 'backend be_ws # ws-doctor: ignore config/mode-tcp heartbeat\n'));
	for (const [path, line] of [
		[above, 25],
		[beside, 24],
	] as const) {
		const report = JSON.parse((await lintHere([path, '--json'])).stdout);
		t.deepEqual([report.exitCode, report.findings], [0, []]);
		t.deepEqual(report.ignored, [{code: 'config/no-tunnel-timeout', file: path, line, reason: 'heartbeat every 10s'}]);
		const {stdout} = await lintHere([path]);
		t.true(stdout.includes('1 ignored') && stdout.includes('heartbeat every 10s'));
	}
	t.is((await lintHere([other])).code, 1);
});

test('folders, several files and standard input', async t => {
	const folder = await folderFor(t);
	const [head = '', tail = ''] = broken.split(/(?=^frontend)/m);
	await writeFile(join(folder, '10-defaults.cfg'), head);
	await writeFile(join(folder, '20-proxies.cfg'), tail);
	await writeFile(join(folder, 'notes.txt'), 'no configuration');
	const report = JSON.parse((await lintHere([folder, '--json'])).stdout);
	t.deepEqual(report.files, [join(folder, '10-defaults.cfg'), join(folder, '20-proxies.cfg')]);
	t.is(report.findings[0].file, join(folder, '20-proxies.cfg'));
	const piped = JSON.parse((await lintHere(['-', '--json'], broken)).stdout);
	t.deepEqual([piped.files, piped.exitCode], [['stdin'], 1]);
});

test('--output writes the report to a file', async t => {
	const path = await fileWith(t, broken);
	const output = `${path}.json`;
	const {code, stdout} = await lintHere([path, '--json', '--output', output]);
	t.deepEqual([code, stdout], [1, '']);
	t.is(JSON.parse(await readFile(output, 'utf8')).schema, 'ws-doctor.lint/1');
});

test('bad input: one sentence, exit 2', async t => {
	const folder = await folderFor(t);
	const [empty, loop] = [join(folder, 'empty'), join(folder, 'loop.cfg')];
	await mkdir(empty);
	await symlink(loop, loop);
	const secret = await fileWith(t, sound);
	await chmod(secret, 0o000);
	const unreadable = await readFile(secret).then(
		() => [],
		() => [secret],
	);
	const [circle, binary, huge] = [join(folder, 'circle'), await fileWith(t, bytes), await fileWith(t, '')];
	await mkdir(circle);
	await symlink(circle, join(circle, 'again.cfg'));
	// Sparse, so that it takes no room: a line of 100 MB.
	await truncate(huge, 100 * 1024 * 1024);
	const blank = [await fileWith(t, ''), await fileWith(t, '\n \n')];
	const inputs = [join(folder, 'missing.cfg'), empty, loop, circle, binary, huge, ...blank, '/dev/null', ...unreadable];
	for (const path of inputs) {
		const {code, stdout, stderr} = await lintHere([path]);
		t.deepEqual([code, stdout, stderr.trim().split('\n').length], [2, '', 1], path);
	}
});

test('a file with stray bytes, and one huge line, are reported and never thrown', async t => {
	const stray = await fileWith(t, `${sound}backend b\u0000 x\n\u001B[2J y \u0007\n`);
	for (const format of ['text', 'json', 'sarif', 'github']) {
		const {code, stdout} = await lintHere([stray, '--format', format]);
		t.is(code, 1);
		// Controls but line ends never reach a terminal.
		if (format === 'text') t.notRegex(stdout, /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
	}
	const long = await fileWith(t, `${'x'.repeat(4_000_000)}\n`);
	t.is((await lintHere([long])).code, 1);
});

test('secrets never leave, whatever the format', async t => {
	const secrets = ['s3cr3tpass', 'hunter2hunter2', 'Bearer abcdef123456', 'tok-998877665544'];
	const text = `${sound}userlist u
    user admin insecure-password s3cr3tpass
backend be_more
    stats auth admin:hunter2hunter2
    http-request set-header Authorization "Bearer abcdef123456"
    http-request set-header X-Api-Key tok-998877665544 if
    http-request set-header X-Api-Key tok-998877665544 if nope
    server a 127.0.0.1:80 maxconn 10k # token=tok-998877665544
`;
	const path = await fileWith(t, text);
	for (const format of ['text', 'json', 'sarif', 'github']) {
		const {stdout, stderr, code} = await lintHere([path, '--format', format, '--verbose']);
		t.is(code, 1);
		for (const secret of secrets) t.false((stdout + stderr).includes(secret), `${format}: ${secret}`);
	}
});

test('github: workflow commands, one a line, properly escaped', async t => {
	const folder = await folderFor(t);
	const path = join(folder, 'a,b:100%.cfg');
	await writeFile(path, broken);
	const lines = (await lintHere([path, '--format', 'github'])).stdout.trimEnd().split('\n');
	t.is(lines.length, 1);
	t.regex(lines[0] ?? '', /^::error file=[^:,]*a%2Cb%3A100%25\.cfg,line=24,endLine=24,col=1,endColumn=14,title=config\/no-tunnel-timeout::No tunnel timer/);
	t.true(lines[0]?.includes('%0A+    timeout tunnel 1h%0A'));
});
