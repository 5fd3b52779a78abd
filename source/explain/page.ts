import {hanging, wrap} from '../report/wrap.ts';

/** A page of `explain` that is no cause's own: what it is, what it means for a WebSocket, and which causes it points to. */
export type Page = {
	readonly title: string;
	/** Paragraphs. */
	readonly says: readonly string[];
	/** Codes of causes, the most frequent first. */
	readonly codes: readonly string[];
	readonly source: string;
};

const width = 78;

/** A page as the pages of causes are written: Markdown that fits a terminal. */
export const pageText = ({title, says, codes, source}: Page): string => {
	const points = codes.length > 0 ? ['', '## Points to', ...hanging('', codes.map(code => `\`${code}\``).join(', '), width)] : [];
	const lines = [
		...wrap(`# ${title}`, width),
		...says.flatMap(paragraph => ['', ...wrap(paragraph, width)]),
		...points,
		'',
		'## Source',
		...wrap(source, width),
	];
	return `${lines.join('\n')}\n`;
};
