import type {ConfigurationText, Location, Milliseconds} from '../model.ts';
import type {Condition} from './condition.ts';

/** One word of a line, quotes and escapes resolved. `column` counts from 1 in the line as written. */
export type Word = {
	readonly text: string;
	readonly column: number;
	/** An environment variable in this word whose value is not known here; `text` then holds the reference as written. */
	readonly unknown?: string;
};

/** One line of a section. */
export type Statement = {
	readonly location: Location;
	readonly words: readonly Word[];
	/** Inside an `.if` that cannot be decided here. */
	readonly maybe?: boolean;
	/** Words behind an empty argument: HAProxy up to 3.2 does not read them. */
	readonly ignored?: readonly Word[];
};

/** The places of lines by their keyword. */
export type Layout = ReadonlyMap<string, readonly number[]>;

export type Section = {
	/** `frontend`, `backend`, `listen`, `defaults`, `global`, … */
	readonly kind: string;
	/** Empty for sections without a name. */
	readonly name: string;
	readonly from?: string;
	readonly location: Location;
	readonly statements: readonly Statement[];
	/** Where the lines of each keyword stand among the statements. */
	readonly layout: Layout;
	/** The `defaults` section it inherits from. */
	readonly defaults?: Section;
	/** Inside an `.if` that cannot be decided here. */
	readonly maybe?: boolean;
};

/** A line that HAProxy refuses; the rest is read all the same. */
export type Problem = {readonly location: Location; readonly says: string};

export type Configuration = {
	readonly files: ConfigurationText['files'];
	/** Pattern and map files, as far as they could be read. */
	readonly patterns?: ConfigurationText['patterns'];
	readonly sections: readonly Section[];
	readonly problems: readonly Problem[];
	/** `.if` and `.elif` lines that cannot be decided here: both ways are kept. */
	readonly undecided: readonly Problem[];
};

/** The names that `timeout` accepts in a proxy (HAProxy manual §4.2). */
export type TimerName =
	| 'client'
	| 'client-fin'
	| 'client-hs'
	| 'http-request'
	| 'http-keep-alive'
	| 'tarpit'
	| 'connect'
	| 'server'
	| 'server-fin'
	| 'tunnel'
	| 'queue'
	| 'check';

export type EffectiveTimer = {
	readonly name: TimerName;
	/** null: 0, that is unlimited. undefined: cannot be known here, for example an environment variable. */
	readonly ms: Milliseconds | null | undefined;
	readonly written: string;
	/** No unit, so milliseconds. */
	readonly bare: boolean;
	readonly location: Location;
	/** `backend be_ws`, `defaults`, `defaults web`. */
	readonly section: string;
	/** Set by `http-request set-timeout`. */
	readonly byRule?: boolean;
};

export type Timers = Readonly<Partial<Record<TimerName, EffectiveTimer>>>;

/** The request whose route is asked for. */
export type Request = {
	readonly scheme: 'ws' | 'wss';
	readonly host: string;
	/** The port at which HAProxy is met. */
	readonly port: number;
	/** With query. */
	readonly path: string;
	/** Lower-case names; a WebSocket upgrade's own headers included. A header that is not here is not sent. */
	readonly headers: Readonly<Record<string, string>>;
	readonly websocket: boolean;
	/** The address at which HAProxy is met, if it is written as one. */
	readonly address?: string;
};

export type Idle = {
	/** null: nothing ends it; undefined: cannot be known here. */
	readonly ms: Milliseconds | null | undefined;
	readonly by?: 'timeout client' | 'timeout server' | 'timeout tunnel';
	readonly location?: Location;
	readonly section?: string;
	/** True when a second pass through HAProxy (`inner`) ends it. */
	readonly inner?: boolean;
};

export type Route = {
	readonly frontend: Section;
	readonly backend: Section;
	readonly chosen: 'yes' | 'maybe';
	/** The condition, as written, without `if`. */
	readonly when?: string;
	/** The condition it is taken on; absent for a default. */
	readonly condition?: Condition;
	/** The `use_backend` or `default_backend` that leads here; absent for a `listen` with its own servers. */
	readonly rule?: Location;
	/** What is in force: `client*` from the frontend's side, the others from the backend's, `http-request set-timeout` included. */
	readonly timers: Timers;
	/** What ends a silent WebSocket on this route, and when; of two passes the shorter one. */
	readonly idle: Idle;
	readonly mode: 'http' | 'tcp';
	/** The server that a `use-server` picks for this request, as long as it is up. */
	readonly server?: {readonly name: string; readonly location: Location};
	/** By `routesOf`: whether WebSockets take it: `yes` when nothing else can, `no` when they surely do not. */
	readonly websocket?: 'yes' | 'maybe' | 'no';
	/** The pass through a second HAProxy listener of the same files, if the server's address is a bind of it. */
	readonly inner?: readonly Route[];
};

/** A `use_backend` that a request did not take. */
export type Passed = {
	readonly backend: string;
	readonly condition: string;
	readonly location: Location;
	/** Which ACL did not match: `acl is_ws (path_beg /socket, line 9) does not match /ws`. */
	readonly why: string;
	readonly acl?: {readonly name: string; readonly location: Location};
	/** Condition, backend name or tunnel timer suggest that it is meant for WebSockets. */
	readonly websocket: boolean;
	/** It would match, but this rule above wins. */
	readonly shadowedBy?: Location;
};

export type RouteDecision = {
	/** Those this request may take, in order; one with `chosen: 'yes'` when decided. */
	readonly routes: readonly Route[];
	readonly passed: readonly Passed[];
	/** A rule that surely answers before any backend is asked: redirect, deny, return, … */
	readonly answeredBefore?: {readonly location: Location; readonly says: string};
};

/** Three-valued: what cannot be decided from the request and the files is unknown. */
export type Truth = 'yes' | 'no' | 'unknown';
