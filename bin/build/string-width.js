import path from 'node:path';
import {oneCellText} from './one-cell.js';
import {replace} from './patch.js';

const isAscii = '/^[\\u0020-\\u007E]*$/.test(string)';
const emoji = 'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;';

// The emoji expression takes 20 ms to compile, and a frame's first border would need it.
const lazyEmoji = 'let rgiEmoji;\nconst rgiEmojiRegex = {test: text => (rgiEmoji ??= /^\\p{RGI_Emoji}$/v).test(text)};';
const isOneCell = `(ambiguousIsNarrow ? ${oneCellText()} : /^[\\u0020-\\u007E]*$/).test(string)`;

const fast = source => replace(replace(source, isAscii, isOneCell), emoji, lazyEmoji);

/** string-width 8, which measures what a frame is made of at once. */
export const stringWidth = [{what: 'fast path of string-width', dependency: 'string-width', file: 'index.js', edit: fast}];

/** One string-width for all of Ink's dependencies: its own, the newest. */
export const oneStringWidth = {
	name: 'one string-width',
	setup(build) {
		build.onResolve({filter: /^string-width$/}, ({kind, pluginData}) =>
			pluginData === 'own' ? undefined : build.resolve('string-width', {kind, resolveDir: path.resolve('node_modules/ink'), pluginData: 'own'}),
		);
	},
};
