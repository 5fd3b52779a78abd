import {clean} from '../text.ts';
import type {Check} from './check.ts';
import {conditionProblem} from './check-conditions.ts';
import {timeProblem} from './check-timeouts.ts';
import {conditionIn} from './condition.ts';
import type {Section, Word} from './types.ts';

const serverSide: ReadonlySet<string> = new Set(['server', 'tunnel']);

// Since 2.9 there is a client timeout, since 3.4 connect, queue and tarpit (facts measured).
const settable: ReadonlySet<string> = new Set(['client', 'server', 'tunnel', 'connect', 'queue', 'tarpit']);

const setTimeout = ([name, value]: readonly Word[], section: Section): string | undefined => {
	if (!name || !value) return `'set-timeout' needs a timeout and a value`;
	if (!settable.has(name.text)) return `'set-timeout' does not take '${clean(name.text, 40)}'`;
	if (serverSide.has(name.text) && section.kind === 'frontend') return `'set-timeout ${name.text}' is not allowed in a frontend: it has no backend side`;
	// Anything else than a number is a sample expression, and its fetch is not checked here.
	if (value.unknown !== undefined || !/^\d/.test(value.text)) return undefined;
	return /^0+(us|ms|s|m|h|d)?$/.test(value.text) ? `'set-timeout' does not take 0` : timeProblem(value.text);
};

const isVariableAction = /^(set-var|set-var-fmt|unset-var)\(/;
const scopes = /\((proc|sess|txn|req|res|check)\./;

const argumentProblem = (action: string, words: readonly Word[], section: Section): string | undefined => {
	if (action === 'set-timeout') return setTimeout(words, section);
	if (isVariableAction.test(action) && !scopes.test(action)) return `a variable's name starts with its scope, as in txn.name: '${clean(action, 60)}'`;
	const needed: Readonly<Record<string, number>> = {
		'set-header': 2,
		'add-header': 2,
		'replace-header': 3,
		'replace-value': 3,
		'set-path': 1,
		'set-uri': 1,
		'set-query': 1,
		redirect: 2,
	};
	const count = needed[action] ?? 0;
	return words.length < count ? `'${action}' needs ${count} argument${count === 1 ? '' : 's'}` : undefined;
};

const request: Check = (statement, section) => {
	const {words} = statement;
	if (section.kind === 'defaults' && section.name === '') return `'${words[0]?.text}' is not allowed in a 'defaults' without a name`;
	const end = words.findIndex((word, index) => index > 1 && (word.text === 'if' || word.text === 'unless'));
	const [action, ...given] = end < 0 ? words.slice(1) : words.slice(1, end);
	if (!action) return `'${words[0]?.text}' needs an action`;
	if (action.unknown !== undefined) return undefined;
	return argumentProblem(action.text, given, section) ?? conditionProblem(conditionIn(words, 2), section, statement);
};

const redirect: Check = (statement, section) => {
	if (section.kind === 'defaults') return `'redirect' is not allowed in a 'defaults' section`;
	return conditionProblem(conditionIn(statement.words, 1), section, statement);
};

const content: Check = (statement, section) => {
	if (section.kind === 'defaults' && section.name === '') return `'${statement.words[0]?.text}' is not allowed in a 'defaults' without a name`;
	return conditionProblem(conditionIn(statement.words, 2), section, statement);
};

const conditional: Check = (statement, section) => conditionProblem(conditionIn(statement.words, 2), section, statement);

export const checkRules: Readonly<Record<string, Check>> = {
	'http-request': request,
	'http-response': content,
	'http-after-response': content,
	'tcp-request': content,
	'tcp-response': content,
	'use-server': conditional,
	redirect,
};
