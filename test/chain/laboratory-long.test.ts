import {writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import test from 'ava';
import {execa} from 'execa';
import type {Idle, Report} from '../../source/model.ts';
import {testHaproxy} from '../helpers/haproxy.ts';
import {chainOf} from '../helpers/opened-chain.ts';
import {patiently} from '../helpers/patiently.ts';
import {tinyBackend} from '../helpers/tiny-backend.ts';

const idleOf = ({evidence}: Report) => evidence.find(({step}) => step === 'idle')?.value as Idle;

testHaproxy('three places take no longer than the cut, a margin and a second', async t => {
	const chain = await chainOf({settings: {defaults: {connect: '2s', client: '3s', server: '9s'}}})();
	const argv = [
		'diagnose',
		chain.url,
		'--config',
		chain.configPath ?? '',
		'--haproxy',
		chain.haproxy ?? '',
		'--backend',
		chain.backend ?? '',
		'--idle',
		'30s',
		'--json',
	];
	const measure = async () => {
		const {stdout} = await execa(process.execPath, ['bin/ws-doctor.js', ...argv], {reject: false, input: ''});
		const report = JSON.parse(stdout) as Report;
		const idle = idleOf(report);
		const cut = (idle.outcome === 'closed' && idle.ageMs) || Number.NaN;
		return {report, cut, took: Date.parse(report.finishedAt) - Date.parse(report.startedAt)};
	};

	try {
		const fits = ({cut, took}: {cut: number; took: number}) => took <= cut + Math.max(1000, cut / 4) + 1000;
		const seen = await patiently(measure, fits);
		t.log(`${seen.took} ms for a cut after ${seen.cut} ms`);
		t.is(seen.report.verdict?.code, 'idle/client-timeout');
		t.true(fits(seen), `${seen.took} ms for a cut after ${seen.cut} ms`);
	} finally {
		await chain.close();
	}
});

test('a long ladder is announced with what it may set off, says what is known so far, and Ctrl-C reports it with exit 130', async t => {
	const backend = await tinyBackend();
	t.teardown(backend.close);
	const answers = join(tmpdir(), `ws-doctor-test-${process.pid}-long.json`);
	const timers = Array.from({length: 12}, (_, index) => ({hop: 'nginx', name: `clock ${index}`, ms: 1200 + index * 30_000}));
	await writeFile(answers, JSON.stringify({timers}));
	const argv = ['diagnose', `ws://${backend.address}/ws`, '--idle', '10m', '--answers', answers, '--events', '--json'];
	const doctor = execa(process.execPath, ['bin/ws-doctor.js', ...argv], {reject: false, input: '', timeout: 60_000});
	await new Promise<void>(resolve => void doctor.stderr.on('data', chunk => /rung 1\.3 s: pong/.test(String(chunk)) && resolve()));
	await pause(500);
	doctor.kill('SIGINT');
	const {stdout, stderr, exitCode} = await doctor;
	const report = JSON.parse(stdout) as Report;
	t.is(exitCode, 130);
	t.true(report.interrupted);
	t.like(idleOf(report), {outcome: 'survived'});
	t.regex(stderr, /silent connections to [^"]*; a rate limit or a firewall that counts connections/);
	t.regex(stderr, /rung 1\.3 s: pong, not before 1\.3 s then/);
	const {ms = 0} = idleOf(report) as {ms?: number};
	t.true(ms > 1500 && ms < 15_000, `${ms}`);
});
