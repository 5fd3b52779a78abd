import process from 'node:process';
import test from 'ava';
import {execa} from 'execa';
import type {Idle, Report} from '../../source/model.ts';
import {type Firewalled, mayFirewall, ports, server, startFirewalled} from '../helpers/firewall.ts';
import {haproxyExpected} from '../helpers/haproxy.ts';
import {on} from '../helpers/namespaces.ts';
import {reportComplaints} from '../helpers/report-shape.ts';

const forgetsAfter = 3;
const possible = process.env.CI === 'true' || (haproxyExpected && (await mayFirewall()));
if (!possible) console.error('no haproxy, or no right to make a firewall with ip and nft: the tests that need one are skipped');
const testFirewall = (possible ? test : test.skip) as typeof test;

let world: Firewalled | undefined;
test.before(async () => {
	if (possible) world = await startFirewalled(forgetsAfter);
});
test.after.always(async () => world?.close());

type Row = {
	/** Where the URL leads, as the client sees it. */
	readonly target: string;
	/** What else the operator tells, beside the configuration. */
	readonly told?: readonly string[];
	/** How the client sees the end. */
	readonly ending: 'silent' | 'rst' | 'fin';
	/** Null where what was told does not tell a segment from another. */
	readonly verdict: {readonly code: string; readonly hop: string | undefined; readonly certainty?: 'likely'} | null;
};

const diagnose = async ({target, told = []}: Row): Promise<Report> => {
	const argv = ['diagnose', `ws://${target}/ws`, ...told, '--config', world?.configPath ?? '', '--idle', '5s', '--json'];
	const {stdout} = await execa('ip', on('client', process.execPath, 'bin/ws-doctor.js', ...argv), {reject: false, input: '', timeout: 60_000});
	return JSON.parse(stdout) as Report;
};

const watched = ({evidence}: Report, id: string) => evidence.find(({step}) => step === id)?.value as Idle | undefined;

const named = test.macro({
	title: (title = '') => title,
	exec: async (t, row: Row) => {
		const report = await diagnose(row);
		const [idle, busy] = [watched(report, 'idle'), watched(report, 'busy')];
		t.log(report.verdict?.summary ?? 'no verdict');
		if (idle?.outcome !== 'closed' || typeof idle.afterMs !== 'object') return t.fail(JSON.stringify(idle));
		const [alive, gone] = idle.afterMs;
		t.true(alive < forgetsAfter * 1000 && forgetsAfter * 1000 <= gone, `${alive} to ${gone} ms`);
		t.is(idle.ending, row.ending);
		t.is(busy?.outcome, 'survived');
		t.is(report.verdict?.code, row.verdict?.code);
		t.is(report.exitCode, row.verdict ? 1 : 3);
		if (row.verdict) t.like(report.findings[0], {certainty: 'confirmed', ...row.verdict});
		t.deepEqual(reportComplaints(report), []);
	},
});

const {drop, reset} = ports;
const through = (port: number) => `${server.throughFirewall}:${port}`;
const past = (port: number) => `${server.pastFirewall}:${port}`;
const own = (port: number) => `127.0.0.1:${port}`;
const silentDrop = (hop: string | undefined, certainty?: 'likely') =>
	({ending: 'silent', verdict: {code: 'idle/silent-drop', hop, ...(certainty && {certainty})}}) as const;

testFirewall('it drops, in front of HAProxy', named, {
	target: through(drop.haproxy),
	told: ['--haproxy', past(drop.haproxy), '--backend', past(drop.backend)],
	...silentDrop('client→haproxy'),
});

testFirewall('it drops, in front of HAProxy, and only the backend is reached past it', named, {
	target: through(drop.haproxy),
	told: ['--backend', past(drop.backend)],
	...silentDrop('client→backend'),
});

testFirewall('it drops, and HAProxy is reached only through it', named, {
	target: through(drop.haproxy),
	told: ['--haproxy', through(drop.haproxy)],
	...silentDrop(undefined),
});

testFirewall('it drops, and no place is told', named, {target: through(drop.haproxy), ...silentDrop(undefined)});

testFirewall('it drops, between HAProxy and the backend', named, {
	target: own(drop.haproxy),
	told: ['--haproxy', own(drop.haproxy), '--backend', past(drop.backend)],
	...silentDrop('haproxy→backend', 'likely'),
});

testFirewall('it drops, and every place is asked through it', named, {
	target: through(drop.haproxy),
	told: ['--haproxy', through(drop.haproxy), '--backend', through(drop.backend)],
	...silentDrop(undefined, 'likely'),
});

// Somebody says that the connection is gone: then it is no silent drop, and only the place that outlives it tells the segment.
testFirewall('it resets, in front of HAProxy', named, {
	target: through(reset.haproxy),
	told: ['--haproxy', past(reset.haproxy), '--backend', past(reset.backend)],
	ending: 'rst',
	verdict: {code: 'idle/front-hop', hop: 'client→haproxy'},
});

testFirewall('it resets, and no place is told', named, {target: through(reset.haproxy), ending: 'rst', verdict: null});

// HAProxy passes the reset of its server's side on as FIN.
testFirewall('it resets, between HAProxy and the backend', named, {
	target: own(reset.haproxy),
	told: ['--haproxy', own(reset.haproxy), '--backend', past(reset.backend)],
	ending: 'fin',
	// HAProxy is asked at the address of the URL, which clears nothing before it.
	verdict: {code: 'idle/inner-hop', hop: 'haproxy→backend', certainty: 'likely'},
});
