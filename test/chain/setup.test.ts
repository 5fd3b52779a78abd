import test, {type ExecutionContext} from 'ava';
import {checkPlan, isGood} from '../../source/commands/setup-check.ts';
import {handshakesFor} from '../../source/setup/clients.ts';
import type {Stickiness} from '../../source/setup/types.ts';
import {bounded} from '../helpers/bounded.ts';
import {patiently} from '../helpers/patiently.ts';
import {haproxyIsThere, startHaproxy} from '../source/haproxy/real.ts';
import {makeCertificate} from '../source/setup/certificate.ts';
import {moved, usualLimit} from '../source/setup/moved.ts';
import {planned} from '../source/setup/planned.ts';
import {idleFaults, limitFaults, rateFaults, stickinessFaults, type ToldPool, upgradeFaults} from '../source/setup/probes.ts';
import {startServer} from '../source/setup/servers.ts';
import {type AnswerSet, certificate, sets} from '../source/setup/sets.ts';
import {ask, askOverHttp2, type Door, statusOf} from '../source/setup/upgrade-client.ts';

const pem = makeCertificate();
test.after.always(async () => (await pem).remove());

const withCertificate = async ({answers, existing}: AnswerSet) => {
	const {path} = await pem;
	const replaced = JSON.parse(JSON.stringify(answers).replaceAll(certificate, path)) as AnswerSet['answers'];
	return {answers: replaced, existing: existing?.replaceAll(certificate, path)};
};

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value : []);

type PoolAnswer = {readonly paths: readonly string[]; readonly servers: readonly string[]; readonly stickiness?: Stickiness};

const poolsOf = ({answers}: Pick<AnswerSet, 'answers'>): readonly ToldPool[] => {
	const {paths = [], servers, stickiness = 'none', pools = []} = answers as PoolAnswer & {pools?: readonly PoolAnswer[]};
	const all: readonly PoolAnswer[] = [{paths, servers, stickiness}, ...pools];
	const told = (path: string) => (path === '/socket.io' ? '/socket.io/' : path);
	return all.map(pool => ({path: told(pool.paths[0] ?? '/'), servers: pool.servers, stickiness: pool.stickiness ?? stickiness}));
};

// Nearly all of it is waiting.
const slot = bounded(9);

test('every answer set has a name of its own, and there are enough of them', t => {
	t.is(new Set(sets.map(({title}) => title)).size, sets.length);
	t.true(sets.length >= 25);
});

for (const set of sets) {
	test(`haproxy -c and lint have nothing against it: ${set.title}`, async t => {
		if (!(await haproxyIsThere(t))) return;
		await slot(async () => {
			const {answers, existing} = await withCertificate(set);
			const {file} = planned(answers, existing);
			const checks = await checkPlan(file, existing, String(answers.version ?? '2.6.12'), new AbortController().signal);
			t.deepEqual(
				checks.haproxy?.messages.filter(({level}) => level !== 'notice'),
				[],
			);
			t.true(checks.haproxy?.valid);
			t.deepEqual(
				checks.lint.findings.filter(({severity}) => severity !== 'note'),
				[],
			);
			t.true(isGood(checks));
		});
	});
}

/** What is no WebSocket goes where the answers send it. */
const restFaults = async (door: Door, {answers}: Pick<AnswerSet, 'answers'>, pools: readonly ToldPool[]): Promise<readonly string[]> => {
	if (answers.mode === 'add') return [];
	const {status, headers, socket} = await ask(door, {path: pools[0]?.path ?? '/', upgrade: []});
	socket.destroy();
	const web = listOf(answers.web);
	const expected = web.length > 0 ? web : (pools[0]?.servers ?? []);
	if (answers.web === 'none') return status === 404 ? [] : [`a page: ${status}`];
	return status === 200 && expected.includes(headers['x-server'] ?? '') ? [] : [`a page: ${status} by ${headers['x-server']}`];
};

/** WebSockets that no pool serves are refused at once, by path and by name. */
const refusalFaults = async (door: Door, {answers}: Pick<AnswerSet, 'answers'>, pools: readonly ToldPool[]): Promise<readonly string[]> => {
	if (answers.mode === 'add') return [];
	const elsewhere = pools.some(({path}) => path === '/') ? 101 : 404;
	const path = await statusOf(door, {path: '/not/served'});
	const host = listOf(answers.hosts).length > 0 ? await statusOf(door, {path: pools[0]?.path ?? '/', host: 'evil.example'}) : 404;
	return [...(path === elsewhere ? [] : [`another path got ${path}`]), ...(host === 404 ? [] : [`another name got ${host}`])];
};

/** What a client claims to be reaches a server only through a trusted hop. */
const spoofFaults = async (door: Door, {answers}: Pick<AnswerSet, 'answers'>, pools: readonly ToldPool[]): Promise<readonly string[]> => {
	const {headers, socket} = await ask(door, {path: pools[0]?.path ?? '/', headers: ['X-Forwarded-For: 203.0.113.66']});
	socket.destroy();
	const trusted = listOf(answers.trusted).includes('127.0.0.0/8');
	const claimed = headers['x-seen-for']?.includes('203.0.113.66') ?? false;
	const own = headers['x-seen-for']?.endsWith(door.host === '::1' ? '::1' : '127.0.0.1') ?? false;
	return claimed === trusted && own ? [] : [`the server was told ${headers['x-seen-for']}`];
};

const tlsFaults = async (doors: readonly Door[], {answers}: Pick<AnswerSet, 'answers'>, {path}: ToldPool): Promise<readonly string[]> => {
	const [door, second] = doors;
	if (!answers.tls || !door) return [];
	const over = await askOverHttp2(door, path);
	const redirected = second && !second.tls ? await ask(second, {path, upgrade: []}) : undefined;
	redirected?.socket.destroy();
	const wanted = answers.http2 === false ? undefined : 200;
	return [
		...(over?.status === wanted ? [] : [`extended CONNECT got ${over?.status}`]),
		...(answers.redirect === false || (redirected?.status === 301 && redirected.headers.location?.startsWith('https://ws.example.net')) ? [] : ['no redirect']),
	];
};

const limitOf = ({answers}: Pick<AnswerSet, 'answers'>): {limit: number; forwarded: boolean} => {
	const forwarded = listOf(answers.trusted).includes('127.0.0.0/8');
	// Behind a hop that is not trusted yet all clients would have one address.
	const blind = listOf(answers.path)[0] === 'cloudflare' && !forwarded;
	return {limit: blind ? 0 : Number(answers.perClient ?? usualLimit), forwarded};
};

const onRunningHaproxy = async (t: ExecutionContext, set: AnswerSet): Promise<void> => {
	const {answers, existing} = await withCertificate(set);
	const {file} = planned(answers, existing);
	const homes = new Map<string, string>();
	const addresses = [...file.text.matchAll(/^\s*server \S+ (\S+)/gm)].map(match => match[1] ?? '');
	for (const address of new Set(addresses)) homes.set(address, await startServer(t, address));
	const {text, doors, tunnel} = await moved(file.text, `127.${100 + (process.pid % 100)}.${sets.indexOf(set)}.1`, address => homes.get(address) ?? address);
	const [door] = doors;
	if (!door) return t.fail('nothing listens');
	await startHaproxy(t, text, door.port, door.host);
	const told = {answers};
	const pools = poolsOf(told);
	const [first] = pools;
	if (!first) return t.fail('no pool');
	// What a busy machine has delayed is tried again; what is wrong stays wrong.
	const calmly = (probe: () => Promise<readonly string[]>) => patiently(probe, found => found.length === 0);
	const each = (probe: (pool: ToldPool) => Promise<readonly string[]>) => calmly(async () => (await Promise.all(pools.map(probe))).flat());
	const faults = [
		...(await each(pool => upgradeFaults(door, pool))),
		...(await each(async pool => (pool.servers.length > 1 ? stickinessFaults(door, pool) : []))),
		...(await restFaults(door, told, pools)),
		...(await refusalFaults(door, told, pools)),
		...(await spoofFaults(door, told, pools)),
		...(await tlsFaults(doors, told, first)),
		...(await each(pool => idleFaults(door, pool, tunnel))),
		...(await calmly(() => limitFaults(door, first.path, limitOf(told)))),
	];
	// With the usual limit that would be a hundred of them.
	const rate = Number(answers.perClient) > 0 ? await rateFaults(door, first.path, handshakesFor(Number(answers.perClient))) : [];
	t.deepEqual([...faults, ...rate], []);
};

for (const set of sets) {
	test(`on a running HAProxy it passes upgrade, stickiness, idle and limit: ${set.title}`, async t => {
		if (!(await haproxyIsThere(t))) return;
		t.timeout(60_000);
		await slot(() => onRunningHaproxy(t, set));
	});
}
