import {compare} from '../../../source/compare.ts';
import {probe, question} from '../../../source/define.ts';
import type {Assessment, Evidence, Finding, Flow, Idle, Question, Report, ReportTimer} from '../../../source/model.ts';
import {buildReport} from '../../../source/report/build.ts';
import type {ProbeRow, Snapshot} from '../../../source/session.ts';
import {fieldOf} from '../../../source/ui/field.ts';
import type {MenuItem, View} from '../../../source/ui/view.ts';
import {change, newFile} from './drafts.ts';

/** The moment at which every fixture begins. */
export const start = Date.parse('2026-11-20T12:30:00Z');

const at = '2026-11-20T12:30:00.000Z';

const ofHaproxy = (name: string, ms: number, line: number, more: Partial<ReportTimer> = {}): ReportTimer => ({
	hop: 'haproxy',
	name,
	ms,
	kind: 'idle',
	origin: 'configured',
	applies: true,
	binding: false,
	location: {file: 'haproxy.cfg', line},
	...more,
});

const shortTimers = [
	ofHaproxy('timeout connect', 5000, 5, {kind: 'handshake'}),
	ofHaproxy('timeout client', 3000, 6, {binding: true}),
	ofHaproxy('timeout server', 6000, 7),
];

const longTimers: readonly ReportTimer[] = [
	{hop: 'aws-alb', name: 'idle_timeout', ms: 60_000, upTo: 4_000_000, kind: 'idle', origin: 'default', applies: false, binding: false},
	ofHaproxy('timeout client', 30_000, 6, {applies: false}),
	ofHaproxy('timeout server', 30_000, 7, {applies: false}),
	ofHaproxy('timeout tunnel', 3_600_000, 14, {binding: true}),
	{hop: 'nginx', name: 'proxy_read_timeout', ms: null, kind: 'idle', origin: 'operator', applies: true, binding: false},
];

const diff = `--- haproxy.cfg
+++ haproxy.cfg
@@ -12,3 +12,4 @@
 backend be_websocket
 	balance leastconn
+	timeout tunnel 1h
 	server ws1 127.0.0.1:8081
`;

const clientTimeout: Finding = {
	code: 'idle/client-timeout',
	severity: 'problem',
	certainty: 'confirmed',
	title: 'timeout client ends silent WebSockets',
	why: 'Nothing was sent for 3s, no tunnel timer is in force on this route, so HAProxy applies timeout client to the WebSocket as to any idle HTTP connection.',
	hop: 'haproxy',
	timer: {name: 'timeout client', ms: 3000},
	location: {file: 'haproxy.cfg', line: 6},
	proof: [
		{says: 'the silent connection ended 3.00s after its last byte, and timeout client is 3s', state: 'met', decisive: true, evidence: ['idle', 'config']},
		{says: 'it ended by FIN, as HAProxy ends an idle session', state: 'met', evidence: ['idle']},
		{says: 'no timeout tunnel is in force on fe → be_websocket', state: 'met', evidence: ['config']},
		{says: 'the same connection, made to the backend itself, lived on', state: 'unseen', evidence: []},
	],
	fixes: [
		{
			title: 'Set timeout tunnel in the backend of the WebSockets',
			where: 'haproxy.cfg:12',
			diff,
			then: ['haproxy -c -V -f haproxy.cfg', 'systemctl reload haproxy'],
		},
		{title: 'Or let the application send a ping at least every 1.5s'},
	],
	evidence: ['idle', 'config'],
	docs: 'ws-doctor explain idle/client-timeout',
};

const noHeartbeat: Finding = {
	code: 'idle/heartbeat-missing',
	severity: 'risk',
	certainty: 'possible',
	title: 'no heartbeat keeps the connection alive',
	why: 'The application sends nothing while it is idle.',
	proof: [],
	fixes: [],
	evidence: ['heartbeat'],
	docs: 'ws-doctor explain idle/heartbeat-missing',
};

const summary = "HAProxy's timeout client (3s, haproxy.cfg:6) ends a silent WebSocket at the public URL after 3.00s by FIN.";

export const assessments = {
	clientTimeout: {
		verdict: {code: clientTimeout.code, certainty: 'confirmed', summary},
		findings: [clientTimeout, noHeartbeat],
		timers: shortTimers,
		safeHeartbeat: 1500,
		undecided: [
			{code: 'idle/backend-closes', lacking: ['idleAtBackend']},
			{code: 'idle/inner-hop', lacking: ['idleAtBackend']},
		],
		exitCode: 1,
	},
	healthy: {verdict: null, findings: [], timers: longTimers, safeHeartbeat: 1_800_000, undecided: [], exitCode: 0},
	undecided: {
		verdict: null,
		findings: [noHeartbeat],
		timers: [],
		undecided: [{code: 'idle/client-timeout', lacking: ['config']}],
		exitCode: 3,
	},
	nothing: {verdict: null, findings: [], timers: [], undecided: [], exitCode: 0},
} as const satisfies Record<string, Assessment>;

export const url = question({
	id: 'url',
	title: 'Which URL do the clients open?',
	hint: 'As the browser has it: wss://chat.example.net/socket',
	parse: String,
});

export const path = question({
	id: 'path',
	title: 'What stands between the client and the application?',
	hint: 'Client first, separated by commas: cloudflare,aws-alb,haproxy,nginx',
	needs: [url],
	optional: true,
	parse: String,
});

export const configuration = question({
	id: 'configurationFiles',
	flag: 'config',
	needs: [url],
	title: 'Where is haproxy.cfg?',
	hint: 'A file or a folder of *.cfg; it is only read. On the HAProxy host: /etc/haproxy/haproxy.cfg',
	optional: true,
	parse: String,
});

export const idleLimit = question({
	id: 'idleLimit',
	title: 'How long at most may the silence test wait?',
	hint: 'It opens about 10 silent connections to each place side by side, and ends soon after the first cut',
	fallback: '75s',
	choices: [
		{value: '15s', label: '15 seconds', hint: 'a first look'},
		{value: '75s', label: '75 seconds', hint: 'finds the usual minute'},
		{value: '0', label: 'no silence test'},
	],
	parse: String,
});

const haproxy = question({id: 'haproxy', title: 'Where does HAProxy itself listen?', hint: '', needs: [url], optional: true, parse: String});

type Shape = {id: string; title: string; needs?: readonly [typeof url]; lane?: string; when?: () => boolean; notNeeded?: string};

const step = ({needs = [url], ...shape}: Shape) => probe({...shape, needs, plan: () => 'one connection', cost: () => 5000, run: async () => ({})});

const steps = [
	url,
	configuration,
	haproxy,
	path,
	step({id: 'config', title: 'HAProxy configuration'}),
	step({id: 'reach', title: 'Reach the public URL'}),
	step({id: 'upgrade', title: 'Handshake at the public URL'}),
	...['A', 'B', 'C'].map(name =>
		step({id: `upgrade${name}`, title: `Handshake ${name}`, lane: 'handshake', when: () => false, notNeeded: 'the first answer does not call for it'}),
	),
	idleLimit,
	step({id: 'idle', title: 'Silence at the public URL'}),
	step({id: 'idleAtHaproxy', title: 'Silence at HAProxy itself'}),
	step({id: 'idleAtBackend', title: 'Silence at the backend itself'}),
	step({id: 'busy', title: 'Pings at the public URL'}),
];

const flow = (id: string, symptom: string, hint: string): Flow => ({
	id,
	symptom,
	hint,
	steps,
	rules: ['reach/refused', 'reach/filtered', 'upgrade/redirected', 'upgrade/blocked'].map(code => ({
		...{code, needs: [], uses: [], outranks: []},
		find: () => undefined,
	})),
	clocks: () => ({timers: []}),
	failed: () => false,
});

export const flows: readonly Flow[] = [
	flow('drops', 'Connections work, then drop', 'cut after some seconds or minutes; code 1006 in the browser; reconnects'),
	flow('refused', 'Connections are never established', 'no 101: refused, 4xx, 5xx, a redirect, or no answer at all'),
	flow('check-up', 'Nothing is wrong yet, or I cannot tell', 'tries everything, and names the clock that would cut first'),
];

const known = (step: string, value: unknown, source: Evidence['source'] = 'probe'): Evidence => ({step, at, source, value});

const cut: Idle = {outcome: 'closed', afterMs: 3001, ending: 'fin', ageMs: 3001};

export const evidence: readonly Evidence[] = [
	known('url', 'ws://chat.example.net/socket', 'user'),
	known('haproxy', '10.0.0.5:8080', 'user'),
	known('idleLimit', 75_000, 'default'),
	known('reach', {outcome: 'connected', host: 'chat.example.net', port: 80, addresses: ['192.0.2.10'], ms: 2.4, by: 'nc'}),
	known('upgrade', {status: 101, reason: 'Switching Protocols', acceptValid: true, timings: {firstByte: 4.2}}),
	known('config', {files: [{name: 'haproxy.cfg', text: 'global\ndefaults\n'}]}),
	known('idle', cut),
	{step: 'idleAtBackend', at, source: 'probe', missing: 'the address of the backend is not known'},
];

type Found = Pick<ProbeRow, 'id' | 'title' | 'plan' | 'cost' | 'moments'> & {readonly took?: number};

const row = ({id, title, plan, cost, moments = [], took}: Found, events: ProbeRow['events'] = []): ProbeRow => {
	const found = took === undefined ? undefined : evidence.find(({step}) => step === id);
	return {
		id,
		title,
		plan,
		cost,
		moments,
		startedAt: start,
		events,
		command: 'nc -zv -w 5 192.0.2.10 80',
		...(found && {evidence: found, finishedAt: start + (took ?? 0)}),
	};
};

const moments = [0, 1000, 2000, 2900, 3100, 6000, 12_000, 25_000, 50_000];

const silence = {id: 'idle', title: 'Silence at the public URL', plan: 'about 10 silent connections to 192.0.2.10:80, at most 75 s', cost: 80_000, moments};
const atHaproxy = {
	id: 'idleAtHaproxy',
	title: 'Silence at HAProxy itself',
	plan: 'about 10 silent connections to 10.0.0.5:8080, at most 75 s',
	cost: 80_000,
	moments,
};
const quick: readonly ProbeRow[] = [
	row({id: 'reach', title: 'Reach the public URL', plan: 'connects to 192.0.2.10:80', cost: 5000, took: 30}),
	row({id: 'upgrade', title: 'Handshake at the public URL', plan: 'one upgrade request to 192.0.2.10:80', cost: 15_000, took: 12}),
	row({id: 'config', title: 'HAProxy configuration', plan: 'reads haproxy.cfg', cost: 100, took: 3}),
];

const events = [
	{ms: 12, what: '10 connections open'},
	{ms: 1003, what: 'rung of 1s: pong', rung: {ms: 1000, pong: true}},
	{ms: 2004, what: 'rung of 2s: pong', rung: {ms: 2000, pong: true}},
	{ms: 2950, what: 'rung of 2.9s: no pong', rung: {ms: 2900, pong: false}},
	{ms: 3001, what: 'FIN at the watcher; the busy connection lives'},
];

export const rows = {
	running: [...quick, row(silence, events), row(atHaproxy, events.slice(0, 2))],
	done: [...quick, row({...silence, took: 3010}, events)],
};

const told = evidence.filter(({source}) => source === 'user');

const base = {flow: flows[0] as Flow, startedAt: start, finished: false};

/** One snapshot a situation. */
export const snapshots = {
	first: {...base, question: url, probes: [], evidence: [], assessment: assessments.nothing},
	asking: {...base, question: configuration, probes: quick.slice(0, 2), evidence: told, assessment: assessments.nothing},
	complaining: {
		...base,
		question: configuration,
		complaint: '/etc/haproxy.cfg cannot be read: expected a file or a folder of *.cfg.',
		probes: quick.slice(0, 2),
		evidence: told,
		assessment: assessments.nothing,
	},
	planning: {
		...base,
		question: configuration,
		planned: quick.slice(0, 2).map(({id, title, plan, cost}) => ({id, title, plan, cost})),
		probes: [],
		evidence: told,
		assessment: assessments.nothing,
	},
	suggested: {
		...base,
		question: configuration,
		offered: [{value: '/etc/haproxy/haproxy.cfg', because: 'found on this machine'}],
		probes: quick.slice(0, 2),
		evidence: told,
		assessment: assessments.nothing,
	},
	several: {
		...base,
		question: configuration,
		offered: [
			{value: '10.0.0.5:8080', because: 'frontend public listens there (haproxy.cfg:14)'},
			{value: 'chat.example.net:8443', because: "frontend admin listens on every address; the host is the URL's (haproxy.cfg:20)"},
		],
		probes: quick.slice(0, 2),
		evidence: told,
		assessment: assessments.nothing,
	},
	hops: {...base, question: path, probes: quick.slice(0, 2), evidence: told, assessment: assessments.nothing},
	choosing: {...base, question: idleLimit, probes: quick, evidence: told, assessment: assessments.nothing},
	running: {
		...base,
		probes: rows.running,
		evidence: evidence.slice(0, 6),
		assessment: {...assessments.nothing, findings: [{...clientTimeout, certainty: 'likely', provisional: true}]},
	},
	done: {...base, probes: rows.done, evidence, assessment: assessments.clientTimeout, finished: true},
} as const satisfies Record<string, Snapshot>;

const circumstances = {version: '0.1.0', session: '2026-11-20T12-30-00Z-k3f9', startedAt: new Date(start), finishedAt: new Date(start + 5000), flow: 'drops'};

export const reports: Readonly<Record<'clientTimeout' | 'healthy' | 'undecided', Report>> = {
	clientTimeout: buildReport(assessments.clientTimeout, {...circumstances, evidence}),
	healthy: buildReport(assessments.healthy, {
		...circumstances,
		flow: 'check-up',
		evidence: [...evidence.slice(0, 6), known('idle', {outcome: 'survived', ms: 75_000, serverPings: 3})],
	}),
	undecided: buildReport(assessments.undecided, {...circumstances, evidence: [...evidence.slice(0, 5), known('idle', {outcome: 'closed'})]}),
};

export const menu: readonly MenuItem[] = [
	...flows.map(({id, symptom, hint}): MenuItem => ({kind: 'symptom', id, label: symptom, hint})),
	{kind: 'session', id: 'resume', operand: '2026-11-19T08-00-00Z-ab12', label: 'wss://chat.example.net/socket: idle/client-timeout', hint: '2026-11-19 08:00'},
	{kind: 'command', id: 'setup', label: 'Set HAProxy up for WebSockets', hint: 'asks, writes a configuration, and proves it'},
];

const stickiness = question({
	id: 'stickiness',
	title: 'Must a client come back to the same server?',
	hint: 'none unless told: right for servers that share their state',
	choices: [
		{value: 'none', label: 'no', hint: 'the server with the fewest connections'},
		{value: 'cookie', label: 'by a cookie', hint: 'browsers; set in the 101 itself'},
	],
	fallback: 'none',
	parse: String,
});

const servers = question({id: 'servers', title: 'Where do the WebSocket servers listen?', hint: '10.0.0.7:8080,10.0.0.8:8080', parse: String});

const setup: Flow = {
	id: 'setup',
	symptom: 'Set HAProxy up for WebSockets',
	hint: '',
	steps: [servers, stickiness],
	rules: [],
	clocks: () => ({timers: []}),
	failed: () => false,
};

const setUp: Snapshot = {
	...{flow: setup, startedAt: start, probes: [], assessment: assessments.nothing, finished: true},
	evidence: [known('servers', ['10.0.0.7:8080'], 'user')],
};

const formats = ['text', 'json', 'markdown', 'html'].map(name => ({name, extension: name.slice(0, 4)}));

const view: View = {
	...{size: {columns: 80, rows: 24}, version: '0.1.0', menu, formats, given: []},
	...{chosen: 0, field: fieldOf(''), typing: false, help: false, panels: [], pasted: fieldOf('')},
};

/** The probes have found what the report says. */
const finished = (report: Report): Partial<View> => {
	const probes = rows.done.map(row => ({...row, evidence: report.evidence.find(({step}) => step === row.id) as Evidence}));
	return {report, snapshot: {...snapshots.done, evidence: report.evidence, probes}};
};

/** Every screen in a situation of its own. */
export const views: Readonly<Record<string, View>> = {
	menu: {...view, chosen: 1},
	'menu with an URL': {...view, given: [known('url', 'ws://chat.example.net/socket', 'flag')]},
	'first question': {...view, snapshot: snapshots.first},
	question: {...view, snapshot: snapshots.asking, field: fieldOf('/etc/haproxy')},
	complaint: {...view, snapshot: snapshots.complaining, field: fieldOf('/etc/haproxy.cfg')},
	plan: {...view, snapshot: snapshots.planning},
	suggestion: {...view, snapshot: snapshots.suggested, field: fieldOf('/etc/haproxy/haproxy.cfg')},
	'several suggestions': {...view, snapshot: snapshots.several},
	'products of the path': {
		...view,
		snapshot: snapshots.hops,
		field: fieldOf('cloudflare,ng'),
		completions: [
			{value: 'cloudflare,nginx,', label: 'nginx', because: 'server: nginx'},
			{value: 'cloudflare,ingress-nginx,', label: 'ingress-nginx', because: 'proxy'},
		],
	},
	choices: {...view, snapshot: snapshots.choosing, chosen: 1},
	examination: {...view, snapshot: snapshots.running},
	'details of a probe': {...view, snapshot: snapshots.running, panels: [{kind: 'details', step: 'upgrade'}]},
	'details of a running probe': {...view, snapshot: snapshots.running, panels: [{kind: 'details', step: 'idle'}]},
	'the command of a probe': {...view, snapshot: snapshots.running, panels: [{kind: 'command', step: 'idle'}]},
	'a result from elsewhere': {...view, snapshot: snapshots.running, panels: [{kind: 'paste', step: 'reach'}], pasted: fieldOf('nc: connect to\nrefused')},
	'a result that is not understood': {
		...view,
		snapshot: snapshots.running,
		panels: [{kind: 'paste', step: 'reach', complaint: 'Expected what nc -zv printed.'}],
		pasted: fieldOf(Array.from({length: 20}, (_, row) => `row ${row}`).join('\n')),
	},
	findings: {...view, ...finished(reports.clientTimeout)},
	'findings, at the end': {...view, ...finished(reports.clientTimeout), scroll: 1000},
	'findings, healthy': {...view, ...finished(reports.healthy)},
	'findings, undecided': {...view, ...finished(reports.undecided)},
	'findings, saved': {...view, ...finished(reports.clientTimeout), saved: 'ticket-4711.md', note: 'saved: ticket-4711.md'},
	'what to do': {...view, ...finished(reports.clientTimeout), panels: [{kind: 'fix'}]},
	evidence: {...view, ...finished(reports.clientTimeout), panels: [{kind: 'evidence'}], selected: 'upgrade'},
	'findings, verified': {...view, ...finished(reports.healthy), before: reports.clientTimeout, comparison: compare(reports.clientTimeout, reports.healthy)},
	'saving, the format': {...view, ...finished(reports.clientTimeout), saving: {stage: 'format'}, chosen: 2},
	saving: {...view, ...finished(reports.clientTimeout), saving: {stage: 'naming'}, field: fieldOf('ws-doctor-2026-11-20T12-30-00Z-k3f9.md')},
	overwriting: {...view, ...finished(reports.clientTimeout), saving: {stage: 'confirming'}, field: fieldOf('ticket-4711.md')},
	'set-up, a question': {...view, snapshot: {...setUp, question: {...stickiness, only: true}, finished: false}},
	'set-up, a new file': {...view, snapshot: setUp, draft: newFile},
	'set-up, a change': {...view, snapshot: setUp, draft: change},
	'set-up, a check objects': {...view, snapshot: setUp, draft: {...newFile, good: false}},
	'set-up, no file': {...view, snapshot: setUp, draft: {complaint: 'Two pools want the path /ws: expected each path once.'}},
	'set-up, yes is typed': {...view, snapshot: setUp, draft: change, saving: {stage: 'agreeing', path: change.path}, field: fieldOf('ye')},
	'set-up, written': {...view, snapshot: setUp, draft: newFile, written: 'haproxy.cfg', note: 'written: haproxy.cfg'},
	help: {...view, help: true},
};

/** A question that has everything. */
export const hostile = (text: string): Question<string> =>
	question({id: 'any', title: text, hint: text, choices: [{value: text, label: text, hint: text}], parse: String});
