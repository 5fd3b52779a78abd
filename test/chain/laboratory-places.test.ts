import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {startBackend} from '../../source/demo/backend.ts';
import {type Listener, listen, portOf} from '../../source/demo/listener.ts';
import {type RelayOptions, startRelay} from '../../source/demo/relay.ts';
import type {Report} from '../../source/model.ts';
import {bounded} from '../helpers/bounded.ts';
import {testHaproxy} from '../helpers/haproxy.ts';
import {diagnoseHere} from '../helpers/in-process.ts';
import {chainOf, haproxyWith, type OpenedChain} from '../helpers/opened-chain.ts';
import {reportComplaints} from '../helpers/report-shape.ts';
import {tinyBackend} from '../helpers/tiny-backend.ts';

const atOnce = bounded(5);
const cut: RelayOptions = {cutAfterIdle: 1500, how: 'fin'};
const passes: RelayOptions = {how: 'fin'};
const addressOf = (url: string) => new URL(url).host;

const toldAll = ({configPath, haproxy, backend}: OpenedChain) => ['--config', configPath ?? '', '--haproxy', haproxy ?? '', '--backend', backend ?? ''];

/** Diagnoses as an operator would, and gives the report back to see that it says the same. */
const diagnosed = async (t: ExecutionContext, argv: readonly string[]): Promise<Report> => {
	const {stdout, stderr} = await diagnoseHere([...argv, '--idle', '4s', '--json']);
	const report = JSON.parse(stdout) as Report;
	t.log(
		report.verdict?.summary ?? 'no verdict',
		stderr.split('\n').find(line => /silent connections/.test(line)),
	);
	t.deepEqual(reportComplaints(report), []);
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	const file = join(folder, 'report.json');
	await writeFile(file, stdout);
	const again = JSON.parse((await diagnoseHere(['--answers', file, '--offline', '--json'])).stdout) as Report;
	await rm(folder, {recursive: true});
	const essence = ({verdict, findings, next}: Report) => ({verdict, next, hops: findings.map(({code, hop}) => [code, hop])});
	t.deepEqual(essence(again), essence(report));
	return report;
};

const evidenceFor = ({evidence}: Report, id: string) => evidence.find(({step}) => step === id)?.value;

type Places = {outer: RelayOptions; front: RelayOptions; hop: string; told: 'all' | 'edge'};

/** Two relays stand in front of HAProxy; the inner one is `edge`. */
const placed = test.macro({
	title: (title = '') => `--at: ${title}`,
	exec: async (t, {outer, front, hop, told}: Places) => {
		await atOnce(async () => {
			const chain = await chainOf({front})();
			const relay = await startRelay(addressOf(chain.url), outer);
			try {
				const argv = [`ws://${relay.address}/ws`, '--at', `edge=${addressOf(chain.url)}`, ...(told === 'all' ? toldAll(chain) : [])];
				const {verdict, findings} = await diagnosed(t, argv);
				t.like(verdict, {code: 'idle/front-hop', certainty: 'confirmed'});
				t.is(findings[0]?.hop, hop);
			} finally {
				await relay.close();
				await chain.close();
			}
		});
	},
});

testHaproxy('before the named place', placed, {outer: cut, front: passes, hop: 'client→edge', told: 'all'});
testHaproxy('between the named place and HAProxy', placed, {outer: passes, front: cut, hop: 'edge→haproxy', told: 'all'});
testHaproxy('the named place alone', placed, {outer: cut, front: passes, hop: 'client→edge', told: 'edge'});

const withChain = async (open: () => Promise<OpenedChain>, look: (chain: OpenedChain) => Promise<void>) =>
	atOnce(async () => {
		const chain = await open();
		await look(chain).finally(chain.close);
	});

const sides = (client: string) => ({settings: {defaults: {connect: '2s', client, server: '30s'}}});

testHaproxy('two faults: the verdict names the hop in front, the prediction HAProxy', t =>
	withChain(chainOf({...sides('3s'), front: cut}), async chain => {
		const {verdict, next} = await diagnosed(t, [chain.url, ...toldAll(chain)]);
		t.is(verdict?.code, 'idle/front-hop');
		t.like(next, {at: 3000, timer: {hop: 'haproxy', name: 'timeout client', ms: 3000}});
		t.truthy(next?.timer.location);
	}),
);

testHaproxy('two faults: the verdict names HAProxy, the prediction the hop in front', t =>
	withChain(chainOf({...sides('1500ms'), front: {cutAfterIdle: 2500, how: 'fin'}}), async chain => {
		const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
		const answers = join(folder, 'answers.json');
		await writeFile(answers, JSON.stringify({timers: [{hop: 'nginx', name: 'proxy_read_timeout', ms: 2500}], path: ['nginx', 'haproxy']}));
		const {verdict, next} = await diagnosed(t, [chain.url, ...toldAll(chain), '--answers', answers]).finally(() => rm(folder, {recursive: true}));
		t.is(verdict?.code, 'idle/client-timeout');
		t.like(next, {at: 2500, timer: {hop: 'nginx', name: 'proxy_read_timeout'}});
	}),
);

testHaproxy('--trials: a timer repeats itself', t =>
	withChain(chainOf(sides('1500ms')), async chain => {
		const report = await diagnosed(t, [chain.url, ...toldAll(chain), '--trials', '4']);
		t.is(report.verdict?.code, 'idle/client-timeout');
		const ages = evidenceFor(report, 'trials') as readonly number[];
		t.is(ages.length, 4);
		t.true(Math.max(...ages) - Math.min(...ages) < 150, ages.join(' '));
		t.false(report.undecided.some(({code}) => code === 'life/unstable'));
	}),
);

test('--trials: what scatters is no timer', async t => {
	// The first silent connection and the first busy one end alike; of any three later ones in a row two differ by more than a second.
	const ages = [3600, 1400, 2600, 1300, 1200];
	let opened = 0;
	const ageOf = (number: number) => (number < 4 ? 1200 : ages[number % ages.length]);
	const backend = await tinyBackend({opened: ({socket}) => void setTimeout(() => socket.end(), ageOf(opened++))});
	t.teardown(backend.close);
	const report = await atOnce(() => diagnosed(t, [`ws://${backend.address}/ws`, '--trials', '4']));
	t.log(evidenceFor(report, 'trials'));
	t.is(report.verdict?.code, 'life/unstable');
});

testHaproxy('directions: HAProxy with independent streams watches the silence of the server', t =>
	withChain(
		haproxyWith(
			ports =>
				`defaults\n mode http\n option independent-streams\n timeout connect 2s\n timeout client 9s\n timeout server 1500ms\nfrontend fe\n bind 127.0.0.1:${ports.public}\n default_backend be\nbackend be\n server s 127.0.0.1:${ports.websocket}\n`,
		),
		async chain => {
			const report = await diagnosed(t, [chain.url, ...toldAll(chain)]);
			t.log(evidenceFor(report, 'clientOnly'));
			t.like(report.verdict, {code: 'idle/server-timeout', certainty: 'confirmed'});
			t.regex(report.findings[0]?.why ?? '', /watches the silence of the server/);
		},
	),
);

test('what the handshake shows of the way is offered', async t => {
	const backend = await startBackend();
	const shows: Listener = await listen((client, track) => {
		client.once('data', () => client.end('HTTP/1.1 403 Forbidden\r\nCF-RAY: 8e2b-LAX\r\nServer: cloudflare\r\nContent-Length: 0\r\n\r\n'));
		track(client);
	});
	const report = await diagnosed(t, [`ws://127.0.0.1:${portOf(shows.address)}/ws`]);
	t.deepEqual(report.recognised, [{product: 'cloudflare', because: 'cf-ray: 8e2b-LAX'}]);
	await shows.close();
	await backend.close();
});
