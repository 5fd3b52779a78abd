import {chmod, chown, lstat, readdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {execa} from 'execa';
import {startBackend} from '../../source/demo/backend.ts';
import {testWith} from '../helpers/programs.ts';
import {freePort, haproxyIsThere, startHaproxy} from '../source/haproxy/real.ts';
import {answersIn, folderFor, setupHere} from '../source/setup/setup-here.ts';

const servers = ['10.0.0.7:8080'];

const site = `global
    log /dev/log local0
    stats socket /run/x.sock
defaults
    mode http
    log global
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend www
    bind :80
    acl is_api path_beg /api
    # Who may see the numbers.
    stats auth admin:topsecret
    use_backend api if is_api
    default_backend web
backend api
    server api1 10.0.0.21:8080
backend web
    server web1 10.0.0.20:8080
`;

test('answers give a file on standard output, and its reasons beside it', async t => {
	const folder = await folderFor(t);
	const {code, stdout, stderr} = await setupHere(['--answers', await answersIn(folder, {servers, heartbeat: 25_000})]);
	t.is(code, 0, stderr);
	t.regex(stdout, /^# WebSockets behind HAProxy[\s\S]*\n {4}timeout tunnel 3m\n[\s\S]*\n$/);
	t.regex(stderr, /3 heartbeats of 25s are 1m 15s/);
	t.regex(stderr, /descriptors: 2602 descriptors = 2 x 1250 \+/);
	t.regex(stderr, /ws-doctor diagnose ws:\/\/127\.0\.0\.1\/ --haproxy 127\.0\.0\.1:80 --backend 10\.0\.0\.7:8080 --heartbeat 25s/);
	t.is((await setupHere(['--answers', join(folder, 'answers.json'), '--quiet'])).stderr, '');
});

test('the plan as JSON', async t => {
	const folder = await folderFor(t);
	const {code, stdout} = await setupHere(['--answers', await answersIn(folder, {servers, connections: 200_000}), '--json']);
	const plan = JSON.parse(stdout);
	t.is(code, 0);
	t.is(plan.schema, 'ws-doctor.setup/1');
	t.is(plan.files[0].kind, 'new');
	t.is(plan.capacity.maxconn, 250_000);
	t.deepEqual(
		plan.capacity.sums.map(({value}: {value: number}) => value),
		[250_000, 500_102, 3956, 250_000],
	);
	t.true(plan.explanations.some(({says}: {says: string}) => says.includes('need 4 source addresses')));
	t.true(plan.commands.includes('systemctl reload haproxy'));
	t.is(plan.exitCode, 0);
});

for (const [why, answers, sentence] of [
	['no servers', {paths: ['/ws']}, /expected "servers"/],
	['TLS without a certificate', {servers, tls: true}, /TLS needs a certificate/],
	['a path twice', {servers, paths: ['/a'], pools: [{paths: ['/a'], servers}]}, /Two pools want the path \/a/],
	['two pools for everything', {servers, pools: [{paths: ['/'], servers}]}, /Two pools take every path/],
	['port 80 twice', {servers, tls: true, certificate: '/x.pem', listen: [':80']}, /Port 80 cannot both speak TLS and redirect/],
	['a scheme', {servers: ['wss://10.0.0.7:443']}, /expected host:port without a scheme/],
	['an old release', {servers, version: '2.2.1'}, /too old/],
	['a source of the other family', {servers, sources: ['2001:db8::1']}, /same family, IPv4/],
	['a source for a name', {servers: ['app.internal:80'], sources: ['10.0.0.2']}, /given as addresses/],
	['no such file', {mode: 'add', file: '/nowhere/haproxy.cfg', servers}, /\/nowhere\/haproxy\.cfg cannot be read/],
] as const) {
	test(`one sentence, and nothing else: ${why}`, async t => {
		const {code, stdout, stderr} = await setupHere(['--answers', await answersIn(await folderFor(t), answers)]);
		t.is(code, 2);
		t.is(stdout, '');
		t.regex(stderr, sentence);
		t.is(stderr.trim().split('\n').length, 1);
	});
}

test('without a terminal and without answers it says what it needs', async t => {
	const {code, stderr} = await setupHere([]);
	t.is(code, 2);
	t.regex(stderr, /expected --answers <file\.json>, or a terminal/);
});

test('a new file is written once; --yes replaces it, and keeps mode and backup', async t => {
	const folder = await folderFor(t);
	const [answers, output] = [await answersIn(folder, {servers}), join(folder, 'haproxy.cfg')];
	t.is((await setupHere(['--answers', answers, '--output', output])).code, 0);
	const first = await readFile(output, 'utf8');
	t.is((await stat(output)).mode & 0o777, 0o644);
	const again = await setupHere(['--answers', answers, '--output', output]);
	t.is(again.code, 2);
	t.regex(again.stderr, /exists already: expected a new file, or --yes to replace it/);
	await chmod(output, 0o640);
	await answersIn(folder, {servers, perClient: 7});
	t.is((await setupHere(['--answers', answers, '--output', output, '--yes'])).code, 0);
	t.regex(await readFile(output, 'utf8'), /gt 7 }/);
	t.is((await stat(output)).mode & 0o777, 0o640);
	const [backup = ''] = (await readdir(folder)).filter(name => name.endsWith('.bak'));
	t.regex(backup, /^haproxy\.cfg\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.bak$/);
	t.is(await readFile(join(folder, backup), 'utf8'), first);
	t.is((await stat(join(folder, backup))).mode & 0o777, 0o640);
	t.deepEqual((await readdir(folder)).sort(), ['answers.json', 'haproxy.cfg', backup].sort());
});

const existing = async (t: Parameters<typeof folderFor>[0], text = site) => {
	const folder = await folderFor(t);
	const file = join(folder, 'haproxy.cfg');
	await writeFile(file, text);
	return {folder, file, answers: await answersIn(folder, {mode: 'add', file, servers, paths: ['/ws']})};
};

test('an existing file is shown as a diff, and stays as it is until somebody says yes', async t => {
	const {file, answers, folder} = await existing(t);
	const {code, stdout, stderr} = await setupHere(['--answers', answers]);
	t.is(code, 0, stderr);
	t.regex(stdout, /^--- /);
	t.false(/topsecret/.test(stdout + stderr));
	t.false(/topsecret/.test((await setupHere(['--answers', answers, '--json'])).stdout));
	t.is(await readFile(file, 'utf8'), site);
	t.deepEqual((await readdir(folder)).sort(), ['answers.json', 'haproxy.cfg']);
});

test('with --yes only what is needed is added, through a symbolic link, with mode and owner kept', async t => {
	const {file, answers, folder} = await existing(t);
	const link = join(folder, 'link.cfg');
	await symlink(file, link);
	await answersIn(folder, {mode: 'add', file: link, servers, paths: ['/ws']});
	await chmod(file, 0o600);
	if (process.getuid?.() === 0) await chown(file, 12_345, 12_346);
	const {code, stderr} = await setupHere(['--answers', answers, '--yes']);
	t.is(code, 0, stderr);
	t.true((await lstat(link)).isSymbolicLink());
	const [after, {mode, uid, gid}] = [await readFile(file, 'utf8'), await stat(file)];
	t.deepEqual(
		site.split('\n').filter(line => !after.split('\n').includes(line)),
		[],
	);
	t.regex(after, / {4}use_backend ws if is_websocket is_upgrade path_ws\n {4}use_backend api/);
	t.is(mode & 0o777, 0o600);
	if (process.getuid?.() === 0) t.deepEqual([uid, gid], [12_345, 12_346]);
	const again = await setupHere(['--answers', answers, '--yes']);
	t.is(again.code, 2, 'rules that are never reached are not added');
	t.regex(again.stderr, /websocket-route-shadowed[\s\S]*Nothing was written/);
	t.is(await readFile(file, 'utf8'), after);
});

testWith('patch', 'the diff makes the file', async t => {
	for (const text of [site.replace('    stats auth admin:topsecret\n', ''), site.replace('    stats auth admin:topsecret\n', '').replaceAll('\n', '\r\n')]) {
		const {file, answers} = await existing(t, text);
		const {stdout} = await setupHere(['--answers', answers, '--quiet']);
		await execa('patch', ['--binary', file], {input: stdout});
		const patched = await readFile(file, 'utf8');
		await writeFile(file, text);
		t.is((await setupHere(['--answers', answers, '--yes', '--quiet'])).code, 0);
		t.is(await readFile(file, 'utf8'), patched);
	}
});

for (const [why, text, sentence] of [
	['a file that HAProxy refuses', site.replace('mode http', 'mode htp'), /is refused by HAProxy as it is/],
	[
		'two frontends',
		`${site}frontend other\n    bind :81\n    default_backend web\n`,
		/2 frontends that speak HTTP: expected "frontend" to be one of www, other/,
	],
	['only TCP', 'defaults\n    mode tcp\n    timeout client 1m\nlisten db\n    bind :1\n    server s 10.0.0.1:1\n', /no frontend that speaks HTTP/],
	['an .if block', site.replace('    acl is_api', '    .if defined(X)\n    option clitcpka\n    .endif\n    acl is_api'), /has \.if blocks/],
] as const) {
	test(`nothing can be added safely: ${why}`, async t => {
		const {answers, file} = await existing(t, text);
		const {code, stderr} = await setupHere(['--answers', answers, '--yes']);
		t.is(code, 2);
		t.regex(stderr, sentence);
		t.is(await readFile(file, 'utf8'), text);
	});
}

test('Lua is not run by a check', async t => {
	const {answers} = await existing(t, site.replace('global\n', 'global\n    lua-load /nowhere.lua\n'));
	t.is(JSON.parse((await setupHere(['--answers', answers, '--json'])).stdout).checks.haproxy, null);
});

test('at a terminal yes has to be typed', async t => {
	const {answers, file} = await existing(t);
	for (const typed of [['no'], ['y'], []]) {
		t.is((await setupHere(['--answers', answers, '--quiet'], {typed})).code, 0);
		t.is(await readFile(file, 'utf8'), site);
	}

	t.is((await setupHere(['--answers', answers, '--quiet'], {typed: ['yes']})).code, 0);
	t.not(await readFile(file, 'utf8'), site);
});

test('--prove tries what was set up', async t => {
	if (!(await haproxyIsThere(t))) return;
	const [folder, backend, port] = [await folderFor(t), await startBackend({path: '/ws'}), await freePort()];
	t.teardown(() => backend.close());
	const answers = await answersIn(folder, {servers: [backend.address], paths: ['/ws'], listen: [`127.0.0.1:${port}`], heartbeat: 25_000, check: '101'});
	const {stdout} = await setupHere(['--answers', answers, '--quiet']);
	const away = await setupHere(['--answers', answers, '--prove', '--json', '--idle', '1s', '--quiet']);
	t.is(JSON.parse(away.stdout).verdict.code, 'reach/refused');
	t.is(away.code, 1);
	await startHaproxy(t, stdout.replace(/^ *(user|group|maxconn) .*\n/gm, ''), port);
	const {code, stdout: report} = await setupHere(['--answers', answers, '--prove', '--json', '--idle', '1s', '--quiet']);
	t.is(JSON.parse(report).verdict, null);
	t.is(code, 0, report);
});
