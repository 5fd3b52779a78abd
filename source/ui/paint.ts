import type {Line} from './line.ts';
import type {Style, Theme} from './theme.ts';

const colours = {red: 31, green: 32, yellow: 33, cyan: 36} as const;

/** The SGR sequence of a style (ECMA-48 §8.3.117) and what ends it; both are empty for plain text. */
const codes = ({bold, dimColor, color}: Style): readonly [string, string] => {
	const on = [...(bold ? [1] : []), ...(dimColor ? [2] : []), ...(color ? [colours[color]] : [])];
	const off = [...(bold || dimColor ? [22] : []), ...(color ? [39] : [])];
	return on.length === 0 ? ['', ''] : [`\u001B[${on.join(';')}m`, `\u001B[${off.join(';')}m`];
};

/** A row as a terminal takes it. */
export const paintLine = (line: Line, theme: Theme): string =>
	line
		.map(({text, tone}) => {
			const [on, off] = codes(theme.style(tone));
			return text === '' ? '' : `${on}${text}${off}`;
		})
		.join('');

/** A whole frame, row under row, from the top left corner on. */
export const paint = (lines: readonly Line[], theme: Theme): string => lines.map(line => paintLine(line, theme)).join('\r\n');
