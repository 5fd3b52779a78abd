import type {Ending, HopLayer, Milliseconds, TimerKind} from '../model.ts';

/** How the ending is known: seen in our lab, quoted from documentation, read in the code, told by users, or only concluded. */
export type EndingEvidence = 'measured' | 'quoted' | 'code' | 'reported' | 'inferred';

/** How the value is known. */
export type Confidence = 'documented' | 'source-code' | 'reported' | 'from-memory';

/**
 * One timer a product is known to have, and its default. `kind` is `handshake` for what concerns HTTP requests, keep-alive between
 * them, or a blocked write: it ends no quiet WebSocket; it is `drain` for a countdown that an event starts.
 */
export type KnownTimer = {
	readonly id: string;
	readonly product: string;
	readonly layer: HopLayer;
	readonly name: string;
	/** What an operator would change; empty when there is nothing to change. */
	readonly setting: string;
	/** The default; null is unlimited, off, or `unknown`. */
	readonly ms: Milliseconds | null;
	/** Where the moment itself varies: the shortest and the longest known. */
	readonly from?: Milliseconds;
	readonly upTo?: Milliseconds;
	/** The values its setting accepts, which say nothing about its default. */
	readonly settable?: readonly [Milliseconds, Milliseconds];
	/** Nobody has shown the value: not to be accused by a number of seconds. */
	readonly unknown?: true;
	readonly kind: TimerKind;
	readonly resetBy: string;
	/** The condition under which it exists at all, where that is not the ordinary set-up. */
	readonly when?: string;
	/** It only sends: it ends nothing, and keeps others from ending it. */
	readonly sends?: true;
	readonly ending?: Ending;
	readonly endingEvidence: EndingEvidence;
	/** As the client's API reports it: 1005 is a Close frame without a code, 1006 no Close frame (RFC 6455 §7.4.1). */
	readonly closeCode?: number;
	readonly configurable: boolean;
	/** A page, or `owner/repository:path` on GitHub. */
	readonly source: string;
	readonly confidence: Confidence;
	readonly note: string;
};

/** A row of a layer's file: the layer is the file's. */
export type Row = Omit<KnownTimer, 'layer'>;
