import {table} from './table.ts';
import type {Statement, Word} from './types.ts';

/** The value of a variable; null: surely unset; undefined: not known here. */
export type Value = string | null | undefined;
export type Lookup = (name: string) => Value;

export type Environment = {
	readonly lookup: Lookup;
	/** Carries out `setenv`, `presetenv`, `unsetenv` and `resetenv`, which act at once on the lines that follow (manual §3.1). */
	readonly apply: (statement: Statement) => void;
};

const valueOfWord = (word: Word | undefined): Value => (word?.unknown === undefined ? (word?.text ?? '') : undefined);

/** HAProxy's environment as far as it is known here: what is not in `known` may be set where HAProxy runs. */
export const createEnvironment = (known: Readonly<Record<string, string>> = {}): Environment => {
	let values = new Map<string, Value>(Object.entries(known));
	let others: Value;
	const lookup = (name: string) => (values.has(name) ? values.get(name) : others);

	const actions = table<(names: readonly Word[]) => void>({
		setenv: ([name, value]) => name && values.set(name.text, valueOfWord(value)),
		presetenv: ([name, value]) => {
			const current = name && lookup(name.text);
			if (name && current === null) values.set(name.text, valueOfWord(value));
			else if (name && current === undefined) values.set(name.text, undefined);
		},
		unsetenv: names => {
			for (const name of names) values.set(name.text, null);
		},
		resetenv: names => {
			values = new Map(names.map(name => [name.text, lookup(name.text)]));
			others = null;
		},
	});

	const forget = (names: readonly Word[]) => {
		for (const name of names) values.set(name.text, undefined);
	};

	const apply = ({words: [keyword, ...names], maybe}: Statement) => {
		const action = actions(keyword?.text ?? '');
		if (action) (maybe ? forget : action)(names);
	};
	return {lookup, apply};
};
