import {clean} from '../text.ts';
import type {Check} from './check.ts';
import {parseTime} from './time.ts';
import {isTimerName, timerNames} from './timers.ts';

/** Why a word is no time, or undefined. */
export const timeProblem = (text: string): string | undefined => {
	const read = parseTime(text);
	return 'refused' in read ? `'${clean(text, 40)}' is no time: ${read.refused}` : undefined;
};

const timeout: Check = ({words}) => {
	const name = words[1];
	const value = words[2];
	const extra = words[3];
	if (!name) return `'timeout' needs a name`;
	if (name.unknown !== undefined) return undefined;
	if (!isTimerName(name.text)) return `no 'timeout ${clean(name.text, 40)}': there are ${timerNames.join(', ')}`;
	if (!value) return `'timeout ${name.text}' needs a value`;
	if (extra) return `unexpected '${clean(extra.text, 40)}' behind the value`;
	return value.unknown === undefined ? timeProblem(value.text) : undefined;
};

export const checkTimeouts: Readonly<Record<string, Check>> = {timeout};
