import {formatDuration} from '../duration.ts';
import type {Report} from '../model.ts';

/** `2026-11-20 12:30:00 +00:00`: a ticket is read in other time zones than it is written in. */
const moment = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} +00:00`;

const took = ({startedAt, finishedAt}: Report): string => formatDuration(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) || 0);

const leftOut = ({redaction}: Report): string =>
	redaction === 'all' ? 'credentials; hosts, addresses, names and paths are replaced, each by one word throughout' : 'credentials, and nothing else';

/** Who made the report, when, how to make it again, and what is not in it: a name and a text for each. */
export const circumstances = (report: Report): ReadonlyArray<readonly [name: string, text: string]> => {
	const here = report.evidence.find(({step}) => step === 'here')?.value;
	return [
		['Made by', `ws-doctor ${report.tool.version}`],
		...(typeof here === 'string' ? [['Ran', here] as const] : []),
		['Session', report.session],
		['Examined', `${moment(report.startedAt)} to ${moment(report.finishedAt)} (${took(report)})${report.interrupted ? ', interrupted' : ''}`],
		...(report.repeat === undefined ? [] : [['Repeat', report.repeat] as const]),
		['Left out', leftOut(report)],
	];
};
