import {causes} from 'ws-doctor:causes';
import type {Context} from '../context.ts';
import {nearest} from '../nearest.ts';
import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';

const nameOf = (code: string) => code.split('/')[1] ?? code;

// `client-timeout` and `idle` are how people remember `idle/client-timeout`.
const nearMisses = (wanted: string): readonly string[] => {
	const codes = Object.keys(causes);
	const partly = codes.filter(code => code.startsWith(`${wanted}/`) || nameOf(code) === nameOf(wanted));
	return partly.length > 0 ? partly : nearest(wanted, codes, 3);
};

const suggestion = (wanted: string) => {
	const codes = nearMisses(wanted);
	return codes.length > 0 ? `; did you mean ${codes.join(', ')}?` : ': expected one such as idle/client-timeout, as a report names it.';
};

/** `ws-doctor explain <code>`: the offline page of a cause. */
export const run = async ({positionals, stdout}: Context): Promise<number> => {
	const code = positionals[0] ?? '';
	const page = Object.hasOwn(causes, code) ? causes[code] : undefined;
	if (page === undefined) {
		throw new UsageError(`There is no page for the code "${clean(code, 60)}"${suggestion(code)}`);
	}

	stdout(page);
	return 0;
};
