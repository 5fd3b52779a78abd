import type {Location} from '../model.ts';
import {clean} from '../text.ts';
import {changeOf} from './changes.ts';
import {type Condition, conditionIn} from './condition.ts';
import {decide} from './decide.ts';
import {type Facts, merge} from './facts.ts';
import {statementsOf} from './proxies.ts';
import {remember} from './remember.ts';
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
		const keyword = rule.statement.words[0]?.text;
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
