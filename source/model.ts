/** The vocabulary of ws-doctor: types only. Every duration is in milliseconds. */

export type Milliseconds = number;

/** Plain JSON: all evidence is, so that a report can be given back as answers. */
export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json | undefined};

/** A place in a configuration file; lines and columns count from 1. */
export type Location = {readonly file: string; readonly line: number; readonly column?: number};

// Clocks on a path ----------------------------------------------------------------------------------------------------

/** What a clock limits: the handshake, silence, age, its own beat, or the time left after a reload or half-close. */
export type TimerKind = 'handshake' | 'idle' | 'lifetime' | 'heartbeat' | 'drain';

/** How an end looks on the wire: TCP FIN, TCP RST, a WebSocket Close frame (RFC 6455 §5.5.1), or nothing at all. */
export type Ending = 'fin' | 'rst' | 'close-frame' | 'silent';

/** Where the value of a clock is known from. */
export type TimerOrigin = 'configured' | 'measured' | 'default' | 'operator';

/** One clock of one hop. `ms: null` is unlimited. */
export type Timer = {
	readonly hop: string;
	readonly name: string;
	readonly ms: Milliseconds | null;
	readonly kind: TimerKind;
	readonly origin: TimerOrigin;
	/** False when another clock supersedes it, as `timeout tunnel` supersedes `timeout client`. */
	readonly applies: boolean;
	/** How the client sees this clock end a connection; absent when nobody has shown it. */
	readonly ending?: Ending;
	/** Whose bytes reset it, where those of either side are not enough: those of one side, or each side's its own half. */
	readonly resetBy?: 'client' | 'server' | 'each';
	/** The longest value the product is known to use, where `ms` is the shortest. */
	readonly upTo?: Milliseconds;
	readonly location?: Location;
	/** The value as written, `30s`, when it comes from a file. */
	readonly written?: string;
	/** Who says so, for a catalogued value. */
	readonly source?: string;
};

/** One station between client and application, the client's side first. */
export type Hop = {
	/** Id in the catalogue of products, as in `--path`. */
	readonly product: string;
	readonly layer: HopLayer;
	readonly timers: readonly Timer[];
};

export type HopLayer = 'client' | 'cdn' | 'load-balancer' | 'nat' | 'firewall' | 'proxy' | 'haproxy' | 'app-server' | 'framework' | 'unknown';

/** The hops of a connection, client first. */
export type Path = readonly Hop[];

// What probes and operators report ------------------------------------------------------------------------------------

/** The outcome of a TCP connect, by `nc` or by `node:net`. */
export type Reach = {
	readonly outcome: 'connected' | 'refused' | 'timeout' | 'unreachable' | 'not-resolved';
	readonly host: string;
	readonly port: number;
	readonly addresses?: readonly string[];
	/** What the resolver or the kernel said, `ENOTFOUND`. */
	readonly detail?: string;
	readonly ms?: Milliseconds;
	/** The command a person could type for the same answer. */
	readonly command?: string;
	/** Which program asked. */
	readonly by?: 'nc' | 'node';
	/** Every address of the name, tried by itself: one that fails alone is a fault that comes and goes. */
	readonly each?: readonly AddressReached[];
	/** The proxy of the environment that was asked to connect, `proxy.example:3128`. */
	readonly through?: string;
};

/** One address of a name, tried by itself. */
export type AddressReached = {
	readonly address: string;
	readonly family: 4 | 6;
	readonly outcome: Reach['outcome'];
	readonly detail?: string;
	readonly ms?: Milliseconds;
};

/** What is wrong with TLS, where it is known: the certificate, what was negotiated, or that it is no TLS at all. */
export type TlsFault =
	| 'expired'
	| 'not-yet-valid'
	| 'wrong-name'
	| 'self-signed'
	| 'untrusted'
	| 'incomplete-chain'
	| 'version'
	| 'cipher'
	| 'plain'
	| 'closed'
	| 'timeout'
	| 'other';

/** A TLS handshake (RFC 8446), as it went. Dates are ISO 8601. */
export type Tls = {
	/** The name in SNI and against which the certificate is held. */
	readonly serverName: string;
	readonly verified: boolean;
	readonly fault?: TlsFault;
	readonly version?: string;
	readonly cipher?: string;
	/** The protocol ALPN chose (RFC 7301), `http/1.1`. */
	readonly alpn?: string;
	readonly names?: readonly string[];
	readonly issuer?: string;
	readonly validFrom?: string;
	readonly validTo?: string;
	/** When it was looked at, ISO 8601: against this moment `validTo` is held. */
	readonly checkedAt?: string;
};

/** Why no status line came back from an upgrade request. */
export type UpgradeFailure = 'refused' | 'timeout' | 'reset' | 'no-response' | 'closed' | 'not-resolved' | 'unreachable' | 'tls' | 'garbage';

/** One raw WebSocket handshake (RFC 6455 §4.1). Rules read `status`, `headers`, `bodyStart`, `acceptValid` and `outcome` only. */
export type Upgrade = {
	readonly status?: number;
	/** Response headers by lower-case name; repeated ones are joined with `, `. */
	readonly headers?: Readonly<Record<string, string>>;
	readonly bodyStart?: string;
	readonly acceptValid?: boolean;
	readonly outcome?: UpgradeFailure;
	readonly detail?: string;
	readonly reason?: string;
	readonly address?: string;
	readonly timings?: {readonly dns?: Milliseconds; readonly connect?: Milliseconds; readonly tls?: Milliseconds; readonly firstByte?: Milliseconds};
	readonly command?: string;
	readonly tls?: Tls;
	/** The proxy of the environment that was asked to connect, `proxy.example:3128`. */
	readonly through?: string;
	/** Over HTTP/2 only: whether ALPN chose h2, and whether the server announced SETTINGS_ENABLE_CONNECT_PROTOCOL (RFC 8441 §3). */
	readonly http2?: {readonly chosen: boolean; readonly extendedConnect?: boolean};
	/** Cookies that the response sets, without their values. */
	readonly cookies?: readonly CookieSet[];
};

/** One `Set-Cookie` (RFC 6265 §4.1), its value left out. */
export type CookieSet = {
	readonly name: string;
	readonly secure?: boolean;
	readonly httpOnly?: boolean;
	readonly sameSite?: string;
	readonly path?: string;
	readonly domain?: string;
};

/** What one handshake of a series gave, and who answered it. */
export type Attempt = Pick<Upgrade, 'status' | 'outcome' | 'detail' | 'address' | 'cookies'> & {
	readonly ms?: Milliseconds;
	/** Who answered, by the header the operator named, a cookie's value or an address; `server-1`, `server-2` where the value is a secret. */
	readonly server?: string;
	/** Whether the cookies of the first answer were sent along. */
	readonly withCookies?: boolean;
};

/** Handshakes in a row at one place: what comes and goes, and who answers whom. */
export type Series = {
	readonly attempts: readonly Attempt[];
	/** What `server` was taken from: a header's or a cookie's name. */
	readonly identifiedBy?: string;
};

/** What is changed in the opening handshake to see what lifts a refusal (RFC 6455 §4.1); `null` leaves it out. */
export type Variant = {
	readonly origin?: string | null;
	readonly subprotocol?: string | null;
	readonly cookie?: null;
	/** Leaves out Authorization, Cookie and every other header that the operator gave and that is not public. */
	readonly credentials?: null;
	readonly path?: string;
	/** The Host header; and the name in SNI. */
	readonly host?: string;
	readonly serverName?: string;
	/** An ordinary GET, without Upgrade and Sec-WebSocket headers. */
	readonly plain?: true;
	readonly headerNames?: 'lower';
	/** Speaks the PROXY protocol first, in this version. */
	readonly proxyProtocol?: 1 | 2;
	/** Over HTTP/2, as an extended CONNECT (RFC 8441): where ALPN chooses it, or unasked (RFC 9113 §3.3), as in plain `ws`. */
	readonly http2?: 'alpn' | 'prior-knowledge';
};

/** A moment on a watched connection, counted from its 101. */
export type IdleEvent = {
	readonly ms: Milliseconds;
	readonly what: string;
	/** Where a rung has told: which one, and whether its ping was answered. */
	readonly rung?: Rung;
};

/** A connection that stayed silent for `ms` and then sent a ping. */
export type Rung = {
	readonly ms: Milliseconds;
	readonly pong: boolean;
	/** How it was ended before it could ping, after `ms`. */
	readonly cut?: Ending | 'unknown';
};

/** What became of a connection on which the client sent nothing. */
export type Idle =
	| {
			readonly outcome: 'closed';
			/** Silence before the end, from the last byte in either direction; a pair is a bracket: alive at the first, gone by the second. */
			readonly afterMs?: Milliseconds | readonly [Milliseconds, Milliseconds];
			readonly ending?: Ending;
			readonly closeCode?: number;
			readonly closeReason?: string;
			/** Age of the connection at its end, from the 101. */
			readonly ageMs?: Milliseconds;
			readonly rungs?: readonly Rung[];
			readonly events?: readonly IdleEvent[];
			readonly serverPings?: number;
	  }
	| {
			readonly outcome: 'survived';
			readonly ms?: Milliseconds;
			readonly rungs?: readonly Rung[];
			readonly events?: readonly IdleEvent[];
			readonly serverPings?: number;
			/** False when the server answers no ping: a silent drop could not have been seen. */
			readonly pongs?: boolean;
	  };

/** A clock the operator has set somewhere. */
export type OperatorTimer = {readonly hop: string; readonly name: string; readonly ms: Milliseconds};

/** The text of configuration files, in HAProxy's order. */
export type ConfigurationText = {
	readonly files: ReadonlyArray<{readonly name: string; readonly text: string}>;
	/** Pattern and map files that they name, under the name they have there. */
	readonly patterns?: ReadonlyArray<{readonly name: string; readonly text: string}>;
};

/** Where a probe connects: the URL itself, or the same request at another address. */
export type Target = {
	readonly url: string;
	/** `host:port` to connect to instead of the URL's own; Host and SNI stay the URL's. */
	readonly connectTo?: string;
	/** Overrides the URL's scheme: a backend behind HAProxy usually speaks plain `ws`. */
	readonly scheme?: 'ws' | 'wss';
	/** One change to the request. */
	readonly variant?: Variant;
};

// Steps and evidence --------------------------------------------------------------------------------------------------

/** Who says so. */
export type Source = 'user' | 'flag' | 'default' | 'probe' | 'recording';

/** One fact in the growing set: a value, or why there is none. */
export type Evidence = {
	readonly step: string;
	readonly at: string;
	readonly source: Source;
	/** Ids of the evidence it was made from: Back removes it together with any of these. */
	readonly from?: readonly string[];
	/** Handed over when the examination was concluded: with more time more might have been seen. */
	readonly partial?: boolean;
} & ({readonly value: unknown; readonly missing?: never} | {readonly missing: string; readonly value?: never});

/** A typed key: its id files the evidence, `Value` types it. */
export type StepBase = {
	readonly id: string;
	readonly title: string;
	readonly needs: ReadonlyArray<Step<any>>;
	/** Known or not, these are handed over too. */
	readonly uses: ReadonlyArray<Step<any>>;
	/** Whether the step makes sense, given what is known; a step that does not is skipped, not undecided. */
	readonly when: (...known: any[]) => boolean;
	/** Why it is not taken where `when` does not hold, in a few words. */
	readonly notNeeded?: string;
	/** Checks a value given as JSON with `--answers`; throws `Error` with one sentence that says what was expected. */
	readonly read?: (json: unknown) => unknown;
};

/** An answer that may be right, and what speaks for it: offered, never assumed. */
export type Suggestion = {readonly value: string; readonly because: string};

/** What an unfinished answer may become: the whole text, and the part that is added to it. */
export type Completion = Suggestion & {readonly label: string};

export type Choice = {readonly value: string; readonly label: string; readonly hint?: string};

/** Something only the operator knows. Its id is its flag. */
export type Question<Value> = StepBase & {
	readonly type: 'question';
	readonly hint: string;
	/** The flag of `diagnose`, when it is not `--` and the id. */
	readonly flag?: string;
	readonly choices?: readonly Choice[];
	/** No other answer than one of the choices is taken. */
	readonly only?: true;
	/** What steers the probes when nobody answers, as text; it is never evidence for a finding. */
	readonly fallback?: string;
	/** Text to value; throws `Error` with one sentence that says what was expected. */
	readonly parse: (text: string) => Value;
	/** True when "I do not know" is an answer. */
	readonly optional: boolean;
	/** Looks outside before the answer is taken (is the file readable?); a sentence refuses it. */
	readonly check?: (value: Value, instruments: Instruments) => Promise<string | undefined>;
};

/** Something ws-doctor finds out by itself. */
export type Probe<Value> = StepBase & {
	readonly type: 'probe';
	/** What it will do and open, in a line, before it starts. */
	readonly plan: (...known: any[]) => string;
	/** How long it may take at most. */
	readonly cost: (...known: any[]) => Milliseconds;
	/** Opens no connection: it needs no leave. */
	readonly local?: true;
	/** When it looks, counted from its start: the rungs of a silence test. */
	readonly moments?: (...known: any[]) => readonly Milliseconds[];
	/** Probes of one lane would disturb each other and run one after another. */
	readonly lane?: string;
	readonly run: (instruments: Instruments, signal: AbortSignal, notify: Notify, ...known: any[]) => Promise<Value>;
};

export type Step<Value> = Question<Value> | Probe<Value>;

/** A probe tells what it sees while it runs, one sentence at a time; `ms` counts from the start of the probe's own clock. */
export type Notify = (event: IdleEvent) => void;

/** What a watched connection does and where: `clocks` are the known timers, so that rungs can be placed around them. */
export type Watch = {
	readonly place: string;
	readonly target: Target;
	/** `clientOnly` sends unsolicited pongs, to which the server owes no answer (RFC 6455 §5.5.3). */
	readonly traffic: 'silent' | 'pings' | 'clientOnly';
	readonly limit: Milliseconds;
	readonly clocks: readonly Milliseconds[];
	/** One connection only, without rungs, that neither hears of cuts elsewhere nor tells of its own. */
	readonly alone?: boolean;
	/** How long to wait before anything is opened. */
	readonly delay?: Milliseconds;
};

/** What the host allows on which ws-doctor runs. Of HAProxy it tells something only where that runs there as well. */
export type HostLimits = {
	/** How many processes are called haproxy. */
	readonly haproxies: number;
	/** Ephemeral ports, by net.ipv4.ip_local_port_range. */
	readonly ports?: number;
	/** The most descriptors that any process may ask for, fs.nr_open. */
	readonly nrOpen?: number;
	/** The lowest limit of open files among those HAProxys. */
	readonly openFiles?: number;
};

/** The doctor's hands. A network failure is a value; what rejects is a bug, or the operator's own abort. */
export type Instruments = {
	/** With a scheme the proxy that the environment names for it is asked to connect; without one, as for a place behind the URL, nobody is. */
	readonly reach: (address: {readonly host: string; readonly port: number; readonly scheme?: 'ws' | 'wss'}, signal: AbortSignal) => Promise<Reach>;
	readonly upgrade: (target: Target, signal: AbortSignal) => Promise<Upgrade>;
	/** The same over HTTP/2, as an extended CONNECT (RFC 8441). */
	readonly upgradeOverHttp2?: (target: Target, signal: AbortSignal) => Promise<Upgrade>;
	/** Handshakes one after another, `apartMs` between them; then as many with the cookies of the first. */
	readonly series?: (
		target: Target,
		row: {count: number; apartMs: Milliseconds; cookies: boolean; header?: string},
		signal: AbortSignal,
		notify: Notify,
	) => Promise<Series>;
	/** Ends early, with what is known, when the signal aborts with the reason `conclude`. */
	readonly watch: (watch: Watch, signal: AbortSignal, notify: Notify) => Promise<Idle>;
	/** Files and folders in HAProxy's order, `-` for standard input. Rejects with one sentence when one cannot be read. */
	readonly readConfiguration: (paths: readonly string[]) => Promise<ConfigurationText>;
	/** Pattern and map files that lines of a configuration name; those that cannot be read are left out. Never rejects. */
	readonly readPatterns?: (
		named: ReadonlyArray<{readonly name: string; readonly location: Location}>,
		defaultPath: {readonly policy: string; readonly origin?: string},
	) => Promise<NonNullable<ConfigurationText['patterns']>>;
	/** Never rejects. */
	readonly readHost?: () => Promise<HostLimits>;
};

// Rules and findings --------------------------------------------------------------------------------------------------

/** One thing that has to be so for a cause to be the cause. One contradicted item: not this cause. */
export type ProofItem = {
	readonly says: string;
	readonly state: 'met' | 'contradicted' | 'unseen';
	/** Without it the cause is only possible. */
	readonly decisive?: boolean;
	/** Ids of the steps that show it. */
	readonly evidence: readonly string[];
};

export type Severity = 'problem' | 'risk' | 'note';
export type Certainty = 'confirmed' | 'likely' | 'possible';

/** A change for the operator to make: a minimal unified diff against the operator's own lines, and what to run afterwards. */
export type Fix = {
	readonly title: string;
	/** `haproxy.cfg:31` */
	readonly where?: string;
	readonly diff?: string;
	readonly then?: readonly string[];
};

/** What a rule says when its cause may be at work. Certainty and evidence are computed from the proof. */
export type Diagnosis = {
	readonly severity: Severity;
	readonly title: string;
	readonly why: string;
	/** The hop to blame, or the segment `client→haproxy`. */
	readonly hop?: string;
	readonly timer?: {readonly name: string; readonly ms: Milliseconds};
	readonly location?: Location;
	readonly proof: readonly ProofItem[];
	readonly fixes: readonly Fix[];
};

export type Rule = {
	readonly code: string;
	readonly needs: ReadonlyArray<Step<any>>;
	readonly uses: ReadonlyArray<Step<any>>;
	/** Whether something else that it uses stands in for what it needs, where that is not known. */
	readonly instead?: (known: Known) => boolean;
	/** Codes that are only an echo or a vaguer name of this one, when both hold. */
	readonly outranks: readonly string[];
	/** It only advises: what it finds explains no symptom, and what it cleared shows nobody healthy. */
	readonly advisory?: boolean;
	readonly find: (...known: any[]) => Diagnosis | undefined;
	/** The same rule, which also looks at places that the operator has named, outermost first. */
	readonly at?: (names: readonly string[]) => Rule;
};

export type Finding = Diagnosis & {
	readonly code: string;
	readonly certainty: Certainty;
	readonly evidence: readonly string[];
	/** True while a probe it uses is still running. */
	readonly provisional?: boolean;
	readonly docs: string;
};

/** Looks a step's value up in the evidence; what is missing, or only a fallback, is undefined. */
export type Known = <Value>(step: Step<Value>) => Value | undefined;

/** One symptom: what to ask and probe, and which causes it can have. */
export type Flow = {
	readonly id: string;
	/** In the operator's words, for the menu. */
	readonly symptom: string;
	readonly hint: string;
	readonly steps: ReadonlyArray<Step<any>>;
	readonly rules: readonly Rule[];
	/** Every clock known on the path, client first, and the pause they leave between two messages. */
	readonly clocks: (known: Known) => Clocks;
	/** What to tell beyond the verdict; `first` is the finding that is the verdict. */
	readonly outlook?: (known: Known, first: Finding | undefined) => Outlook;
	/** Whether a probe or the operator reports a failure at all; `missing` says why a step has no value. */
	readonly failed: (known: Known, missing: (step: Step<any>) => string | undefined) => boolean;
};

export type Verdict = {readonly code: string; readonly certainty: Certainty; readonly summary: string};

/** A clock as the report lists it. */
export type ReportTimer = Timer & {
	readonly binding: boolean;
	/** Well above the cut that was seen: of the clocks that are known it is the first, and something unknown was faster. */
	readonly afterCut?: true;
};

export type Clocks = {
	readonly timers: readonly ReportTimer[];
	/** The longest pause between messages that every known idle clock survives with a margin; absent without such a clock. */
	readonly safeHeartbeat?: Milliseconds;
};

/** A hop that a response has shown by a header: offered as part of the path, never assumed. */
export type Recognised = {
	/** Id in the catalogue. */
	readonly product: string;
	/** The header that shows it, without the values of cookies. */
	readonly because: string;
};

/** The clock that would end a connection once the verdict's cause is mended, and after how long. */
export type Next = {readonly timer: Pick<Timer, 'hop' | 'name' | 'ms' | 'kind' | 'location'>; readonly at: Milliseconds};

/** What else an operator wants to know: who stands on the path unnamed, and what breaks next. */
export type Outlook = {readonly recognised?: readonly Recognised[]; readonly next?: Next};

export type Undecided = {readonly code: string; readonly lacking: readonly string[]};

/** What the evidence says: pure, and the same for wizard, text and JSON. */
export type Assessment = Clocks &
	Outlook & {
		readonly verdict: Verdict | null;
		readonly findings: readonly Finding[];
		readonly undecided: readonly Undecided[];
		/** 130 only in the report of an interrupted run. */
		readonly exitCode: 0 | 1 | 3 | 130;
	};

/** A report as `contract.md` fixes it. */
export type Report = Assessment & {
	readonly schema: 'ws-doctor.report/1';
	readonly tool: {readonly name: 'ws-doctor'; readonly version: string};
	readonly session: string;
	readonly startedAt: string;
	readonly finishedAt: string;
	readonly interrupted?: boolean;
	readonly target: {readonly url?: string};
	readonly flow: string;
	readonly evidence: readonly Evidence[];
	/** The command line that repeats the examination, without secrets. */
	readonly repeat?: string;
	/** What was taken out of it: credentials always, with `all` every host, address, name and path too. */
	readonly redaction?: 'secrets' | 'all';
};
