import {remember} from '../remember.ts';
import {sectionsWith, statementsOf} from '../statements.ts';
import {isTimerName} from '../timers.ts';
import type {Configuration, Section, Statement, TimerName} from '../types.ts';

/** A time in the files: which timer it sets, and which word it is. */
export type WrittenTime = {
	readonly name: TimerName | 'hard-stop-after';
	readonly statement: Statement;
	readonly section: Section;
	readonly index: number;
	readonly text: string;
};

/** Where the name of the timer stands in the lines of a keyword; the time is the word behind it. */
const places: ReadonlyArray<readonly [keyword: string, name: number]> = [
	['timeout', 1],
	['hard-stop-after', 0],
	['http-request', 2],
];

const timeIn = (statement: Statement, section: Section, at: number): WrittenTime | undefined => {
	const {words} = statement;
	const word = words[at + 1];
	if (!word || word.unknown !== undefined || (at === 2 && words[1]?.text !== 'set-timeout')) return undefined;
	const name = words[at]?.text ?? '';
	return name === 'hard-stop-after' || isTimerName(name) ? {name, statement, section, index: at + 1, text: word.text} : undefined;
};

/** Every time that a file gives to a proxy's timer or to `hard-stop-after`. */
export const timesIn = remember((configuration: Configuration): readonly WrittenTime[] => {
	const times: WrittenTime[] = [];
	for (const [keyword, at] of places) {
		for (const section of sectionsWith(configuration, keyword)) {
			for (const statement of statementsOf(section, keyword)) {
				const time = timeIn(statement, section, at);
				if (time) times.push(time);
			}
		}
	}
	return times;
});
