import test, {type ExecutionContext} from 'ava';
import type {Closing} from '../../source/demo/backend.ts';
import type {RelayOptions} from '../../source/demo/relay.ts';
import type {Idle, Report} from '../../source/model.ts';
import {bounded} from '../helpers/bounded.ts';
import {testHaproxy} from '../helpers/haproxy.ts';
import {diagnoseHere} from '../helpers/in-process.ts';
import {chainOf, haproxyWith, type OpenedChain, type Parts} from '../helpers/opened-chain.ts';
import {patiently} from '../helpers/patiently.ts';
import {reportComplaints} from '../helpers/report-shape.ts';

const idleMs = 1500;
const lifetimeMs = 1800;
const atOnce = bounded(5);

type Row = {
	readonly open: () => Promise<OpenedChain>;
	readonly ms: number;
	readonly code: string;
	readonly hop: string;
	/** How the client sees it end; HAProxy passes an end behind it on in its own way. */
	readonly ending: string;
	/** Fallback `confirmed`. */
	readonly certainty?: 'confirmed' | 'likely';
};

const idleOf = ({evidence}: Report) => evidence.find(({step}) => step === 'idle')?.value as Idle | undefined;

/** The moment lies in the bracket that was seen, or is the one that was measured. */
const momentHolds = (t: ExecutionContext, seen: Idle | undefined, ms: number) => {
	if (seen?.outcome !== 'closed' || seen.afterMs === undefined) return t.fail(JSON.stringify(seen));
	const [alive, gone] = typeof seen.afterMs === 'number' ? [seen.afterMs - 150, seen.afterMs + 150] : seen.afterMs;
	t.true(alive <= ms && ms <= gone + 50, `${alive} to ${gone} ms, for ${ms}`);
};

const toldAll = ({url, configPath, haproxy, backend}: OpenedChain) => [
	...[url, '--config', configPath ?? '', '--haproxy', haproxy ?? '', '--backend', backend ?? ''],
	...['--idle', '4s', '--json'],
];

const examine = async (chain: OpenedChain): Promise<Report> => {
	const {stdout} = await diagnoseHere(toldAll(chain)).finally(chain.close);
	return JSON.parse(stdout) as Report;
};

const named = test.macro({
	title: (title = '') => title,
	exec: async (t, {open, ms, code, hop, ending, certainty = 'confirmed'}: Row) => {
		// A machine too busy to time an end gives no verdict, which is right, and not what is asked here.
		const report = await atOnce(() =>
			patiently(
				async () => examine(await open()),
				({verdict}) => verdict !== null,
			),
		);
		t.log(report.verdict?.summary ?? 'no verdict');
		t.like(report.verdict, {code, certainty});
		t.is(report.findings[0]?.hop, hop);
		const seen = idleOf(report);
		t.is(seen?.outcome === 'closed' ? seen.ending : undefined, ending as never);
		momentHolds(t, seen, ms);
		t.deepEqual(reportComplaints(report), []);
	},
});

const relays = ['fin', 'rst', 'close-frame', 'silent'] as const satisfies ReadonlyArray<RelayOptions['how']>;
const idleCut = (how: RelayOptions['how']): RelayOptions => ({cutAfterIdle: idleMs, how});
const aged = (how: RelayOptions['how']): RelayOptions => ({lifetime: lifetimeMs, how});
const row = (parts: Parts, ms: number, code: string, hop: string, ending: string): Row => ({open: chainOf(parts), ms, code, hop, ending});

// A reset behind HAProxy reaches its client as FIN.
const through = (how: string) => (how === 'rst' ? 'fin' : how);

// A proxy in front that only passes on: HAProxy itself is then asked past it.
const passes = {how: 'fin'} as const;

for (const how of relays) {
	const [idleCode, certainty] = how === 'silent' ? (['idle/silent-drop', 'likely'] as const) : ([undefined, undefined] as const);
	const old = {...(certainty && {certainty})};
	testHaproxy(`in front, idle, ${how}`, named, row({front: idleCut(how)}, idleMs, idleCode ?? 'idle/front-hop', 'client→haproxy', how));
	testHaproxy(`in front, lifetime, ${how}`, named, {...row({front: aged(how)}, lifetimeMs, 'life/maximum-lifetime', 'client→haproxy', how), ...old});
	testHaproxy(`behind, idle, ${how}`, named, row({front: passes, behind: idleCut(how)}, idleMs, idleCode ?? 'idle/inner-hop', 'haproxy→backend', through(how)));
	testHaproxy(`behind, lifetime, ${how}`, named, {...row({behind: aged(how)}, lifetimeMs, 'life/maximum-lifetime', 'haproxy→backend', through(how)), ...old});
}

for (const how of ['fin', 'rst', 'close-frame'] as const satisfies ReadonlyArray<Closing['how']>) {
	testHaproxy(`application, idle, ${how}`, named, row({backend: {closeAfterIdle: {ms: idleMs, how}}}, idleMs, 'idle/backend-closes', 'backend', through(how)));
	testHaproxy(
		`application, lifetime, ${how}`,
		named,
		row({backend: {lifetime: {ms: lifetimeMs, how}}}, lifetimeMs, 'life/maximum-lifetime', 'backend', through(how)),
	);
}

const timers = {connect: '2s', client: '30s', server: '30s'};
testHaproxy(
	'HAProxy, idle, by its client timer',
	named,
	row({settings: {defaults: {...timers, client: '1500ms'}}}, idleMs, 'idle/client-timeout', 'haproxy', 'fin'),
);
testHaproxy(
	'HAProxy, idle, by its server timer',
	named,
	row({settings: {defaults: {...timers, server: '1500ms'}}}, idleMs, 'idle/server-timeout', 'haproxy', 'fin'),
);
testHaproxy(
	'HAProxy, idle, by its tunnel timer',
	named,
	row({settings: {defaults: timers, websocket: {tunnel: '1500ms'}}}, idleMs, 'idle/tunnel-timeout', 'haproxy', 'fin'),
);
testHaproxy('HAProxy, idle, by RST', named, {
	open: haproxyWith(
		ports =>
			`defaults\n mode http\n option nolinger\n timeout connect 2s\n timeout client 1500ms\n timeout server 30s\nfrontend fe\n bind 127.0.0.1:${ports.public}\n default_backend be\nbackend be\n server s 127.0.0.1:${ports.websocket}\n`,
	),
	...{ms: idleMs, code: 'idle/client-timeout', hop: 'haproxy', ending: 'rst'},
});
