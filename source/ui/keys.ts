/** What Ink tells of a key, as far as it is needed here. */
export type InkKey = {
	readonly upArrow?: boolean;
	readonly downArrow?: boolean;
	readonly leftArrow?: boolean;
	readonly rightArrow?: boolean;
	readonly pageUp?: boolean;
	readonly pageDown?: boolean;
	readonly home?: boolean;
	readonly end?: boolean;
	readonly return?: boolean;
	readonly escape?: boolean;
	readonly ctrl?: boolean;
	readonly meta?: boolean;
	readonly backspace?: boolean;
	readonly delete?: boolean;
	readonly tab?: boolean;
};

const names = {
	upArrow: 'up',
	downArrow: 'down',
	leftArrow: 'left',
	rightArrow: 'right',
	pageUp: 'page-up',
	pageDown: 'page-down',
	home: 'home',
	end: 'end',
	return: 'enter',
	escape: 'escape',
	backspace: 'backspace',
	delete: 'backspace',
	tab: 'tab',
} as const;

export type KeyName = (typeof names)[keyof typeof names] | 'ctrl-a' | 'ctrl-c' | 'ctrl-d' | 'ctrl-e' | 'ctrl-u' | 'ctrl-w' | 'ctrl-z';

/** One key, one typed character, or one paste. */
export type Key =
	| {readonly type: 'key'; readonly name: KeyName}
	| {readonly type: 'text'; readonly text: string}
	| {readonly type: 'paste'; readonly text: string};

/** Asks the terminal to frame what is pasted, so that a paste is never taken for keys (DEC private mode 2004). */
export const bracketedPaste = {on: '\u001B[?2004h', off: '\u001B[?2004l'};

const pasteStart = '[200~';
const pasteEnd = '[201~';

const controls: Readonly<Record<string, KeyName>> = {
	'\u0001': 'ctrl-a',
	'\u0003': 'ctrl-c',
	'\u0004': 'ctrl-d',
	'\u0005': 'ctrl-e',
	'\u0008': 'backspace',
	'\t': 'tab',
	'\n': 'enter',
	'\r': 'enter',
	'\u0015': 'ctrl-u',
	'\u0017': 'ctrl-w',
	'\u001A': 'ctrl-z',
	'\u007F': 'backspace',
};

const named = (name: KeyName): Key => ({type: 'key', name});

const isControl = (text: string) => /^[\u0000-\u001F\u007F-\u009F]$/.test(text);

// What was typed before the first frame comes in one piece, and Enter as a line feed.
const typed = (input: string): readonly Key[] =>
	[...input].flatMap(character => {
		const name = controls[character];
		if (name) return named(name);
		return isControl(character) ? [] : {type: 'text', text: character};
	});

const single = (input: string, key: InkKey): readonly Key[] => {
	const pressed = (Object.keys(names) as Array<keyof typeof names>).find(flag => key[flag]);
	if (pressed) return [named(names[pressed])];
	if (key.ctrl) return ['a', 'c', 'd', 'e', 'u', 'w', 'z'].includes(input) ? [named(`ctrl-${input}` as KeyName)] : [];
	return key.meta ? [] : typed(input);
};

/** Turns what Ink hands over into keys; what stands between the brackets of a paste becomes one, of whose control characters only line feeds are left. */
export const createKeyReader = () => {
	let pasted: string | undefined;
	return (input: string, key: InkKey): readonly Key[] => {
		if (input === pasteStart) {
			pasted = '';
			return [];
		}

		if (pasted === undefined) return single(input, key);
		if (input !== pasteEnd) {
			if (!key.ctrl && !key.meta) pasted += key.return ? '\n' : input;
			return [];
		}

		const lines = pasted.replace(/\r\n?/g, '\n').replaceAll('\t', ' ');
		const text = [...lines].filter(character => character === '\n' || !isControl(character)).join('');
		pasted = undefined;
		return [{type: 'paste', text}];
	};
};
