import {setTimeout as pause} from 'node:timers/promises';
import test from 'ava';
import {execa} from 'execa';
import {watchStandstill} from '../../../source/instruments/standstill.ts';
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

/** The built doctor, stopped after one and a half seconds of its silence test and woken after three and a half. */
const suspended = async (address: string): Promise<{report: Report; stderr: string}> => {
	const doctor = execa(process.execPath, ['bin/ws-doctor.js', 'diagnose', `ws://${address}/ws`, '--idle', '6s', '--events', '--json'], {
		reject: false,
		input: '',
		timeout: 60_000,
		forceKillAfterDelay: 1000,
	});
	await new Promise<void>(resolve => void doctor.stderr.on('data', chunk => /rung 0 s: pong/.test(String(chunk)) && resolve()));
	await pause(1500);
	doctor.kill('SIGSTOP');
	await pause(2000);
	doctor.kill('SIGCONT');
	const {stdout, stderr} = await doctor;
	return {report: JSON.parse(stdout) as Report, stderr};
};

for (const [title, cutAfter] of [
	['and nothing else happens', undefined],
	['while its connections are cut', 2500],
] as const) {
	test(`a suspended doctor says so and draws no conclusion, ${title}`, async t => {
		const backend = await tinyBackend({opened: ({socket}) => void (cutAfter !== undefined && setTimeout(() => socket.end(), cutAfter))});
		t.teardown(backend.close);
		const {report, stderr} = await suspended(backend.address);
		t.regex(stderr, /this machine stood still for 2 s/);
		t.is(report.verdict, null);
		t.deepEqual(report.findings, []);
		for (const id of ['idle', 'busy']) t.regex(report.evidence.find(({step}) => step === id)?.missing ?? '', /stood still for 2 s/);
	});
}
