import {table} from '../table.ts';
import {parseTime} from '../time.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {wordReplacement} from './fixes.ts';
import {wordsAt} from './places.ts';
import {timesIn, type WrittenTime} from './times.ts';
import {durationWords, lineWords} from './words.ts';

const units: ReadonlyArray<readonly [unit: string, ms: number]> = [
	['d', 86_400_000],
	['h', 3_600_000],
	['m', 60_000],
	['s', 1000],
	['ms', 1],
];
const spelled = table({
	sec: 's',
	secs: 's',
	second: 's',
	seconds: 's',
	min: 'm',
	mins: 'm',
	minute: 'm',
	minutes: 'm',
	hr: 'h',
	hour: 'h',
	hours: 'h',
	day: 'd',
	days: 'd',
});

const oneUnit = (total: number): string => {
	const [unit, size] = units.find(([, ms]) => total % ms === 0) ?? ['ms', 1];
	return `${total / size}${unit}`;
};

/** What was surely meant by `1h30m` or `30sec`, in one unit that HAProxy reads; undefined when it cannot be told. */
export const meantBy = (text: string): string | undefined => {
	const parts = [...text.matchAll(/(\d+)([a-z]+)/g)];
	if (parts.map(([part]) => part).join('') !== text) return undefined;
	const sizes = parts.map(([, digits, unit = '']) => Number(digits) * (units.find(([name]) => name === (spelled(unit) ?? unit))?.[1] ?? Number.NaN));
	const total = sizes.reduce((sum, size) => sum + size, 0);
	return Number.isSafeInteger(total) && total > 0 ? oneUnit(total) : undefined;
};

const draft = ({configuration}: Scene, {statement, index, text}: WrittenTime): readonly Draft[] => {
	const time = parseTime(text);
	if ('refused' in time || time.ignored === undefined) return [];
	const meant = meantBy(text);
	const changed = meant !== undefined && !('refused' in parseTime(meant)) && durationWords(time.ms) !== durationWords((parseTime(meant) as {ms: number}).ms);
	return [
		{
			severity: changed || meant === undefined ? 'risk' : 'note',
			location: wordsAt(configuration, statement, index),
			title: `${lineWords(statement)} is ${durationWords(time.ms)}: "${time.ignored}" behind the unit is dropped`,
			why: 'HAProxy reads one number and one unit, warns about the rest, and starts all the same.',
			fixes: meant === undefined ? [] : [wordReplacement(configuration, statement, index, meant, 'One number and one unit')],
		},
	];
};

/** Text behind a unit, which HAProxy drops. */
export const timeoutTrailingText = lintRule('config/timeout-trailing-text', scene => timesIn(scene.configuration).flatMap(time => draft(scene, time)));
