import {remember} from '../remember.ts';
import {table} from '../table.ts';
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

type Place = readonly [name: string | undefined, index: number] | undefined;

const indexes = table<(statement: Statement) => Place>({
	timeout: ({words: [, name]}) => [name?.text, 2],
	'hard-stop-after': () => ['hard-stop-after', 1],
	'http-request': ({words: [, action, name]}) => (action?.text === 'set-timeout' ? [name?.text, 3] : undefined),
});

const timeIn = (statement: Statement, section: Section): WrittenTime | undefined => {
	const [name, index] = indexes(statement.words[0]?.text ?? '')?.(statement) ?? [];
	const word = index === undefined ? undefined : statement.words[index];
	if (name === undefined || index === undefined || !word || word.unknown !== undefined) return undefined;
	return name === 'hard-stop-after' || isTimerName(name) ? {name, statement, section, index, text: word.text} : undefined;
};

/** Every time that a file gives to a proxy's timer or to `hard-stop-after`. */
export const timesIn = remember(({sections}: Configuration): readonly WrittenTime[] => {
	const times: WrittenTime[] = [];
	for (const section of sections) {
		for (const statement of section.statements) {
			const time = timeIn(statement, section);
			if (time) times.push(time);
		}
	}
	return times;
});
