import test from 'ava';
import fc from 'fast-check';
import {aliases} from '../../../source/products/aliases.ts';
import {canonical, hopOf, type KnownTimer, layerOf, products, search, suspectsFor, timersOf} from '../../../source/products/index.ts';
import recorded from '../../recordings/timeouts.json' with {type: 'json'};

const all = products.flatMap(timersOf);
const ids = (timers: readonly KnownTimer[]) => timers.map(({id}) => id);
const endings: Record<string, string> = {fin: 'fin', rst: 'rst', silent: 'silent', 'ws-close': 'close-frame'};
const kinds: Record<string, readonly string[]> = {
	idle: ['idle', 'handshake'],
	heartbeat: ['heartbeat'],
	absolute: ['lifetime', 'handshake', 'drain'],
};

test('every recorded timer is in the catalogue, with its value, kind, ending, layer and how sure we are', t => {
	t.is(all.length, recorded.length);
	const known = new Map(all.map(timer => [timer.id, timer]));
	for (const {id, product, seconds, kind, close, layer, closeEvidence, confidence} of recorded) {
		const timer = known.get(id);
		t.is(timer?.ms, seconds === null ? null : seconds * 1000, id);
		t.is(timer?.product, product, id);
		t.is(timer?.layer, layer as KnownTimer['layer'], id);
		t.is(timer?.ending, endings[close] as KnownTimer['ending'], id);
		t.is(timer?.endingEvidence, closeEvidence as KnownTimer['endingEvidence'], id);
		t.is(timer?.confidence, confidence as KnownTimer['confidence'], id);
		t.true(timer !== undefined && kinds[kind]?.includes(timer.kind), id);
	}
});

test('ids are unique', t => {
	t.is(new Set(ids(all)).size, all.length);
	t.is(new Set(products).size, products.length);
});

test('every timer has a source, a name and what resets it, and names no number it does not know', t => {
	for (const timer of all) {
		t.not(timer.source.trim(), '', timer.id);
		t.not(timer.name.trim(), '', timer.id);
		t.not(timer.resetBy.trim(), '', timer.id);
		t.false(timer.unknown === true && timer.ms !== null, timer.id);
		t.true(timer.note.length < 130, timer.id);
	}
});

test('a spread encloses the value', t => {
	for (const {id, ms, from, upTo} of all) {
		t.true(ms === null || (from ?? ms) <= ms, id);
		t.true(ms === null || (upTo ?? ms) >= ms, id);
	}
});

test('a hop never states an ending that is only inferred', t => {
	const shown = new Set(all.filter(timer => timer.ending && timer.endingEvidence !== 'inferred').map(timer => `${timer.product} ${timer.name}`));
	const stated = products.flatMap(product =>
		hopOf(product)
			.timers.filter(timer => timer.ending)
			.map(timer => `${product} ${timer.name}`),
	);
	t.true(stated.length > 20);
	t.deepEqual(
		stated.filter(name => !shown.has(name)),
		[],
	);
});

test('the clocks of a hop are defaults with a source, and only what can end an open WebSocket applies', t => {
	for (const product of products) {
		for (const timer of hopOf(product).timers) {
			t.is(timer.hop, product);
			t.is(timer.origin, 'default');
			t.truthy(timer.source);
			t.false(timer.applies && ['handshake', 'drain'].includes(timer.kind), `${product} ${timer.name}`);
			t.true(timer.upTo === undefined || (timer.ms !== null && timer.upTo > timer.ms), `${product} ${timer.name}`);
		}
	}
});

const applying = test.macro({
	exec: (t, product: string, expected: ReadonlyArray<readonly [string, number | null]>) =>
		t.deepEqual(
			hopOf(product)
				.timers.filter(timer => timer.applies)
				.map(({name, ms}) => [name, ms] as const),
			expected,
		),
	title: (_, product) => `what ends a WebSocket at ${product}`,
});

test(applying, 'haproxy', []);
test(applying, 'somebodys-box', []);
test(applying, 'aws-alb', [['idle timeout', 60_000]]);
test(applying, 'nginx', [['proxy_read_timeout', 60_000]]);
test(applying, 'gcp-lb', [['timeoutSec', 30_000]]);
test(applying, 'cloudflare', [['WebSocket idle', 100_000]]);
test(applying, 'jetty', [['WebSocket idle timeout', 30_000]]);
test(applying, 'linux-conntrack', [['nf_conntrack_tcp_timeout_established', 432_000_000]]);
test(applying, 'openshift', [['timeout tunnel', 3_600_000]]);
test(applying, 'istio', [['stream idle', null]]);
test(applying, 'socketio', [['pingInterval + pingTimeout', 45_000]]);
test(applying, 'aspnet', []);
test(applying, 'pusher', []);
test(applying, 'akamai', []);
test(applying, 'mobile-cgnat', [['carrier NAT idle', 240_000]]);
test(applying, 'traefik', []);
test(applying, 'node', []);

test('no two clocks of a hop share a name', t => {
	for (const product of products) {
		const names = hopOf(product).timers.map(({name}) => name);
		t.is(new Set(names).size, names.length, product);
	}
});

test('a value that nobody documents says so in its source', t => {
	t.is(hopOf('linode').timers[0]?.source, 'Linode documentation (from memory)');
	t.regex(hopOf('fly').timers[0]?.source ?? '', / \(reported\)$/);
	t.notRegex(hopOf('nginx').timers[0]?.source ?? '', /\(/);
});

test('a value that varies is a clock with its shortest and longest', t => {
	t.like(hopOf('uvicorn').timers[0], {ms: 20_000, upTo: 40_000, ending: 'close-frame'});
	t.like(hopOf('cowboy').timers[0], {ms: 60_000, upTo: 66_000});
	t.like(hopOf('mobile-cgnat').timers[0], {ms: 240_000, upTo: 1_800_000});
	t.is(hopOf('aws-alb').timers[0]?.upTo, undefined, 'what could be set says nothing about the default');
});

const named = test.macro({
	exec: (t, typed: string, product: string) => t.is(canonical(typed), product),
	title: (_, typed) => `canonical(${JSON.stringify(typed)})`,
});

for (const [typed, product] of [
	['ALB', 'aws-alb'],
	['elb', 'aws-clb'],
	['nlb', 'aws-nlb'],
	['cf', 'cloudflare'],
	['gclb', 'gcp-lb'],
	['ingress', 'ingress-nginx'],
	['nginx-ingress', 'ingress-nginx'],
	['k8s-ingress', 'ingress-nginx'],
	[' Socket.IO ', 'socketio'],
	['Application Gateway', 'azure-appgw'],
	['cloud_run', 'gcp-cloudrun'],
	['nginx', 'nginx'],
	['Our Box', 'our-box'],
	['__proto__', '-proto-'],
	['', ''],
] as const) {
	test(named, typed, product);
}

test('an alias leads to a product and hides none', t => {
	for (const [alias, product] of aliases) {
		t.true(products.includes(product), alias);
		t.false(products.includes(alias), alias);
		t.is(canonical(alias), product, alias);
	}
});

test('canonical is stable and safe to print', t => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 200}), text => {
			const name = canonical(text);
			t.is(canonical(name), name);
			t.notRegex(name, /[\u0000-\u001F\u007F-\u009F]/);
		}),
	);
	t.pass();
});

const placed = test.macro({
	exec: (t, product: string, layer: string) => t.is(layerOf(product), layer as ReturnType<typeof layerOf>),
	title: (_, product) => `layerOf(${product})`,
});

test(placed, 'haproxy', 'haproxy');
test(placed, 'HAProxy', 'haproxy');
test(placed, 'alb', 'load-balancer');
test(placed, 'cloudflare', 'cdn');
test(placed, 'socketio', 'framework');
test(placed, 'pusher', 'client');
test(placed, 'pf', 'firewall');
test(placed, 'somebodys-box', 'unknown');

test('search finds products, names, settings and aliases, in any case', t => {
	t.true(ids(search('alb')).indexOf('aws-alb-idle') < 2);
	t.is(search('Cf')[0]?.product, 'cloudflare');
	t.true(ids(search('PROXY_READ')).includes('nginx-proxy-read'));
	t.true(ids(search('tcp idle aws')).includes('aws-nlb-tcp'));
	t.deepEqual(ids(search('backendHttpSettings')), ['azure-appgw-request']);
	t.deepEqual(search('no such thing anywhere'), []);
	t.deepEqual(search('^(a+)+$\u001B'), []);
	t.is(search(' ').length, all.length);
});

test('suspects come nearest first, and the likelier ones first among equals', t => {
	const minute = ids(suspectsFor(60_000));
	t.true(minute.includes('heroku'), 'within a tenth');
	t.true(minute.indexOf('aws-alb-idle') < minute.indexOf('nginx-send-timeout'));
	t.true(minute.indexOf('aws-alb-idle') < minute.indexOf('haproxy-example-1m'));
	t.true(minute.indexOf('nginx-send-timeout') < minute.indexOf('heroku'));
	t.false(minute.includes('cloudflare-ws'));
	t.deepEqual(ids(suspectsFor(100_000, 0)), ['cloudflare-ws', 'yarp', 'cloudflare-524', 'jupyter', 'java-websocket', 'rabbit-mqtt', 'emqx', 'reverb']);
	t.true(ids(suspectsFor(360_000)).includes('aws-nlb-tcp'));
	t.deepEqual(suspectsFor(Number.NaN), []);
	t.deepEqual(suspectsFor(Number.POSITIVE_INFINITY), []);
});

test('a suspect is never farther away than the tolerance, none nearer is left out, and the order is by distance', t => {
	const distance = ({ms, from, upTo}: KnownTimer, at: number) => {
		const [low, high] = [from ?? ms, upTo ?? ms ?? from];
		return low === null || high === null || high === undefined ? Number.POSITIVE_INFINITY : Math.max(0, low - at, at - high);
	};
	fc.assert(
		fc.property(fc.oneof(fc.nat(700_000), fc.nat(100_000_000)), fc.nat(120_000), (ms, tolerance) => {
			const found = suspectsFor(ms, tolerance).map(timer => distance(timer, ms));
			return (
				found.every((value, index) => value <= tolerance && value >= (found[index - 1] ?? 0)) &&
				found.length === all.filter(timer => distance(timer, ms) <= tolerance).length
			);
		}),
	);
	t.pass();
});
