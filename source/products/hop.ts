import type {Milliseconds, Timer} from '../model.ts';
import type {KnownTimer} from './catalogue-types.ts';

const endingKinds = new Set(['idle', 'lifetime']);

// A client's heartbeat is the client's business: on a hop only what a server gives up on counts.
const endsOpenWebSocket = ({kind, layer, sends, when}: KnownTimer) =>
	!sends && when === undefined && (endingKinds.has(kind) || (kind === 'heartbeat' && layer !== 'client'));

/** The shortest and the longest moment a timer is known to use; undefined when nobody knows, or it is unlimited. */
export const spanOf = ({ms, from, upTo}: KnownTimer): readonly [Milliseconds, Milliseconds] | undefined => {
	const shortest = from ?? ms ?? undefined;
	return shortest === undefined ? undefined : [shortest, upTo ?? ms ?? shortest];
};

const sourceOf = ({source, confidence}: KnownTimer) =>
	confidence === 'reported' || confidence === 'from-memory' ? `${source} (${confidence.replace('-', ' ')})` : source;

const sides: ReadonlyArray<readonly [side: NonNullable<Timer['resetBy']>, words: RegExp]> = [
	['each', /\bneither the other\b|each with a timer of its own/],
	['client', /^(bytes|WebSocket data|any data or PONG|requests or data) (from|of) the client( only|:|;|$)/],
	['server', /^(bytes|data) from the (origin|backend|server)( only|$)/],
];

/** Whose bytes reset a timer, where its words say that those of either side are not enough. */
const sideOf = ({resetBy}: KnownTimer): Timer['resetBy'] => sides.find(([, words]) => words.test(resetBy))?.[0];

/** A catalogued timer as a clock of a path; what is only concluded about its ending is left out, for a verdict must not rest on it. */
export const clockOf = (known: KnownTimer): Timer => {
	const {product, name, kind, ending, endingEvidence} = known;
	const [ms, upTo] = spanOf(known) ?? [null, null];
	const side = kind === 'idle' ? sideOf(known) : undefined;
	return {
		...{hop: product, name, ms, kind, origin: 'default', applies: endsOpenWebSocket(known), source: sourceOf(known)},
		...(ending && endingEvidence !== 'inferred' ? {ending} : {}),
		...(side && {resetBy: side}),
		...(upTo !== ms && upTo !== null ? {upTo} : {}),
	};
};
