import {agreesInManner, tolerance} from '../../../source/clocks.ts';
import {formatDuration} from '../../../source/duration.ts';
import type {Ending, Milliseconds, ProofItem} from '../../../source/model.ts';
import {type KnownTimer, suspectsFor} from '../../../source/products/index.ts';
import {bracketOf, endingOf} from '../../reading/ends.ts';
import {decisive, unseen} from '../proof.ts';
import type {Scene} from '../scene.ts';
import {inFront} from './front-suspects.ts';
import {anotherClock, haproxyClocks} from './haproxy-clock.ts';
import {askPast} from './next-test.ts';

/** How many products are worth naming where nobody has said who stands on the path. */
const most = 8;

const mannerOf = ({ending, endingEvidence}: KnownTimer, seen: Ending | undefined) => agreesInManner(endingEvidence === 'inferred' ? undefined : ending, seen);

/** The catalogue's clocks that could have made this cut, best agreement first: in manner, then in value. */
const catalogued = ({cut, whenBusy}: Scene, ms: Milliseconds): readonly KnownTimer[] => {
	const kinds = whenBusy === 'later' ? ['idle'] : whenBusy === 'same' ? ['lifetime'] : ['idle', 'lifetime'];
	const ordinary = suspectsFor(ms, tolerance(ms, {origin: 'default'})).filter(
		({kind, when, sends, layer}) => kinds.includes(kind) && !when && !sends && layer !== 'client',
	);
	const agreeing = ordinary.filter(timer => mannerOf(timer, endingOf(cut)) !== 'contradicted');
	const first = agreeing.filter((timer, index) => agreeing.findIndex(({product}) => product === timer.product) === index);
	return first.toSorted((a, b) => Number(mannerOf(b, endingOf(cut)) === 'met') - Number(mannerOf(a, endingOf(cut)) === 'met'));
};

const unnamed = (scene: Scene, ms: Milliseconds): readonly ProofItem[] => {
	const known = catalogued(scene, ms).slice(0, most);
	const names = known.map(({product, name}) => `${product} (${name})`).join(', ');
	return known.length === 0
		? []
		: [unseen(`that it is one of those known for ${formatDuration(Math.round(ms))}, such as ${names}: name the hops with --path, client first`)];
};

const named = (scene: Scene): readonly ProofItem[] =>
	inFront(scene).map(hop => unseen(`that it is ${hop.product}, of which no such timer is known: ${askPast(scene, hop)}`));

/** Whether anything that is known speaks of somebody else: a place, HAProxy's own clock, the application's hand, an age, or an end at once. */
const isOpen = (scene: Scene, end: Milliseconds): boolean => {
	const {cut, atHaproxy, atBackend, whenBusy, suspects} = scene;
	const elsewhere = atHaproxy === 'same' || atBackend === 'same' || whenBusy === 'same' || endingOf(cut) === 'close-frame';
	return end >= 1000 && suspects.length === 0 && !elsewhere && (haproxyClocks(scene).length === 0 || anotherClock(scene).state === 'met');
};

/** A cut of which nobody known can be the author: what would tell who it is, one test a line; nothing of it is proof yet. */
export const unknownProof = (scene: Scene): readonly ProofItem[] => {
	const [, end] = bracketOf(scene.cut) ?? [];
	if (end === undefined || !isOpen(scene, end)) return [];
	const hops = inFront(scene);
	return [
		decisive(unseen('that a hop in front of HAProxy makes the cut: ask HAProxy itself with --haproxy <host:port>, and the silence lasts longer there')),
		...(scene.config ? [] : [unseen('that it is no timer of HAProxy: --config <haproxy.cfg> shows them')]),
		...(scene.atBackend === 'later' ? [] : [unseen('that it is not the application: ask it with --backend <host:port>, and the silence lasts longer there')]),
		...(hops.length > 0 ? named(scene) : unnamed(scene, end)),
	];
};
