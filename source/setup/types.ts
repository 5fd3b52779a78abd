import type {LintFinding} from '../haproxy/lint/finding.ts';
import type {ConfigurationText, Milliseconds} from '../model.ts';

export type Stickiness = 'none' | 'cookie' | 'source';

/** `101`: a real WebSocket handshake; `http`: an ordinary request that has to give 2xx or 3xx; `tcp`: a connect. */
export type Check = '101' | 'http' | 'tcp';

/** WebSocket servers that share paths; without a path they take every WebSocket that no other pool takes. */
export type PoolAnswer = {
	readonly paths: readonly string[];
	/** `host:port` */
	readonly servers: readonly string[];
	/** Absent: as the main pool. */
	readonly heartbeat?: Milliseconds;
	readonly stickiness?: Stickiness;
};

/** What the operator has told, checked; the members are the ids of the questions in `flows/setup/`. */
export type SetupAnswers = {
	readonly mode: 'new' | 'add';
	/** The existing file, for `add`. */
	readonly file: string;
	/** The frontend of the existing file that clients meet; `*` where it has one only. */
	readonly frontend: string;
	/** `:443`, `10.0.0.1:443`, `[::]:443` */
	readonly listen: readonly string[];
	readonly tls: boolean;
	readonly certificate?: string;
	readonly redirect: boolean;
	readonly http2: boolean;
	readonly hosts: readonly string[];
	readonly servers: readonly string[];
	readonly paths: readonly string[];
	readonly pools: readonly PoolAnswer[];
	/** Who answers what is no WebSocket: the WebSocket servers themselves, nobody, or servers of its own. */
	readonly web: 'same' | 'none' | readonly string[];
	readonly stickiness: Stickiness;
	/** 0: the application sends nothing on an idle connection. */
	readonly heartbeat: Milliseconds;
	/** Ids of the catalogue, client first. */
	readonly path: readonly string[];
	/** Addresses and networks of the hop in front, whose X-Forwarded-For counts. */
	readonly trusted: readonly string[];
	readonly connections: number;
	/** WebSockets that one client address may hold; 0: any number. */
	readonly perClient: number;
	readonly check: Check;
	readonly checkPath: string;
	readonly sources: readonly string[];
	/** `2.6.12`, or `installed`. */
	readonly version: string;
};

/** What is known of the machine: the release as `haproxy -v` says it, and the file to be changed. */
export type Surroundings = {readonly version?: string | undefined; readonly existing?: ConfigurationText['files'][number] | undefined};

/** Why something is as it is, in a sentence; `advice` is for the operator to act on. */
export type Explanation = {readonly topic: string; readonly says: string; readonly advice?: true};

/** One sum of the plan, and how it comes about. */
export type Sum = {readonly name: string; readonly value: number; readonly unit: string; readonly arithmetic: string};

export type Capacity = {
	readonly maxconn: number;
	readonly sums: readonly Sum[];
	readonly explanations: readonly Explanation[];
	readonly commands: readonly string[];
};

/** A file of the plan: a new one, or a change with its minimal unified diff. */
export type PlannedFile =
	| {readonly kind: 'new'; readonly name: string; readonly text: string}
	| {readonly kind: 'changed'; readonly name: string; readonly text: string; readonly diff: string};

/** What setup will write, why, and what to run then. */
export type SetupPlan = {
	readonly file: PlannedFile;
	readonly explanations: readonly Explanation[];
	readonly capacity: Capacity;
	/** Operands and flags of `ws-doctor diagnose`, one row a pool. */
	readonly proofs: ReadonlyArray<readonly string[]>;
	readonly commands: readonly string[];
};

/** What our own lint says of the plan: of what it adds, and how much was there before. */
export type LintCheck = {readonly findings: readonly LintFinding[]; readonly before: number};
