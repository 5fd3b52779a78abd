import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import test from 'ava';
import {execa} from 'execa';
import type {Report} from '../../source/model.ts';
import {backendProgram, mayFirewall, start} from '../helpers/firewall.ts';
import {addMachine, configure, guardMachines, listens, on, plug} from '../helpers/namespaces.ts';

const possible = process.env.CI === 'true' || (await mayFirewall());
if (!possible) console.error('no right to make networks with ip: the tests that unplug a cable are skipped');
const testUnplugged = (possible ? test.serial : test.serial.skip) as typeof test.serial;

const address = '10.214.1.2';
const port = 9000;

/** A client and a server with one cable between them, which is the client's whole network. */
const wired = async () => {
	const close = guardMachines(['near', 'far']);
	try {
		for (const machine of ['near', 'far']) await addMachine(machine);
		await plug('cable', {machine: 'near', address: '10.214.1.1'}, {machine: 'far', address});
		start('far', [process.execPath, '--input-type=module', '-'], await backendProgram([port]));
		await listens('far', port);
		return close;
	} catch (error) {
		await close();
		throw error;
	}
};

/** Diagnoses from the near machine, whose cable is pulled when the silence test has begun, and put back after so many milliseconds. */
const unplugged = async (backAfter: number | undefined, more: readonly string[]): Promise<{report: Report; stderr: string; code: number | undefined}> => {
	const argv = ['diagnose', `ws://${address}:${port}/ws`, '--idle', '6s', '--events', '--json', ...more];
	const doctor = execa('ip', on('near', process.execPath, 'bin/ws-doctor.js', ...argv), {reject: false, input: '', timeout: 60_000});
	let begun = false;
	doctor.stderr.on('data', async chunk => {
		if (begun || !/rung 0 s: pong/.test(String(chunk))) return;
		begun = true;
		await pause(1500);
		await configure('near', 'link', 'set', 'cable', 'down');
		if (backAfter === undefined) return;
		await pause(backAfter);
		await configure('near', 'link', 'set', 'cable', 'up');
	});
	const {stdout, stderr, exitCode} = await doctor;
	return {report: JSON.parse(stdout) as Report, stderr, code: exitCode};
};

testUnplugged('a cable that is pulled and put back: said, not blamed on the path, and the silence test begins again', async t => {
	const close = await wired();
	try {
		const {report, stderr, code} = await unplugged(3000, []);
		t.regex(stderr, /this machine lost its network \(cable\); until then, for [12](\.\d)? s, the connection was open/);
		t.regex(stderr, /it begins again, on new connections/);
		t.deepEqual([report.verdict, code], [null, 0]);
		for (const id of ['idle', 'busy']) t.like(report.evidence.find(({step}) => step === id)?.value, {outcome: 'survived'});
	} finally {
		await close();
	}
});

testUnplugged('a cable that stays pulled: nothing is concluded, and nobody is cleared', async t => {
	const close = await wired();
	try {
		const {report, code} = await unplugged(undefined, ['--budget', '8s']);
		t.deepEqual([report.verdict, code], [null, 3]);
		t.deepEqual(
			report.findings.filter(({code}) => code.startsWith('idle/') || code.startsWith('life/')),
			[],
		);
		t.regex(report.evidence.find(({step}) => step === 'idle')?.missing ?? '', /lost its network.*does not count/);
	} finally {
		await close();
	}
});
