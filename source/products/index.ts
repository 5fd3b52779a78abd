import type {Hop, HopLayer, Milliseconds} from '../model.ts';
import {clean} from '../text.ts';
import {aliases} from './aliases.ts';
import {appServer} from './app-server.ts';
import type {KnownTimer} from './catalogue-types.ts';
import {cdn} from './cdn.ts';
import {client} from './client.ts';
import {matching, nearest} from './find.ts';
import {firewall} from './firewall.ts';
import {framework} from './framework.ts';
import {clockOf} from './hop.ts';
import {loadBalancer} from './load-balancer.ts';
import {nat} from './nat.ts';
import {proxy} from './proxy.ts';

export type {Confidence, EndingEvidence, KnownTimer} from './catalogue-types.ts';

// Servers before clients: a product that is both, as Socket.IO, is a hop for what its server does.
const layers = {cdn, 'load-balancer': loadBalancer, nat, firewall, proxy, 'app-server': appServer, framework, client};

const catalogue: readonly KnownTimer[] = Object.entries(layers).flatMap(([layer, rows]) => rows.map(row => ({...row, layer: layer as HopLayer})));

/** Ids of all products, outermost layers first. */
export const products: readonly string[] = [...new Set(catalogue.map(({product}) => product))];

/** The id of a product, from whatever people call it; an unknown name stays, in lower case and made safe to print. */
export const canonical = (product: string): string => {
	const typed = product.slice(0, 200).trim().toLowerCase();
	const name = clean(typed.replace(/[\s_]+/g, '-'), 60);
	return aliases.get(name) ?? name;
};

/** Everything known about a product's timers, the values of sample configurations included; nothing for an unknown one. */
export const timersOf = (product: string): readonly KnownTimer[] => {
	const id = canonical(product);
	return catalogue.filter(timer => timer.product === id);
};

/** HAProxy itself, and what runs it under its own keywords, with defaults of its own. */
const haproxies: ReadonlySet<string> = new Set(['haproxy', 'openshift', 'haproxy-ingress', 'haproxytech-ingress']);

/** Where a product usually stands on a path. */
export const layerOf = (product: string): HopLayer => (haproxies.has(canonical(product)) ? 'haproxy' : (timersOf(product)[0]?.layer ?? 'unknown'));

/** A product as a hop with its defaults. HAProxy itself has none; a timer whose value nobody knows is left out, for without a value it would read as unlimited. */
export const hopOf = (product: string): Hop => {
	const [id, layer] = [canonical(product), layerOf(product)];
	const known = timersOf(id).filter(timer => timer.layer === layer || timer.layer !== 'client');
	return {product: id, layer, timers: id === 'haproxy' ? [] : known.filter(timer => !timer.unknown).map(clockOf)};
};

/** The timers that fit what somebody types: every word in the product, the name or the setting, or an alias; without a word all of them. */
export const search = (text: string): readonly KnownTimer[] => matching(catalogue, text, canonical(text));

/** Whose default would end something at this moment, nearest first; `tolerance` is a tenth of it, and at least a second, unless given. */
export const suspectsFor = (ms: Milliseconds, tolerance: Milliseconds = Math.max(1000, ms / 10)): readonly KnownTimer[] =>
	Number.isFinite(ms) ? nearest(catalogue, ms, tolerance) : [];
