import {setTimeout as pause} from 'node:timers/promises';
import test from 'ava';
import {execa} from 'execa';
import {createLateness, watchStandstill} from '../../../source/instruments/standstill.ts';
import type {Report} from '../../../source/model.ts';
import {tinyBackend} from '../../helpers/tiny-backend.ts';

const clock = () => {
	let ms = 1_000_000;
	return {
		now: () => ms,
		pass: (more: number) => {
			ms += more;
		},
	};
};

test('a busy second is none, and what is more is told once, with its length', async t => {
	const {now, pass} = clock();
	const told: string[] = [];
	const over = new AbortController();
	const {check, noticed} = watchStandstill(over.signal, what => told.push(what), now);
	pass(1200);
	check();
	t.deepEqual(told, []);
	pass(60_250);
	await t.throwsAsync(noticed, {message: /^this machine stood still for 60 s, .* does not count$/});
	check();
	t.is(told.length, 1);
	over.abort();
});

test('what is heard before the timers is checked at once', t => {
	const {now, pass} = clock();
	const over = new AbortController();
	const {check} = watchStandstill(over.signal, () => {}, now);
	pass(3250);
	t.throws(check, {message: /^this machine stood still for 3 s/});
	over.abort();
});

test('a clock that is set back is no standstill', t => {
	const {now, pass} = clock();
	const over = new AbortController();
	const {check} = watchStandstill(over.signal, () => {}, now);
	pass(-60_000);
	check();
	pass(500);
	t.notThrows(check);
	over.abort();
});

test('how long the connection had been open is said', async t => {
	const {now, pass} = clock();
	const over = new AbortController();
	const {check} = watchStandstill(
		over.signal,
		() => {},
		now,
		() => '; until then, for 12 s, the connection was open',
	);
	pass(5250);
	t.throws(check, {message: /^this machine stood still for 5 s, or its clock was set; until then, for 12 s, the connection was open: .* does not count$/});
	over.abort();
});

type Suspended = {readonly report: Report; readonly stderr: string; readonly code: number | undefined};

/** The built doctor, stopped for two seconds each time its silence test has begun, and woken again. */
const suspended = async (address: string, times: number): Promise<Suspended> => {
	const doctor = execa(process.execPath, ['bin/ws-doctor.js', 'diagnose', `ws://${address}/ws`, '--idle', '5s', '--events', '--json'], {
		reject: false,
		input: '',
		timeout: 60_000,
		forceKillAfterDelay: 1000,
	});
	let begun = 0;
	doctor.stderr.on('data', async chunk => {
		if (begun >= times || !/"step":"idle".*rung 0 s: pong/.test(String(chunk))) return;
		begun++;
		await pause(1500);
		doctor.kill('SIGSTOP');
		await pause(2000);
		doctor.kill('SIGCONT');
	});
	const {stdout, stderr, exitCode} = await doctor;
	return {report: JSON.parse(stdout) as Report, stderr, code: exitCode};
};

const watched = ({evidence}: Report, id: string) => evidence.find(({step}) => step === id);

test('a suspended doctor says so and begins again', async t => {
	const backend = await tinyBackend();
	t.teardown(backend.close);
	const {report, stderr, code} = await suspended(backend.address, 1);
	t.regex(stderr, /this machine stood still for 2 s, or its clock was set; until then, for 1(\.\d)? s, the connection was open/);
	t.regex(stderr, /it begins again, on new connections/);
	t.is(report.verdict, null);
	t.is(code, 0);
	for (const id of ['idle', 'busy']) t.like(watched(report, id)?.value, {outcome: 'survived'});
});

test('what is cut while it stands still does not count, and what is cut afterwards does', async t => {
	const backend = await tinyBackend({opened: ({socket}) => void setTimeout(() => socket.end(), 2500)});
	t.teardown(backend.close);
	const {report} = await suspended(backend.address, 1);
	const {ageMs = 0} = (watched(report, 'idle')?.value ?? {}) as {ageMs?: number};
	t.true(Math.abs(ageMs - 2500) < 250, `${ageMs}`);
	t.is(report.verdict?.code, 'life/maximum-lifetime');
});

test('a doctor that is suspended twice gives up, and clears nobody', async t => {
	const backend = await tinyBackend();
	t.teardown(backend.close);
	const {report, code} = await suspended(backend.address, 2);
	t.deepEqual([report.verdict, report.findings, code], [null, [], 3]);
	t.regex(watched(report, 'idle')?.missing ?? '', /stood still for 2 s.*the connection was open.*does not count/);
});

test('what is noticed together with a late beat may have come as much earlier', t => {
	const {beaten, lateness} = createLateness();
	beaten(250, 260);
	t.is(lateness(255), 0);
	beaten(500, 900);
	t.is(lateness(890), 390);
	t.is(lateness(910), 410);
	t.is(lateness(490), 0);
	t.is(lateness(1000), 0);
});
