import test from 'ava';
import {flowOf} from '../../../flows/index.ts';
import {nextSteps} from '../../../source/engine.ts';
import type {Evidence, Probe, Target, Upgrade} from '../../../source/model.ts';
import {fact, noInstruments} from '../../helpers/steps.ts';

const config = (server: string, backend = '') => ({
	files: [{name: 'h.cfg', text: `defaults\n mode http\nfrontend f\n bind :80\n default_backend b\nbackend b\n${backend} server s 192.0.2.7:80 ${server}\n`}],
});
const beside = [fact('url', 'ws://192.0.2.1/ws'), fact('haproxy', '192.0.2.2:80'), fact('backend', '192.0.2.7:80'), fact('symptom', 'refused')];
const ok: Upgrade = {status: 101};

/** What the differential probes would be, whatever runs first. */
const called = (publicly: Upgrade, atHaproxy: Upgrade = ok, atBackend: Upgrade = ok, ...more: readonly Evidence[]): readonly string[] => {
	const seen = [...beside, fact('upgrade', publicly), fact('upgradeAtHaproxy', atHaproxy), fact('upgradeAtBackend', atBackend), ...more];
	return nextSteps(flowOf('refused'), seen)
		.map(({id}) => id)
		.filter(id => /^upgrade.|^retries/.test(id));
};

const calls = test.macro((t, expected: readonly string[], ...given: Parameters<typeof called>) =>
	t.deepEqual([...called(...given)].sort(), [...expected].sort()),
);
const plainCommand = "printf 'GET /ws HTTP/1.1\\r\\nHost: 192.0.2.1\\r\\n\\r\\n' | nc 192.0.2.1 80";

test('nothing after a 101 but the row that a report of refusals calls for', calls, ['retries'], ok);
test(
	'403: origin and credentials',
	calls,
	['upgradeWithoutOrigin', 'upgradeWithOwnOrigin', 'upgradeWithoutCredentials', 'upgradeWithoutSubprotocol', 'upgradeWithOwnHostAtBackend'],
	{status: 403},
	{status: 403},
	{status: 403, command: plainCommand},
);
test('403: what was not sent cannot be left out', calls, ['upgradeWithOwnOrigin'], {status: 403, command: plainCommand}, {status: 403}, {outcome: 'refused'});
test('429: nothing but the row', calls, ['retries'], {status: 429}, {status: 429}, {outcome: 'refused'});
test('a redirect calls for nothing', calls, [], {status: 302}, {status: 302});
test('503: header names, and the row', calls, ['upgradeLowerCaseAtBackend', 'retries'], {status: 503}, {status: 503});
test(
	'502, and the file sends a PROXY header',
	calls,
	['upgradeLowerCaseAtBackend', 'upgradeProxyV2AtBackend', 'retries'],
	{status: 502},
	{status: 502},
	ok,
	fact('config', config('send-proxy-v2')),
);
test(
	'404, and the file rewrites the path',
	calls,
	['upgradeWithOwnOrigin', 'upgradeOtherSlash', 'upgradeWithSubprotocol', 'upgradePlain', 'upgradeLowerCaseAtBackend', 'upgradeRewrittenAtBackend'],
	{status: 404, command: plainCommand},
	{status: 404},
	ok,
	fact('config', config('', ' http-request set-path /other\n')),
);
test(
	'closed: the PROXY protocol and TLS',
	calls,
	['upgradeProxyV1', 'upgradeProxyV2', 'upgradeOtherScheme', 'upgradeProxyV1AtHaproxy', 'upgradeProxyV2AtHaproxy', 'upgradeLowerCaseAtBackend', 'retries'],
	{outcome: 'closed'},
	{outcome: 'closed'},
);
test(
	'a certificate for another name: the one without a name',
	calls,
	['upgradeWithoutServerName'],
	{outcome: 'tls', tls: {serverName: 'a', verified: false, fault: 'wrong-name'}},
	{outcome: 'refused'},
	{outcome: 'refused'},
);
test(
	'what seemed to lift a refusal is tried against luck',
	calls,
	['upgradeWithoutOrigin', 'upgradeWithoutCredentials', 'upgradeWithoutSubprotocol', 'retries'],
	{status: 403},
	{status: 403},
	{outcome: 'refused'},
	fact('upgradeWithOwnOrigin', ok),
);

test('never more than twelve', t => {
	const statuses = [200, 301, 400, 401, 403, 404, 407, 413, 421, 426, 429, 431, 500, 502, 503, 504].map(status => ({status, bodyStart: 'HTTPS port'}));
	const outcomes = (['refused', 'timeout', 'reset', 'no-response', 'closed', 'tls', 'garbage'] as const).map(outcome => ({outcome}));
	const answers: readonly Upgrade[] = [ok, ...statuses, ...outcomes];
	const files = [fact('config', config('send-proxy', ' http-request set-path /other\n'))];
	const most = answers.flatMap(publicly =>
		answers.flatMap(atHaproxy => answers.map(atBackend => called(publicly, atHaproxy, atBackend, ...files).filter(id => id !== 'retries').length)),
	);
	t.true(Math.max(...most) <= 12, `${Math.max(...most)}`);
});

const changed = async (id: string, publicly: Upgrade, here: Upgrade, where: string, url = 'ws://192.0.2.1/ws'): Promise<Target | undefined> => {
	const probe = flowOf('refused').steps.find(step => step.id === id) as Probe<Upgrade>;
	let asked: Target | undefined;
	const upgrade = async (target: Target) => {
		asked = target;
		return ok;
	};
	const known = [url, where, publicly, here, config('', ' http-request set-path /other\n')];
	await probe.run({...noInstruments, upgrade}, new AbortController().signal, () => {}, ...known);
	return asked;
};

test('what is asked differs in one thing', async t => {
	const url = 'ws://192.0.2.1/ws';
	const refused = {status: 403};
	t.deepEqual(await changed('upgradeWithoutOrigin', refused, refused, url), {url, variant: {origin: null}});
	t.deepEqual(await changed('upgradeWithOwnOrigin', refused, refused, url), {url, variant: {origin: 'http://192.0.2.1'}});
	t.deepEqual(await changed('upgradeOtherSlash', refused, refused, url), {url, variant: {path: '/ws/'}});
	t.deepEqual(await changed('upgradeOtherScheme', refused, refused, url), {url, scheme: 'wss', connectTo: '192.0.2.1:80'});
	const direct = {url, connectTo: '192.0.2.7:80', scheme: 'ws'} as const;
	t.deepEqual(await changed('upgradeLowerCaseAtBackend', refused, ok, '192.0.2.7:80'), {...direct, variant: {headerNames: 'lower'}});
	t.deepEqual(await changed('upgradeRewrittenAtBackend', refused, ok, '192.0.2.7:80'), {...direct, variant: {path: '/other'}});
	t.deepEqual(await changed('upgradeProxyV2AtBackend', refused, ok, '192.0.2.7:80'), {...direct, variant: {proxyProtocol: 2}});
	t.deepEqual(await changed('upgradeOtherSchemeAtBackend', refused, ok, '192.0.2.7:80'), {...direct, scheme: 'wss'});
});
