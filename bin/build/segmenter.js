import {oneCellText} from './one-cell.js';

// Control characters are graphemes of their own, too; only CR LF would be one of two.
const source = `
const simple = ${oneCellText('\\t\\n\\u001B')};
let exact;
class Characters {
	constructor(input) {
		this.input = input;
	}
	containing(index = 0) {
		const segment = this.input[Math.trunc(index)];
		return segment === undefined ? undefined : {segment, index: Math.trunc(index), input: this.input};
	}
	*[Symbol.iterator]() {
		for (let index = 0; index < this.input.length; index++) yield this.containing(index);
	}
}
export class LazySegmenter {
	segment(input) {
		if (typeof input === 'string' && simple.test(input)) return new Characters(input);
		exact ??= new globalThis['Intl']['Segmenter'](undefined, {granularity: 'grapheme'});
		return exact.segment(input);
	}
}
`;

/** The first Intl.Segmenter costs 8 ms and the frames need none: it is made for the first text that does. */
export const segmenter = {
	name: 'segmenter',
	setup(build) {
		build.initialOptions.define = {...build.initialOptions.define, 'Intl.Segmenter': 'LazySegmenter'};
		build.initialOptions.inject = [...(build.initialOptions.inject ?? []), 'ws-doctor:segmenter'];
		build.onResolve({filter: /^ws-doctor:segmenter$/}, ({path}) => ({path, namespace: 'ws-doctor', sideEffects: false}));
		build.onLoad({filter: /^ws-doctor:segmenter$/, namespace: 'ws-doctor'}, () => ({contents: source, loader: 'js'}));
	},
};
