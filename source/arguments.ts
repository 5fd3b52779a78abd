import {parseUrl} from './address.ts';
import type {CommandName} from './commands.ts';
import {commandTable} from './commands.ts';
import type {Flags} from './flags.ts';
import {formats, usualFormats} from './flags.ts';
import {didYouMean} from './nearest.ts';
import type {FlagToken} from './read-flags.ts';
import {readFlags, tokenize} from './read-flags.ts';
import {clean} from './text.ts';
import {UsageError} from './usage-error.ts';

/** What the command line asks for. `given` has the flags as they were typed, for those who read them as answers to questions. */
export type Arguments = {
	readonly command: CommandName | 'help' | 'version';
	readonly positionals: readonly string[];
	readonly flags: Flags;
	readonly given: Readonly<Record<string, readonly string[]>>;
};

/** `----` is HAProxy's termination state of a session that ended well (manual §8.5), and no flag. */
const isState = (token: ReturnType<typeof tokenize>[number]): token is FlagToken => token.kind === 'option' && token.rawName === '----';

const isWord = (text: string) => /^[a-z-]+$/i.test(text);

const splitCommand = (operands: readonly string[]): {command: string; rest: readonly string[]} => {
	const [first, ...others] = operands;
	if (first !== undefined && (first === 'help' || Object.hasOwn(commandTable, first))) {
		return {command: first, rest: others};
	}

	if (first !== undefined && isWord(first)) {
		throw new UsageError(
			`"${clean(first, 40)}" is neither a command nor a URL${didYouMean(first, Object.keys(commandTable), 'ws://host/path, wss://host/path, or a command that ws-doctor --help lists')}`,
		);
	}

	return {command: 'wizard', rest: operands};
};

const checkOperands = (command: string, operands: readonly string[]) => {
	const expected = commandTable[command]?.operands ?? '';
	const least = expected.split('<').length - 1;
	const most = expected.includes('…') ? Number.POSITIVE_INFINITY : least + expected.split('[').length - 1;
	if (operands.length < least || operands.length > most) {
		throw new UsageError(
			`Expected ws-doctor ${command}${expected && ` ${expected}`}, and got ${operands.length === 0 ? 'nothing' : operands.length} after ${command}.`,
		);
	}
};

const contradictions = [
	['quiet', 'verbose'],
	['json', 'format'],
] as const;

const checkTogether = (flags: Flags) => {
	for (const [one, other] of contradictions) {
		if (flags[one] && flags[other] && flags[other] !== one) {
			throw new UsageError(`--${one} and --${other} contradict each other: expected only one of them.`);
		}
	}
};

const checkFormat = (command: string, {format}: Flags) => {
	const own = formats[command] ?? usualFormats;
	if (format && !own.includes(format)) {
		throw new UsageError(`ws-doctor ${command} does not write ${format}: expected --format ${own.join(', ')}.`);
	}
};

/** Standard input can be read once only. */
const checkStdin = ({config = [], answers}: Flags) => {
	if ([...config, answers].filter(file => file === '-').length > 1) {
		throw new UsageError('Standard input is asked for twice: expected only one - among --config and --answers.');
	}
};

const checkPlaces = ({at = []}: Flags) => {
	const twice = at.find(({name}, index) => at.findIndex(place => place.name === name) < index);
	if (twice) {
		throw new UsageError(`--at names ${twice.name} twice: expected a name of its own for each place.`);
	}
};

const checkTarget = (command: string, url: string | undefined, flags: Flags) => {
	if (command === 'diagnose' && !url && !flags.offline && !flags.answers) {
		throw new UsageError('Expected ws-doctor diagnose <url>, for example ws-doctor diagnose wss://example.net/ws; without a URL, --answers or --offline.');
	}
};

const checkBuilt = (command: string) => {
	if (Object.hasOwn(commandTable, command) && !commandTable[command]?.load) {
		throw new UsageError(`ws-doctor ${command} is not part of this version yet.`);
	}
};

const parseCommand = (command: CommandName, operands: readonly string[], options: readonly FlagToken[]): Arguments => {
	checkBuilt(command);
	const {flags, given} = readFlags(options, command);
	checkOperands(command, operands);
	checkTogether(flags);
	checkPlaces(flags);
	checkStdin(flags);
	checkFormat(command, flags);
	checkTarget(command, operands[0], flags);
	const positionals = command === 'wizard' || command === 'diagnose' ? operands.map(parseUrl) : operands;
	return {command, positionals, flags: flags.json ? {...flags, format: 'json'} : flags, given};
};

const checkTopic = (topic: string | undefined) => {
	if (topic === undefined || topic === 'help') return;
	checkBuilt(topic);
	const built = Object.keys(commandTable).filter(name => commandTable[name]?.load);
	if (!built.includes(topic)) throw new UsageError(`There is no help on "${clean(topic, 40)}"${didYouMean(topic, built, `one of ${built.join(', ')}`)}`);
};

/** Reads the command line, without node and script. Throws a `UsageError` with one sentence that says what was expected. */
export const parseArguments = (argv: readonly string[]): Arguments => {
	const tokens = tokenize(argv);
	const options = tokens.filter((token): token is FlagToken => token.kind === 'option' && !isState(token));
	const operands = tokens.flatMap(token => (token.kind === 'positional' ? [token.value] : isState(token) ? [token.rawName] : []));
	if (options.some(({name}) => name === 'version')) {
		return {command: 'version', positionals: [], flags: {}, given: {}};
	}

	const {command, rest} = splitCommand(operands);
	if (command === 'help' || options.some(({name}) => name === 'help')) {
		const topic = command === 'help' ? rest.slice(0, 1) : operands.slice(0, 1).filter(isWord);
		checkTopic(topic[0]);
		return {command: 'help', positionals: topic, flags: {}, given: {}};
	}

	return parseCommand(command as CommandName, rest, options);
};
