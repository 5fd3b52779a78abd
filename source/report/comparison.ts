import type {Comparison} from '../compare.ts';
import {aligned} from './columns.ts';
import {toAscii} from './marks.ts';
import {oneLine, printable} from './printable.ts';
import {wrap} from './wrap.ts';

/** A comparison for people: what the change has done, then before beside after. */
export const toComparisonText = ({target, says, before, after, rows}: Comparison, {width = 80, ascii = false} = {}): string => {
	const cells = rows.map(row => [row.what, row.before, row.after].map(oneLine));
	const lines = [
		...wrap(says, width),
		'',
		...aligned([['', before.session, after.session], ...cells]),
		'',
		...(target.url === undefined ? [] : wrap(oneLine(target.url), width)),
	];
	const text = printable(`${lines.join('\n')}\n`);
	return ascii ? toAscii(text) : text;
};
