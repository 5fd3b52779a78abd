import {labelOf, statementsOf} from './proxies.ts';
import {inTable, remember} from './remember.ts';
import {hasLines} from './statements.ts';
import {parseTime} from './time.ts';
import type {EffectiveTimer, Section, Statement, TimerName, Timers, Word} from './types.ts';

/** Which side of a proxy a timer belongs to; both sides have those of `either` (facts measured on 2.6: proxy_defproxy_cpy). */
const sides: Readonly<Record<TimerName, 'front' | 'back' | 'either'>> = {
	client: 'front',
	'client-fin': 'front',
	'client-hs': 'front',
	'http-request': 'either',
	'http-keep-alive': 'either',
	tarpit: 'either',
	connect: 'back',
	server: 'back',
	'server-fin': 'back',
	tunnel: 'back',
	queue: 'back',
	check: 'back',
};

export const timerNames = Object.keys(sides) as readonly TimerName[];

export const isTimerName = (name: string): name is TimerName => Object.hasOwn(sides, name);

/** Whether a section of that kind makes use of the timer: `timeout tunnel` has no effect in a frontend. */
export const takesEffect = (name: TimerName, kind: string): boolean =>
	sides[name] === 'either' || kind === 'listen' || kind === 'defaults' || sides[name] === (kind === 'frontend' ? 'front' : 'back');

/** A timer as a word of a line sets it; 0 means none. */
export const timerFrom = (name: TimerName, word: Word, {location}: Statement, section: Section): EffectiveTimer => {
	const time = word.unknown === undefined ? parseTime(word.text) : undefined;
	const known = time && 'ms' in time ? time : undefined;
	const column = {...location, column: word.column};
	return {name, ms: known && (known.ms || null), written: word.text, bare: known?.bare ?? false, location: column, section: labelOf(section)};
};

/** What a line in an undecided `.if` leaves: the value only if both ways give the same. */
export const unless = (before: EffectiveTimer | undefined, maybe: EffectiveTimer): EffectiveTimer => {
	const {ms: _either, ...rest} = maybe;
	return (before?.ms ?? null) === maybe.ms ? (before ?? maybe) : {...rest, ms: undefined};
};

/** Every timer that a section sets or inherits, its own last line first; whether it takes effect there is not asked. */
export const timersOf = (section: Section): Timers => (section.defaults && !hasLines(section, 'timeout') ? timersOf(section.defaults) : withOwn(section));

const withOwn = remember((section: Section): Timers => {
	const timers: Partial<Record<TimerName, EffectiveTimer>> = section.defaults ? {...timersOf(section.defaults)} : {};
	for (const statement of statementsOf(section, 'timeout')) {
		const name = statement.words[1];
		const value = statement.words[2];
		if (!name || !value || !isTimerName(name.text)) continue;
		const timer = timerFrom(name.text, value, statement, section);
		timers[name.text] = statement.maybe ? unless(timers[name.text], timer) : timer;
	}
	return timers;
});

const merged = (front: Timers, back: Timers): Timers => {
	const timers: Partial<Record<TimerName, EffectiveTimer>> = {};
	for (const name of timerNames) {
		const timer = (sides[name] === 'back' ? back : front)[name];
		if (timer) timers[name] = timer;
	}
	return timers;
};

// Thousands of backends inherit the same timers, and one frontend leads to all of them.
const between = remember((_front: Timers) => new Map<Timers, Timers>());

/** The timers of a stream: the client's side from the frontend, the server's from the backend. */
export const timersBetween = (frontend: Section, backend: Section): Timers => {
	const front = timersOf(frontend);
	const back = timersOf(backend);
	return inTable(between(front), back, () => merged(front, back));
};
