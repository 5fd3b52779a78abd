import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {diagnoseHere} from '../../helpers/in-process.ts';
import {haproxyIsThere} from '../haproxy/real.ts';

const sound =
	'defaults\n mode http\n timeout client 1m\n timeout server 1m\n timeout connect 5s\nfrontend f\n bind 127.0.0.1:18081\n default_backend b\nbackend b\n';

const findingsFor = async (text: string, ...flags: readonly string[]) => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-'));
	try {
		const file = join(folder, 'x.cfg');
		await writeFile(file, text);
		const ran = await diagnoseHere(['ws://example.net/', '--offline', '--json', '--config', file, ...flags]);
		return ran.stdout === '' ? ran.stderr : (JSON.parse(ran.stdout) as {findings: ReadonlyArray<{code: string; location?: {line: number}; severity: string}>});
	} finally {
		await rm(folder, {recursive: true});
	}
};

const invalidIn = async (text: string, ...flags: readonly string[]) => {
	const report = await findingsFor(text, ...flags);
	return typeof report === 'string'
		? report
		: report.findings.filter(({code}) => code === 'config/invalid').map(({severity, location}) => `${severity} ${location?.line}`);
};

test('diagnose --haproxy-check adds what haproxy -c refuses, and only then', async t => {
	if (!(await haproxyIsThere(t))) return;
	const refused = `${sound} http-request frobnicate\n`;
	t.deepEqual(await invalidIn(refused, '--haproxy-check'), ['risk 10']);
	t.deepEqual(await invalidIn(refused), []);
	t.deepEqual(await invalidIn(sound, '--haproxy-check'), []);
});

test('diagnose --haproxy-check runs no Lua unasked', async t => {
	t.regex(
		String(await invalidIn(`global\n lua-load x.lua\n${sound}`, '--haproxy-check')),
		/^ws-doctor: --haproxy-check is refused, because haproxy -c would run the Lua/,
	);
});
