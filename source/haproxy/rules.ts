import type {Location} from '../model.ts';
import {clean} from '../text.ts';
import {type Condition, conditionIn} from './condition.ts';
import {decide} from './decide.ts';
import type {Facts, Sample} from './facts.ts';
import {fetch} from './fetch.ts';
import {formatted} from './format.ts';
import {statementsOf} from './proxies.ts';
import {remember} from './remember.ts';
import {sampleExpression} from './sample.ts';
import {isTimerName, timerFrom} from './timers.ts';
import type {EffectiveTimer, Section, Statement, TimerName, Truth, Word} from './types.ts';

type Rule = {
	readonly statement: Statement;
	readonly home: Section;
	readonly action: string;
	readonly arguments: readonly Word[];
	readonly condition: Condition | undefined;
};

/** What the rules of a section do to a request: the facts behind them, the timers they set, and the rule that surely answers. */
export type Passage = {
	readonly facts: Facts;
	readonly timers: ReadonlyMap<TimerName, readonly SetTimeout[]>;
	readonly answered?: {readonly location: Location; readonly says: string};
};
export type SetTimeout = {readonly timer: EffectiveTimer; readonly truth: Truth};

const ruleOf =
	(home: Section, keyword: string) =>
	(statement: Statement): Rule => {
		const {words} = statement;
		const from = keyword === 'redirect' ? 0 : 1;
		const end = words.findIndex((word, index) => index > from && (word.text === 'if' || word.text === 'unless'));
		const read = end < 0 ? words : words.slice(0, end);
		return {statement, home, action: read[from]?.text ?? '', arguments: read.slice(from + 1), condition: conditionIn(words, from + 1)};
	};

const own = (section: Section, keyword: string) => statementsOf(section, keyword).map(ruleOf(section, keyword));

/** `http-request` rules in their order, those of a named `defaults` first, then the old `redirect` ones. */
const requestRules = remember((section: Section): readonly Rule[] => [
	...(section.defaults ? own(section.defaults, 'http-request') : []),
	...own(section, 'http-request'),
	...own(section, 'redirect'),
]);

const truthIn = (rule: Rule, facts: Facts): Truth => {
	const truth = decide(rule.condition, rule.home, facts);
	return rule.statement.maybe && truth === 'yes' ? 'unknown' : truth;
};

const answers: ReadonlySet<string> = new Set(['deny', 'tarpit', 'reject', 'redirect', 'return', 'silent-drop', 'auth']);

const says = ({statement}: Rule) => clean(statement.words.map(word => word.text).join(' '), 160);

const sampleOf = (word: Word | undefined, facts: Facts): Sample => {
	const expression = word && word.unknown === undefined ? sampleExpression(word.text) : undefined;
	return expression && fetch(expression, facts);
};

const textOf = (word: Word | undefined, facts: Facts): string | undefined => (word && word.unknown === undefined ? formatted(word.text, facts) : undefined);

type Change = (facts: Facts, rule: Rule) => Facts;

const withHeader = (facts: Facts, name: Word | undefined, values: readonly string[] | undefined): Facts => {
	if (!name || name.unknown !== undefined || name.text.includes('%')) return {...facts, headers: new Map(), open: true};
	return {...facts, headers: new Map([...facts.headers, [name.text.toLowerCase(), values]])};
};

const addHeader: Change = (facts, {arguments: [name, value]}) => {
	const before = facts.headers.get(name?.text.toLowerCase() ?? '') ?? (facts.open ? undefined : []);
	const added = textOf(value, facts);
	return withHeader(facts, name, before && added !== undefined ? [...before, added] : undefined);
};

const pathChange =
	(change: (url: string, value: string) => string): Change =>
	(facts, {arguments: [value]}) => {
		const text = textOf(value, facts);
		return {...facts, url: facts.url === undefined || text === undefined ? undefined : change(facts.url, text)};
	};

const forgetUrl: Change = facts => ({...facts, url: undefined});

const changes: Readonly<Record<string, Change>> = {
	'set-header': (facts, {arguments: [name, value]}) => {
		const text = textOf(value, facts);
		return withHeader(facts, name, text === undefined ? undefined : [text]);
	},
	'add-header': addHeader,
	'del-header': (facts, {arguments: words}) => (words.length > 1 ? {...facts, headers: new Map(), open: true} : withHeader(facts, words[0], [])),
	'replace-header': (facts, {arguments: [name]}) => withHeader(facts, name, undefined),
	'replace-value': (facts, {arguments: [name]}) => withHeader(facts, name, undefined),
	'set-path': pathChange((url, value) => value + (url.includes('?') ? url.slice(url.indexOf('?')) : '')),
	'set-pathq': pathChange((_url, value) => value),
	'set-query': pathChange((url, value) => `${url.split('?')[0]}?${value}`),
	'set-uri': (facts, {arguments: [value]}) => {
		const text = textOf(value, facts);
		return {...facts, url: text?.startsWith('/') ? text : undefined};
	},
	'replace-path': forgetUrl,
	'replace-pathq': forgetUrl,
	'replace-uri': forgetUrl,
	'normalize-uri': forgetUrl,
};

const withVariable = (facts: Facts, name: string, sample: Sample): Facts => ({...facts, variables: new Map([...facts.variables, [name, sample]])});

const setVariable: Change = (facts, {action, arguments: words}) => {
	const [, kind, inside = ''] = /^(set-var|set-var-fmt|unset-var)\(([^)]*)\)$/.exec(action) ?? [];
	const name = inside.split(',')[0]!;
	if (kind === undefined) return facts;
	if (kind === 'unset-var') return withVariable(facts, name, {type: 'text', values: []});
	if (inside.includes(',')) return withVariable(facts, name, undefined);
	if (kind === 'set-var') {
		const sample = words.length === 1 ? sampleOf(words[0], facts) : undefined;
		return withVariable(facts, name, sample && {...sample, values: sample.values.slice(-1)});
	}
	const text = textOf(words[0], facts);
	return withVariable(facts, name, text === undefined ? undefined : {type: 'text', values: [text]});
};

const opaque = /^(lua\.|use-service|send-spoe-group|do-resolve|wasm)/;

const forgetAll: Change = facts => ({...facts, url: undefined, method: undefined, headers: new Map(), open: true, variables: new Map()});

const changeOf = (action: string): Change | undefined => {
	if (action.includes('var')) return setVariable;
	return opaque.test(action) ? forgetAll : changes[action];
};

const sameSample = (left: Sample, right: Sample) => left !== undefined && right !== undefined && left.values.join('\0') === right.values.join('\0');

/** What is still sure when a change may or may not have happened. */
const merge = (before: Facts, after: Facts): Facts => ({
	...before,
	url: before.url === after.url ? before.url : undefined,
	method: before.method === after.method ? before.method : undefined,
	open: before.open || after.open,
	headers: new Map(
		[...new Set([...before.headers.keys(), ...after.headers.keys()])].map(name => {
			const [left, right] = [before.headers.get(name) ?? (before.open ? undefined : []), after.headers.get(name) ?? (after.open ? undefined : [])];
			return [name, left && right && left.join('\0') === right.join('\0') ? left : undefined];
		}),
	),
	variables: new Map(
		[...after.variables].map(([name, sample]) => {
			const earlier: Sample = before.variables.has(name) ? before.variables.get(name) : undefined;
			return [name, sameSample(earlier, sample) ? sample : undefined];
		}),
	),
});

const timeoutOf = ({action, arguments: [name, value], statement, home}: Rule): EffectiveTimer | undefined => {
	if (action !== 'set-timeout' || !name || !value || !isTimerName(name.text)) return undefined;
	return {...timerFrom(name.text, value, statement, home), byRule: true};
};

const hasInspectDelay = (section: Section): boolean =>
	statementsOf(section, 'tcp-request').some(({words}) => words[1]?.text === 'inspect-delay') ||
	(section.defaults !== undefined && hasInspectDelay(section.defaults));

/** Sends a request through the rules of a section, top to bottom. */
export const passRules = (section: Section, start: Facts): Passage => {
	const timers = new Map<TimerName, SetTimeout[]>();
	let facts = start;
	let mayHaveLeft = false;
	if (start.mode === 'tcp') return {facts: {...facts, inspected: hasInspectDelay(section)}, timers};
	for (const rule of requestRules(section)) {
		const truth = truthIn(rule, facts);
		if (truth === 'no') continue;
		if (rule.action === 'allow' && truth === 'yes') break;
		mayHaveLeft ||= rule.action === 'allow';
		const keyword = rule.statement.words[0]!.text;
		if (truth === 'yes' && !mayHaveLeft && (keyword === 'redirect' || answers.has(rule.action))) {
			return {facts, timers, answered: {location: rule.statement.location, says: says(rule)}};
		}
		const timer = timeoutOf(rule);
		if (timer) timers.set(timer.name, [...(timers.get(timer.name) ?? []), {timer, truth: mayHaveLeft ? 'unknown' : truth}]);
		const changed = changeOf(rule.action)?.(facts, rule);
		if (changed) facts = truth === 'yes' && !mayHaveLeft ? changed : merge(facts, changed);
	}
	return {facts, timers};
};
