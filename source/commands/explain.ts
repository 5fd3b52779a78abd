import {causes} from 'ws-doctor:causes';
import type {Context} from '../context.ts';
import {parseDuration} from '../duration.ts';
import {nearest} from '../nearest.ts';
import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';
import {suspectsText} from './suspects.ts';

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

/** `60s`, but no bare number, which would as well be a close code or a status. */
const isDuration = (text: string) => /^\d+(\.\d+)?(ms|s|m|h|d)$/.test(text);

/** `ws-doctor explain <code>`: the offline page of a cause; with a duration, the products known for it. */
export const run = async ({positionals, stdout}: Context): Promise<number> => {
	const code = positionals[0] ?? '';
	if (isDuration(code)) {
		stdout(suspectsText(parseDuration(code)));
		return 0;
	}

	const page = Object.hasOwn(causes, code) ? causes[code] : undefined;
	if (page === undefined) {
		throw new UsageError(`There is no page for the code "${clean(code, 60)}"${suggestion(code)}`);
	}

	stdout(page);
	return 0;
};
