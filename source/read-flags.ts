import {parseArgs} from 'node:util';
import {commandTable} from './commands.ts';
import type {Flag, Flags} from './flags.ts';
import {flagTable} from './flags.ts';
import {didYouMean} from './nearest.ts';
import {clean} from './text.ts';
import {UsageError} from './usage-error.ts';

/** A flag as it stands on the command line. */
export type FlagToken = Extract<NonNullable<ReturnType<typeof tokenize>>[number], {kind: 'option'}>;

/** Splits the command line into flags and operands, without judging either. */
export const tokenize = (argv: readonly string[]) => {
	const known = Object.entries(flagTable).map(([name, {value, short}]) => [name, {type: value ? 'string' : 'boolean', ...(short && {short})}] as const);
	const options = {...Object.fromEntries(known), help: {type: 'boolean', short: 'h'}, version: {type: 'boolean', short: 'V'}} as const;
	// Not strict: its sentences do not say what was expected.
	return parseArgs({args: [...argv], options, strict: false, allowPositionals: true, tokens: true}).tokens;
};

const typed = (token: FlagToken) => clean(token.rawName, 40);

const flagOf = (token: FlagToken, command: string): Flag => {
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

const textOf = (token: FlagToken, {value}: Flag): string => {
	if (!value && token.value !== undefined) {
		throw new UsageError(`${typed(token)} takes no value.`);
	}

	// Without `=`, a flag where a value should stand is a forgotten value.
	if (value && (token.value === undefined || (!token.inlineValue && /^-./.test(token.value)))) {
		throw new UsageError(`${typed(token)} needs a value: expected ${typed(token)} ${value.hint}.`);
	}

	return token.value ?? '';
};

const read = (token: FlagToken, flag: Flag, text: string): unknown => {
	try {
		return flag.value ? flag.value.read(text) : true;
	} catch (error) {
		throw error instanceof UsageError ? new UsageError(`${typed(token)}: ${error.message}`) : error;
	}
};

/** Reads the flags of one command, and keeps them as they were typed. Throws a `UsageError` with a sentence that says what was expected. */
export const readFlags = (tokens: readonly FlagToken[], command: string) => {
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
