import type {Flags} from './flags.ts';

/** What a command is given: everything that it may know of, and say to, the process it runs in. */
export type Context = {
	/** What stands after the command; URLs are normalised. */
	readonly positionals: readonly string[];
	readonly flags: Flags;
	/** The flags as they were typed, by name. */
	readonly given: Readonly<Record<string, readonly string[]>>;
	/** Writes text as it is, without a line end of its own. */
	readonly stdout: (text: string) => void;
	/** For people; with `--events` each text becomes an event, so that every line stays one JSON object. */
	readonly stderr: (text: string) => void;
	/** Writes an event as a line of its own; there with `--events` only. */
	readonly event?: (event: object) => void;
	/** Whether a wizard can be shown: standard input and output are terminals, and this one can move its cursor. */
	readonly isTerminal: boolean;
	/** The terminal itself, for the wizard only; absent where there is none. */
	readonly terminal?: {
		readonly stdin: NodeJS.ReadStream;
		readonly stdout: NodeJS.WriteStream;
		/** Stops the process as Ctrl-Z does, and calls back when the shell goes on with it. */
		readonly stop?: (resumed: () => void) => void;
	};
	/** Columns of the terminal, 80 where there is none. */
	readonly columns: number;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Everything on standard input, up to 16 MiB. Rejects with a `UsageError`. */
	readonly stdin: () => Promise<string>;
	/** Aborts at SIGINT, SIGTERM and SIGHUP, with the signal's name as reason. */
	readonly signal: AbortSignal;
	readonly now: () => Date;
	readonly version: string;
	/** Restores the terminal, however the process ends, and before a stack is shown. */
	readonly atExit: (restore: () => void) => void;
};
