import {clean} from '../text.ts';
import type {Check} from './check.ts';
import {table} from './table.ts';

// Options of `cookie` and how many words follow each (manual §4.2).
const options = table({
	...{rewrite: 0, insert: 0, prefix: 0, indirect: 0, nocache: 0, postonly: 0, preserve: 0, httponly: 0, secure: 0, dynamic: 0},
	...{domain: 1, maxidle: 1, maxlife: 1, attr: 1},
});

const capital = (text: string) => clean(text.slice(0, 1).toUpperCase() + text.slice(1), 20);

const unknownOption = (option: string, next = 'None'): string => {
	const example =
		option.toLowerCase() === 'samesite' ? `write attr "SameSite=${capital(next)}"` : `other attributes go in quotes behind 'attr', as in attr "SameSite=None"`;
	return `'cookie' knows no '${clean(option, 40)}': ${example}`;
};

const cookie: Check = ({words: [, name, ...rest]}, section) => {
	if (section.kind === 'frontend') return undefined;
	if (!name) return `'cookie' needs a name`;
	for (let at = 0; at < rest.length; at += 1) {
		const option = rest[at];
		if (!option || option.unknown !== undefined) return undefined;
		const follow = options(option.text);
		if (follow === undefined) return {says: unknownOption(option.text, rest[at + 1]?.text), word: option};
		at += follow;
	}
	return undefined;
};

export const checkCookie: Readonly<Record<string, Check>> = {cookie};
