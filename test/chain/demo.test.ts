import {existsSync, readFileSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {execa} from 'execa';
import {startChain} from '../../source/demo/chain.ts';
import {type Fault, faults} from '../../source/demo/faults.ts';
import type {Idle, Report} from '../../source/model.ts';
import {bounded} from '../helpers/bounded.ts';
import {haproxyExpected} from '../helpers/haproxy.ts';
import {diagnoseHere} from '../helpers/in-process.ts';
import {near, patiently} from '../helpers/patiently.ts';
import {reportComplaints} from '../helpers/report-shape.ts';
import {runDoctor} from '../helpers/run.ts';

const atOnce = bounded(4);

/** What the demo says of itself, by the HAProxy of this machine where there is one. */
const byCommand = async (t: ExecutionContext, fault: Fault): Promise<Report> => {
	const {code, stdout, stderr} = await runDoctor(['demo', fault.id, '--json']);
	t.is(code, 0, stdout + stderr);
	t.is(/built-in relay stands in/.test(stderr), !haproxyExpected);
	t.true(stderr.startsWith(`Planted: ${fault.says}.\n`));
	return JSON.parse(stdout);
};

/** The same chain with the stand-in, told the same. */
const byStandIn = async (fault: Fault): Promise<Report> => {
	const chain = await startChain(fault, {haproxy: 'stand-in'});
	const argv = [chain.url, '--haproxy', chain.haproxy, '--backend', chain.backend, '--config', chain.configPath, '--idle', `${chain.idle}ms`, '--json'];
	return JSON.parse((await diagnoseHere(argv).finally(chain.close)).stdout);
};

const idleOf = ({evidence}: Report) => evidence.find(({step}) => step === 'idle')?.value as Idle | undefined;
const statusOf = ({evidence}: Report) => (evidence.find(({step}) => step === 'upgrade')?.value as {status?: number} | undefined)?.status;

/** Verdict, line and manner: everything but the moment and the ports. */
const essence = (report: Report) => {
	const idle = idleOf(report);
	const [first] = report.verdict ? report.findings : [];
	const {hop, timer, location} = first ?? {};
	return {
		verdict: report.verdict && {code: report.verdict.code, certainty: report.verdict.certainty},
		blames: {hop, timer, line: location?.line},
		status: statusOf(report),
		manner: idle?.outcome === 'closed' ? {ending: idle.ending, closeCode: idle.closeCode, measured: typeof idle.afterMs} : idle?.outcome,
		timers: report.timers.map(({name, ms, binding, applies, location}) => ({name, ms, binding, applies, line: location?.line})),
		exitCode: report.exitCode,
	};
};

const moments = (report: Report): readonly number[] => {
	const idle = idleOf(report);
	return idle?.outcome === 'closed' && idle.afterMs !== undefined ? [idle.afterMs].flat() : [];
};

const sameMoments = (real: Report, standIn: Report) => moments(real).every((moment, index) => near(moments(standIn)[index], moment, 100));

const shows = test.macro({
	title: (_, {id}: Fault) => `demo ${id} names its fault, and the stand-in shows the same`,
	exec: (t, fault: Fault) =>
		atOnce(async () => {
			const [real, standIn] = await patiently(
				() => Promise.all([byCommand(t, fault), byStandIn(fault)]),
				([real, standIn]) => sameMoments(real, standIn),
			);
			for (const report of [real, standIn]) {
				t.deepEqual(reportComplaints(report), []);
				t.is(report.verdict?.code ?? null, fault.expected);
			}

			t.deepEqual(essence(standIn), essence(real));
			t.true(sameMoments(real, standIn), `${moments(standIn)} and ${moments(real)} ms`);
		}),
});

for (const fault of faults) test(shows, fault);

const isAlive = (pid: number) => {
	try {
		process.kill(pid, 0);
		// What has ended and waits for its parent to ask is no more.
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
};

const childrenOf = (pid: number): readonly number[] =>
	readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
		.trim()
		.split(' ')
		.filter(text => text !== '')
		.map(Number);

const withChildren = existsSync(`/proc/self/task/${process.pid}/children`) && haproxyExpected ? test : test.skip;
withChildren('a demo that is killed leaves no HAProxy behind', async t => {
	const demo = execa(process.execPath, ['bin/ws-doctor.js', 'demo', 'healthy', '--events'], {reject: false, timeout: 30_000});
	for await (const chunk of demo.stderr) if (String(chunk).includes('"step":"idle"')) break;
	const children = childrenOf(demo.pid ?? 0);
	t.true(children.length > 0);
	demo.kill('SIGKILL');
	await demo;
	for (let tries = 0; tries < 100 && children.some(isAlive); tries++) await delay(50);
	t.deepEqual(children.filter(isAlive), []);
});

test('an unknown fault ends with 2 and one sentence', async t => {
	const {code, stdout, stderr} = await runDoctor(['demo', 'no-tunel']);
	t.deepEqual([code, stdout], [2, '']);
	t.regex(stderr, /^ws-doctor: "no-tunel" is no planted fault; did you mean no-tunnel\?\n$/);
});

test('without a name the first fault is shown, as text', async t => {
	const {code, stdout} = await runDoctor(['demo', '--quiet']);
	t.is(code, 0);
	t.regex(stdout, new RegExp(`^PROBLEM \\(confirmed\\) {2}${faults[0].expected}$`, 'm'));
});
