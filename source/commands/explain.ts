import {STATUS_CODES} from 'node:http';
import {causes} from 'ws-doctor:causes';
import type {Context} from '../context.ts';
import {formatDuration, parseDuration} from '../duration.ts';
import {closeCodePage, closeCodes} from '../explain/close-codes.ts';
import {pageText} from '../explain/page.ts';
import {knownStatuses, statusPage} from '../explain/statuses.ts';
import {terminationPage, terminationStates} from '../explain/termination.ts';
import {nearest} from '../nearest.ts';
import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';
import {suspectsText} from './suspects.ts';

const nameOf = (code: string) => code.split('/')[1] ?? code;

// `cd` is what people remember of `cD`, and `CD` is another state.
const inOtherCase = (wanted: string) => terminationStates.filter(state => state.toLowerCase() === wanted.slice(0, 2).toLowerCase());

// `client-timeout` and `idle` are how people remember `idle/client-timeout`.
const nearMisses = (wanted: string): readonly string[] => {
	const codes = Object.keys(causes);
	const partly = codes.filter(code => code.startsWith(`${wanted}/`) || nameOf(code) === nameOf(wanted));
	if (partly.length > 0) return partly;
	return /^[a-z-]{2,4}$/i.test(wanted) && inOtherCase(wanted).length > 0 ? inOtherCase(wanted) : nearest(wanted, codes, 3);
};

const suggestion = (wanted: string) => {
	const codes = nearMisses(wanted);
	if (codes.length > 0) return `; did you mean ${codes.join(', ')}?`;
	return ': expected one such as idle/client-timeout, as a report names it, cD, 1006, 504 or 60s.';
};

/** `60s`; a bare number is a status or a close code where there is such a one, else seconds. */
const isDuration = (text: string) => /^\d+(\.\d+)?(ms|s|m|h|d)?$/.test(text);

const seconds = (text: string) => suspectsText(parseDuration(text));

const asSeconds = (text: string) => `\nAs seconds: ws-doctor explain ${text}s (${formatDuration(Number(text) * 1000)}).\n`;

const numbered = (text: string): string | undefined => {
	const number = Number(text);
	if (/^1\d{3}$/.test(text)) {
		const page = closeCodePage(number);
		return page && pageText(page) + (closeCodes.includes(number) ? '' : asSeconds(text));
	}

	const page = /^\d{3}$/.test(text) ? statusPage(number, STATUS_CODES) : undefined;
	return page && pageText(page) + (knownStatuses.includes(number) ? '' : asSeconds(text));
};

/** A number of seconds; what is a close code as well is told behind it. */
const inSeconds = (text: string): string => {
	const page = /^[2-4]\d{3}$/.test(text) ? closeCodePage(Number(text)) : undefined;
	return page ? `${seconds(text)}\n${pageText(page)}` : seconds(text);
};

const explained = (wanted: string): string | undefined => {
	if (Object.hasOwn(causes, wanted)) return causes[wanted];
	const state = terminationPage(wanted);
	if (state) return pageText(state);
	return isDuration(wanted) ? (numbered(wanted) ?? inSeconds(wanted)) : undefined;
};

/** `ws-doctor explain <code>`: the offline page of a cause, a termination state, a close code or a status; with a duration, the products known for it. */
export const run = async ({positionals, stdout}: Context): Promise<number> => {
	const wanted = positionals[0] ?? '';
	const page = explained(wanted);
	if (page === undefined) throw new UsageError(`There is no page for the code "${clean(wanted, 60)}"${suggestion(wanted)}`);
	stdout(page);
	return 0;
};
