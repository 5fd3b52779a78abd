import type {CommandName} from './commands.ts';
import type {Kind} from './kinds.ts';
import {address, choice, count, duration, endpoint, file, header, hops, limit, place, text} from './kinds.ts';
import {formatNames} from './report/formats.ts';

/** One flag: the parser, the help and the types come from this. */
export type Flag = {
	/** Absent: the flag is given or not, and takes no value. */
	readonly value?: Kind<unknown>;
	readonly repeatable?: true;
	/** One letter, where curl has it for the same. */
	readonly short?: string;
	/** Absent: every command has it. */
	readonly commands?: readonly CommandName[];
	readonly help: string;
	/** What the help of a single command says instead, where the flag means less or something else there. */
	readonly helpOf?: Readonly<Partial<Record<CommandName, string>>>;
	/** The version it came with; absent while it is not part of this version. */
	readonly since?: string;
};

/** Symptoms of the contract; those without a flow of their own are examined by all rules. */
export const symptoms: readonly string[] = ['drops', 'refused', 'wrong-server', 'drops-together', 'slow-or-full', 'check-up'];

const probing = ['wizard', 'diagnose'] as const;
const requesting = [...probing, 'resume'] as const;
/** What a comparison and a demo end with is no matter of severity. */
const judging = ['wizard', 'diagnose', 'lint', 'logs', 'report', 'resume'] as const;
const reporting = [...judging, 'compare', 'demo'] as const;

/** The formats that not every command writes. */
export const formats: Readonly<Record<string, readonly string[]>> = {lint: ['text', 'json', 'sarif', 'github'], compare: ['text', 'json']};
export const usualFormats: readonly string[] = formatNames;

/** Every flag of the contract, in the order of the help. */
export const flags = {
	config: {
		value: file('<path>'),
		repeatable: true,
		commands: probing,
		since: '0.1',
		help: "haproxy.cfg, or a folder of *.cfg, in HAProxy's order; - is standard input",
	},
	haproxy: {value: address, commands: probing, since: '0.1', help: 'where HAProxy itself listens: the same request is tried there'},
	backend: {value: endpoint, commands: probing, since: '0.1', help: 'a WebSocket server behind HAProxy, in plain ws, or wss://host:port'},
	at: {value: place, repeatable: true, commands: probing, since: '0.1', help: 'another place to try the same probes at, outermost first'},
	path: {value: hops, commands: probing, since: '0.1', help: 'what is on the way, client first: cloudflare,aws-alb,haproxy,nginx'},
	idle: {value: duration, commands: [...probing, 'setup'], since: '0.1', help: 'how long to stay silent at most (75s); 0 is no idle test'},
	heartbeat: {value: duration, commands: probing, since: '0.1', help: 'how often the application sends something when idle; 0 is never'},
	trials: {value: count(64), commands: probing, since: '0.1', help: 'how often the idle test is made in all: a timer repeats itself, an accident does not'},
	symptom: {
		value: text('<id>', 'the id of a symptom, for example drops'),
		commands: probing,
		since: '0.1',
		help: `what is going wrong: ${symptoms.join(', ')}; without it everything is tried that the answers allow`,
	},
	socket: {value: text('<path or host:port>', 'a path or host:port'), commands: probing, help: "HAProxy's stats socket, read only"},
	log: {value: file('<file>'), repeatable: true, commands: probing, help: "HAProxy's log; - is standard input"},
	answers: {
		value: file('<file.json>'),
		commands: [...probing, 'setup'],
		since: '0.1',
		help: 'evidence found elsewhere, or an earlier report; setup: its answers, by question; - is standard input',
		helpOf: {
			wizard: 'evidence found elsewhere, or an earlier report; - is standard input',
			diagnose: 'evidence found elsewhere, or an earlier report; - is standard input',
			setup: 'the answers, by question; - is standard input',
		},
	},
	offline: {commands: requesting, since: '0.1', help: 'no probes: only answers and configuration'},
	header: {value: header, short: 'H', repeatable: true, commands: requesting, since: '0.1', help: 'sent with the upgrade request, as in curl'},
	origin: {value: text('<origin>', 'an origin, for example https://example.net'), commands: requesting, since: '0.1', help: 'the Origin that is sent'},
	cookie: {value: text('<name=value>', 'name=value; name=value'), short: 'b', commands: requesting, since: '0.1', help: 'the Cookie that is sent'},
	subprotocol: {
		value: text('<name>', 'a name, or names with commas between them'),
		commands: requesting,
		since: '0.1',
		help: 'the WebSocket subprotocol that is asked for',
	},
	insecure: {short: 'k', commands: [...requesting, 'setup'], since: '0.1', help: 'accept any TLS certificate'},
	budget: {value: limit, commands: [...requesting, 'demo'], since: '0.1', help: 'hard limit on the whole run'},
	format: {
		value: {...choice([...formatNames, 'github']), hint: '<format>'},
		commands: reporting,
		since: '0.1',
		help: `how the report is written: ${formatNames.join(', ')} (text); lint: text, json, sarif, github; a bundle is a zip with all of them`,
	},
	json: {
		commands: [...reporting, 'sessions', 'setup'],
		since: '0.1',
		help: 'the same as --format json',
		helpOf: {sessions: 'the list as JSON', setup: 'the plan as JSON'},
	},
	'fail-on': {value: choice(['problem', 'risk', 'never']), commands: judging, since: '0.1', help: 'from which severity on the exit code is 1 (problem)'},
	'haproxy-check': {commands: ['diagnose', 'lint'], since: '0.1', help: 'also run haproxy -c, which executes the Lua of the file'},
	output: {
		value: file('<file>'),
		short: 'o',
		commands: [...reporting, 'setup'],
		since: '0.1',
		help: 'where the report goes (standard output)',
		helpOf: {setup: 'where the configuration goes (standard output)'},
	},
	redact: {
		value: choice(['secrets', 'all']),
		// What reads files only, or compares, has no report to replace names in.
		commands: ['wizard', 'diagnose', 'report', 'resume', 'demo'],
		since: '0.1',
		help: 'what is left out (secrets); all: hosts, addresses, names and paths become host-1, ip-1, …',
	},
	delete: {
		value: text('<session>', 'the name of a session, latest or all'),
		repeatable: true,
		commands: ['sessions'],
		since: '0.1',
		help: 'removes a session, latest or all of them, with all that lies beside it',
	},
	yes: {commands: ['setup'], since: '0.1', help: 'change or replace an existing file, with a backup beside it'},
	prove: {commands: ['setup'], since: '0.1', help: 'after the reload: try what was set up, as diagnose does'},
	events: {commands: [...requesting, 'demo'], since: '0.1', help: 'one JSON object a line on standard error while it runs'},
	'no-color': {since: '0.1', help: 'no colours; so does NO_COLOR in the environment'},
	ascii: {since: '0.1', help: 'no characters beyond ASCII in frames and charts'},
	quiet: {since: '0.1', help: 'no progress on standard error'},
	verbose: {since: '0.1', help: 'more of what was seen'},
} as const satisfies Record<string, Flag>;

type ValueOf<F extends Flag> = F extends {value: Kind<infer Value>} ? (F extends {repeatable: true} ? readonly Value[] : Value) : true;

/** What was given on the command line, read; durations are in milliseconds. */
export type Flags = {readonly [Name in keyof typeof flags]?: ValueOf<(typeof flags)[Name]>};

/** The flags, by name, without their literal types. */
export const flagTable: Readonly<Record<string, Flag>> = flags;
