import type {Location} from '../model.ts';
import {clean} from '../text.ts';
import {changeOf, type Draft, draftOf} from './changes.ts';
import {type Condition, conditionIn} from './condition.ts';
import {decide} from './decide.ts';
import type {Facts} from './facts.ts';
import {statementsOf} from './proxies.ts';
import {remember} from './remember.ts';
import {hasLines} from './statements.ts';
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
/** A `set-timeout` that applies, or may. */
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

const ownRules = remember((section: Section): readonly Rule[] => [...own(section, 'http-request'), ...own(section, 'redirect')]);
const inherited = remember((section: Section): readonly Rule[] => own(section, 'http-request'));

const noRules: readonly Rule[] = [];

/** `http-request` rules in their order, those of a named `defaults` first, then the old `redirect` ones. */
const requestRules = (section: Section): readonly Rule[] => {
	const above = section.defaults ? inherited(section.defaults) : noRules;
	if (!hasLines(section, 'http-request') && !hasLines(section, 'redirect')) return above;
	return above.length === 0 ? ownRules(section) : [...above, ...ownRules(section)];
};

const truthIn = (rule: Rule, facts: Facts): Truth => {
	const truth = decide(rule.condition, rule.home, facts);
	return rule.statement.maybe && truth === 'yes' ? 'unknown' : truth;
};

const answers: ReadonlySet<string> = new Set(['deny', 'tarpit', 'reject', 'redirect', 'return', 'silent-drop', 'auth']);

const says = ({statement}: Rule) => clean(statement.words.map(word => word.text).join(' '), 160);

const timeoutOf = ({action, arguments: [name, value], statement, home}: Rule): EffectiveTimer | undefined => {
	if (action !== 'set-timeout' || !name || !value || !isTimerName(name.text)) return undefined;
	return {...timerFrom(name.text, value, statement, home), byRule: true};
};

const noTimers: Passage['timers'] = new Map();

// A sure one replaces what was before; after two that differ and may or may not apply, nothing is known, whatever follows.
const withSetting = (before: readonly SetTimeout[] = [], setting: SetTimeout): readonly SetTimeout[] => {
	if (setting.truth === 'yes') return [setting];
	const last = before.at(-1);
	return before.length >= 3 || (last && last.timer.ms === setting.timer.ms) ? before : [...before, setting];
};

const hasInspectDelay = (section: Section): boolean =>
	statementsOf(section, 'tcp-request').some(({words}) => words[1]?.text === 'inspect-delay') ||
	(section.defaults !== undefined && hasInspectDelay(section.defaults));

/** Sends a request through the rules of a section, top to bottom. */
export const passRules = (section: Section, start: Facts): Passage => {
	if (start.mode === 'tcp') return {facts: {...start, inspected: hasInspectDelay(section)}, timers: noTimers};
	const rules = requestRules(section);
	return rules.length === 0 ? {facts: start, timers: noTimers} : passEach(rules, start);
};

const passEach = (rules: readonly Rule[], start: Facts): Passage => {
	const timers = new Map<TimerName, readonly SetTimeout[]>();
	let facts = start;
	let draft: Draft | undefined;
	let mayHaveLeft = false;
	for (const rule of rules) {
		const truth = truthIn(rule, facts);
		if (truth === 'no') continue;
		if (rule.action === 'allow' && truth === 'yes') break;
		mayHaveLeft ||= rule.action === 'allow';
		const keyword = rule.statement.words[0]?.text;
		if (truth === 'yes' && !mayHaveLeft && (keyword === 'redirect' || answers.has(rule.action))) {
			return {facts, timers, answered: {location: rule.statement.location, says: says(rule)}};
		}
		const timer = timeoutOf(rule);
		if (timer) timers.set(timer.name, withSetting(timers.get(timer.name), {timer, truth: mayHaveLeft ? 'unknown' : truth}));
		const change = changeOf(rule.action);
		if (!change) continue;
		draft ??= draftOf(start);
		facts = draft;
		change(draft, rule, truth === 'yes' && !mayHaveLeft);
	}
	return {facts, timers};
};
