import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {withoutProxies} from './environment.ts';
import {stateHome} from './state.ts';

export type Ended = {readonly code: number; readonly signal: number};

/** A program in a real terminal: what it painted, and a keyboard. */
export type OpenTerminal = {
	/** What a person sees now, without trailing blanks. */
	readonly screen: () => string;
	/** The screen, once it matches and has stood still; rejects with the screen when it never does. */
	readonly waitFor: (pattern: RegExp | string, limit?: number) => Promise<string>;
	/** Types text, or keys by name: `enter`, `escape`, `up`, `ctrl-c`, …; one after another, as a person would. */
	readonly press: (...keys: readonly string[]) => Promise<void>;
	readonly resize: (columns: number, rows: number) => void;
	/** How it ended; the screen is complete by then. */
	readonly exit: Promise<Ended>;
	/** Every character it sent. */
	readonly raw: () => string;
	readonly pid: number;
	/** Ends the program, if it still runs. */
	readonly close: () => void;
};

export type TerminalOptions = {
	readonly columns?: number;
	readonly rows?: number;
	/** Added to the environment; `undefined` takes a variable away. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** What `argv` is given to, in place of the built ws-doctor. */
	readonly program?: readonly [string, ...string[]];
};

const keys: Readonly<Record<string, string>> = {
	enter: '\r',
	escape: '\u001B',
	tab: '\t',
	backspace: '\u007F',
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	'ctrl-c': '\u0003',
	'ctrl-d': '\u0004',
};

const pause = (ms: number) => new Promise<void>(resolve => void setTimeout(resolve, ms));

// Ink paints nothing where CI is set; a certificate file costs Node 20 30 ms at each start.
const cleanEnvironment = (added: TerminalOptions['env']) => {
	const all = {
		...process.env,
		CI: undefined,
		CONTINUOUS_INTEGRATION: undefined,
		NODE_EXTRA_CA_CERTS: undefined,
		...withoutProxies,
		TERM: 'xterm-256color',
		XDG_STATE_HOME: stateHome(),
		...added,
	};
	return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
};

const textOf = ({buffer, rows}: xterm.Terminal) =>
	Array.from({length: rows}, (_, row) => buffer.active.getLine(buffer.active.baseY + row)?.translateToString(true) ?? '')
		.join('\n')
		.trimEnd();

/** Starts `ws-doctor` with these arguments in a terminal of 80×24. Close it in a teardown: a program left behind outlives the test. */
export const openTerminal = (argv: readonly string[], options: TerminalOptions = {}): OpenTerminal => {
	const {columns: cols = 80, rows = 24, program: [file, ...before] = [process.execPath, 'bin/ws-doctor.js']} = options;
	const screen = new xterm.Terminal({cols, rows, allowProposedApi: true});
	const child = pty.spawn(file, [...before, ...argv], {cols, rows, env: cleanEnvironment(options.env)});
	let raw = '';
	let changedAt = Date.now();
	let ended: Ended | undefined;
	child.onData(data => {
		raw += data;
		screen.write(data, () => {
			changedAt = Date.now();
		});
	});
	// The terminal answers what a program asks it.
	screen.onData(reply => child.write(reply));

	const exit = new Promise<Ended>(resolve => {
		child.onExit(async ({exitCode, signal}) => {
			// The last bytes may come after the end, and are parsed later still.
			await pause(50);
			await new Promise<void>(flushed => void screen.write('', flushed));
			ended = {code: exitCode, signal: signal ?? 0};
			resolve(ended);
		});
	});

	const waitFor = async (pattern: RegExp | string, limit = 15_000) => {
		const deadline = Date.now() + limit;
		for (;;) {
			const over = ended !== undefined || Date.now() > deadline;
			const text = textOf(screen);
			if ((over || Date.now() - changedAt >= 40) && (typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text))) {
				return text;
			}

			if (over) {
				throw new Error(`${ended ? `The program ended (${JSON.stringify(ended)})` : `${limit} ms passed`} before the screen matched ${pattern}:\n${text}`);
			}

			await pause(10);
		}
	};

	return {
		screen: () => textOf(screen),
		waitFor,
		press: async (...pressed) => {
			for (const key of pressed) {
				child.write(keys[key] ?? key);
				// An escape with something right behind it would be read as one key.
				await pause(30);
			}
		},
		resize: (columns, height) => {
			child.resize(columns, height);
			screen.resize(columns, height);
		},
		exit,
		raw: () => raw,
		pid: child.pid,
		close: () => {
			if (!ended) {
				child.kill('SIGKILL');
			}
		},
	};
};
