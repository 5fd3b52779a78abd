import {parseTime} from '../time.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {wordReplacement} from './fixes.ts';
import {wordsAt} from './places.ts';
import {timesIn, type WrittenTime} from './times.ts';
import {durationWords, lineWords} from './words.ts';

// Below these a number of milliseconds makes no sense for the timer; the values people write in milliseconds are round thousands.
const least: Readonly<Record<string, number>> = {tunnel: 5000, client: 1000, server: 1000, 'hard-stop-after': 1000, 'http-keep-alive': 50};
const cuts: ReadonlySet<string> = new Set(['tunnel', 'client', 'server', 'connect']);

const isHours = (ms: number) => ms < 1_000_000 && (ms % 1000 !== 0 || (ms % 3600 === 0 && ms % 10_000 !== 0));

/** Whether a bare number was surely meant as seconds. */
export const makesNoSense = (name: string, ms: number): boolean => ms > 0 && (ms < (least[name] ?? 100) || (name === 'tunnel' && isHours(ms)));

const draft = ({configuration}: Scene, {name, statement, index, text}: WrittenTime): readonly Draft[] => {
	const time = parseTime(text);
	if ('refused' in time || !time.bare || !makesNoSense(name, time.ms)) return [];
	return [
		{
			severity: cuts.has(name) ? 'problem' : 'risk',
			location: wordsAt(configuration, statement, index),
			title: `${lineWords(statement)} is ${durationWords(time.ms)}: a number without a unit is milliseconds`,
			why: `HAProxy takes it as it stands; up to 3.0 it does not even warn. ${text}s would be ${durationWords(time.ms * 1000)}.`,
			fixes: [wordReplacement(configuration, statement, index, `${text}s`, 'Write the unit')],
		},
	];
};

/** A bare number of milliseconds that makes no sense as such. */
export const timeoutWithoutUnit = lintRule('config/timeout-without-unit', scene => timesIn(scene.configuration).flatMap(time => draft(scene, time)));
