import {parseArgs} from 'node:util';
import {parseUrl} from './address.ts';
import type {CommandName} from './commands.ts';
import {commandTable} from './commands.ts';
import type {Flag, Flags} from './flags.ts';
import {flagTable} from './flags.ts';
import {didYouMean} from './nearest.ts';
import {clean} from './text.ts';
import {UsageError} from './usage-error.ts';

/** What the command line asks for. `given` has the flags as they were typed, for those who read them as answers to questions. */
export type Arguments = {
	readonly command: CommandName | 'help' | 'version';
	readonly positionals: readonly string[];
	readonly flags: Flags;
	readonly given: Readonly<Record<string, readonly string[]>>;
};

type OptionToken = Extract<NonNullable<ReturnType<typeof tokenize>>[number], {kind: 'option'}>;

const tokenize = (argv: readonly string[]) => {
	const known = Object.entries(flagTable).map(([name, {value, short}]) => [name, {type: value ? 'string' : 'boolean', ...(short && {short})}] as const);
	const options = {...Object.fromEntries(known), help: {type: 'boolean', short: 'h'}, version: {type: 'boolean', short: 'V'}} as const;
	// Not strict: its sentences do not say what was expected.
	return parseArgs({args: [...argv], options, strict: false, allowPositionals: true, tokens: true}).tokens;
};

const typed = (token: OptionToken) => clean(token.rawName, 40);

const flagOf = (token: OptionToken, command: string): Flag => {
	const flag = Object.hasOwn(flagTable, token.name) ? flagTable[token.name] : undefined;
	if (!flag) {
		const candidates = Object.keys(flagTable).map(name => `--${name}`);
		throw new UsageError(`Unknown flag ${typed(token)}${didYouMean(token.rawName, candidates, 'one that ws-doctor --help lists')}`);
	}

	if (!flag.since) {
		throw new UsageError(`${typed(token)} is not part of this version yet.`);
	}

	if (flag.commands && !(flag.commands as readonly string[]).includes(command)) {
		throw new UsageError(
			`ws-doctor ${command} takes no ${typed(token)}: it is a flag of ${flag.commands.filter(name => name !== 'wizard' && commandTable[name]?.load).join(', ')}.`,
		);
	}

	return flag;
};

const textOf = (token: OptionToken, {value}: Flag): string => {
	if (!value && token.value !== undefined) {
		throw new UsageError(`${typed(token)} takes no value.`);
	}

	// Without `=`, a flag where a value should stand is a forgotten value.
	if (value && (token.value === undefined || (!token.inlineValue && /^-./.test(token.value)))) {
		throw new UsageError(`${typed(token)} needs a value: expected ${typed(token)} ${value.hint}.`);
	}

	return token.value ?? '';
};

const read = (token: OptionToken, flag: Flag, text: string): unknown => {
	try {
		return flag.value ? flag.value.read(text) : true;
	} catch (error) {
		throw error instanceof UsageError ? new UsageError(`${typed(token)}: ${error.message}`) : error;
	}
};

const readFlags = (tokens: readonly OptionToken[], command: string) => {
	const flags: Record<string, unknown> = {};
	const given: Record<string, string[]> = {};
	for (const token of tokens) {
		const flag = flagOf(token, command);
		const text = textOf(token, flag);
		const value = read(token, flag, text);
		// As in curl, the last one wins.
		flags[token.name] = flag.repeatable ? [...((flags[token.name] as unknown[]) ?? []), value] : value;
		given[token.name] = flag.repeatable ? [...(given[token.name] ?? []), text] : [text];
	}

	return {flags: flags as Flags, given};
};

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

const checkTarget = (command: string, url: string | undefined, flags: Flags) => {
	if (command === 'diagnose' && !url && !flags.offline && !flags.answers) {
		throw new UsageError('Expected ws-doctor diagnose <url>, for example ws-doctor diagnose wss://example.net/ws; without a URL, --answers or --offline.');
	}
};

const parseCommand = (command: CommandName, operands: readonly string[], options: readonly OptionToken[]): Arguments => {
	if (!commandTable[command]?.load) {
		throw new UsageError(`ws-doctor ${command} is not part of this version yet.`);
	}

	const {flags, given} = readFlags(options, command);
	checkOperands(command, operands);
	checkTogether(flags);
	checkTarget(command, operands[0], flags);
	const positionals = command === 'wizard' || command === 'diagnose' ? operands.map(parseUrl) : operands;
	return {command, positionals, flags: flags.json ? {...flags, format: 'json'} : flags, given};
};

/** Reads the command line, without node and script. Throws a `UsageError` with one sentence that says what was expected. */
export const parseArguments = (argv: readonly string[]): Arguments => {
	const tokens = tokenize(argv);
	const options = tokens.filter((token): token is OptionToken => token.kind === 'option');
	const operands = tokens.flatMap(token => (token.kind === 'positional' ? [token.value] : []));
	if (options.some(({name}) => name === 'version')) {
		return {command: 'version', positionals: [], flags: {}, given: {}};
	}

	const {command, rest} = splitCommand(operands);
	if (command === 'help' || options.some(({name}) => name === 'help')) {
		const topic = command === 'help' ? rest.slice(0, 1) : operands.slice(0, 1).filter(isWord);
		return {command: 'help', positionals: topic, flags: {}, given: {}};
	}

	return parseCommand(command as CommandName, rest, options);
};
