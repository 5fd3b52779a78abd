// The one file that touches the process: command line in, exit code out.
import process from 'node:process';
import type {Arguments} from './arguments.ts';
import {parseArguments} from './arguments.ts';
import {commandTable} from './commands.ts';
import type {Context} from './context.ts';
import {speech} from './events.ts';
import {helpText} from './help.ts';
import {UsageError} from './usage-error.ts';

const version = WS_DOCTOR_VERSION;
const {stdin, stdout, stderr, env} = process;
const interruption = new AbortController();
const restores: Array<() => void> = [];
/** Why standard output took no more, unless its reader had enough. */
let lost: NodeJS.ErrnoException | undefined;

const isTerminal = stdin.isTTY && stdout.isTTY && env.TERM !== 'dumb';

const restore = () => {
	for (const each of restores.splice(0).reverse()) {
		each();
	}
};

const leave = (code: number) => {
	// A report that was cut off must not pass for one that was written.
	if (lost) stderr.write(`ws-doctor: Standard output cannot be written (${lost.code}): expected a place with room for the report.\n`);
	stderr.write('', () => process.exit(lost && code !== 130 ? 2 : code));
};

// What is still in a pipe's buffer must not be lost, and a timer that somebody forgot must not keep the process.
const exit = (code: number) => {
	process.exitCode = code;
	restore();
	// The stream tells of an error after it has called back.
	stdout.write('', () => setImmediate(leave, code));
};

const crash = (error: unknown) => {
	restore();
	stderr.write(`ws-doctor: this is a bug in ws-doctor.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
	process.exit(70);
};

const isInterruption = (error: unknown) => {
	const {aborted, reason} = interruption.signal;
	return aborted && (error === reason || (error instanceof Error && error.name === 'AbortError'));
};

/** Rejects at the interruption, for what would wait on without end. */
const interrupted = () =>
	new Promise<never>((_, reject) => {
		const refuse = () => reject(new DOMException('interrupted while standard input was read', 'AbortError'));
		if (interruption.signal.aborted) refuse();
		interruption.signal.addEventListener('abort', refuse, {once: true});
	});

const fail = (error: unknown) => {
	if (error instanceof UsageError) {
		restore();
		stderr.write(`ws-doctor: ${error.message}\n`);
		exit(interruption.signal.aborted ? 130 : 2);
	} else if (isInterruption(error)) {
		exit(130);
	} else {
		crash(error);
	}
};

const interrupt = (name: string) => {
	// Asked twice: whatever is still being written is not worth the wait.
	if (interruption.signal.aborted) {
		restore();
		process.exit(130);
	}

	interruption.abort(name);
};

const stdinLimit = 16 * 1024 * 1024;

const readStdin = async () => {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stdin as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > stdinLimit) {
			throw new UsageError('Standard input is too long: expected at most 16 MiB.');
		}

		chunks.push(chunk);
	}

	return Buffer.concat(chunks).toString();
};

// All of the job stops, as when the terminal sends it: whoever started this process waits for it.
const stop = (resumed: () => void) => {
	process.once('SIGCONT', resumed);
	process.kill(0, 'SIGTSTP');
};

const contextOf = ({positionals, flags, given}: Arguments): Context => ({
	positionals,
	flags,
	given,
	stdout: text => void stdout.write(text),
	...speech(
		flags,
		text => void stderr.write(text),
		() => new Date(),
	),
	isTerminal,
	...(isTerminal && {terminal: {stdin, stdout, stop}}),
	columns: stdout.columns ?? 80,
	env,
	stdin: () => Promise.race([readStdin(), interrupted()]),
	signal: interruption.signal,
	now: () => new Date(),
	version,
	atExit: each => void restores.push(each),
});

// Ink would paint nothing where CI is set, even on a terminal; and keys typed before it listens would be echoed and mangled.
const readyTerminal = (command: string) => {
	delete env.CI;
	delete env.CONTINUOUS_INTEGRATION;
	if (command === 'wizard') {
		stdin.setRawMode(true);
	}
};

const chooseCommand = ({command, positionals, flags}: Arguments): string => {
	if (command !== 'wizard' || isTerminal) {
		return command;
	}

	if (positionals.length === 0 && !flags.offline && !flags.answers) {
		throw new UsageError('The wizard needs a terminal for its questions: expected one on standard input and output, or ws-doctor diagnose <url>.');
	}

	return 'diagnose';
};

const runCommand = async (parsed: Arguments): Promise<number> => {
	const command = chooseCommand(parsed);
	if (isTerminal && ['wizard', 'demo', 'resume', 'setup'].includes(command)) {
		readyTerminal(command);
	}

	const loaded = await commandTable[command]?.load?.();
	return loaded ? loaded.run(contextOf(parsed)) : 70;
};

const main = async (argv: readonly string[]): Promise<number> => {
	const parsed = parseArguments(argv);
	if (parsed.command === 'help' || parsed.command === 'version') {
		stdout.write(parsed.command === 'help' ? helpText(parsed.positionals[0]) : `${version}\n`);
		return 0;
	}

	return runCommand(parsed);
};

// Whoever reads the output may stop reading (`ws-doctor … | head -1`), and a terminal may be closed: neither is an error.
const isGone = ({code}: NodeJS.ErrnoException) => code === 'EPIPE' || code === 'EIO';
stdout.on('error', error => {
	if (!isGone(error)) lost ??= error;
});
// There is nowhere left to say it.
stderr.on('error', () => {});

process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
process.on('exit', restore);
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(name, interrupt);
}

main(process.argv.slice(2)).then(exit, fail);
