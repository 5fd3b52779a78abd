import type {Context} from '../context.ts';
import {formatDuration} from '../duration.ts';
import {quote} from '../instruments/command.ts';
import type {Evidence} from '../model.ts';
import {redactQuery, redactRequestHeader, redactText} from '../secrets.ts';

/** How a report looks and where it goes says nothing about the examination. */
const presentation = new Set(['format', 'json', 'output', 'redact', 'events', 'no-color', 'ascii', 'quiet', 'verbose', 'fail-on']);

const safeHeader = (text: string): string => {
	const colon = text.indexOf(':');
	const [name, value] = [text.slice(0, colon), text.slice(colon + 1).trim()];
	return `${name}: ${redactRequestHeader(name, value)}`;
};

const safeValue = (name: string, text: string): string => {
	if (name === 'header') return safeHeader(text);
	if (name === 'cookie') return '…';
	// A token is put there for want of a header; a name is short.
	if (name === 'subprotocol') return text.split(',').some(word => word.trim().length > 32) ? '…' : text;
	return redactText(text);
};

/** The flags that shape an examination, as words of a command line; where a secret stood is `…`. */
export const safeArguments = ({positionals, given}: Pick<Context, 'positionals' | 'given'>): readonly string[] => [
	...positionals.map(redactQuery),
	...Object.entries(given)
		.filter(([name]) => !presentation.has(name))
		.flatMap(([name, values]) => values.flatMap(value => (value === '' ? [`--${name}`] : [`--${name}`, safeValue(name, value)]))),
];

const asDuration = (value: unknown) => (typeof value === 'number' ? formatDuration(value).replaceAll(' ', '') : '');

/** Flags of what was answered to questions, and how its value is typed. */
const answers: ReadonlyArray<readonly [step: string, flag: string, text: (value: unknown) => string]> = [
	['haproxy', 'haproxy', String],
	['backend', 'backend', String],
	['configurationFiles', 'config', value => (Array.isArray(value) ? String(value[0] ?? '') : '')],
	['path', 'path', value => (Array.isArray(value) ? value.join(',') : '')],
	['heartbeat', 'heartbeat', asDuration],
	['idleLimit', 'idle', asDuration],
	['trialCount', 'trials', String],
];

const answered = (evidence: readonly Evidence[], words: readonly string[]): readonly string[] =>
	answers.flatMap(([step, flag, text]) => {
		const found = evidence.find(item => item.step === step && item.source === 'user' && item.value !== undefined);
		const value = found ? text(found.value) : '';
		return value === '' || words.includes(`--${flag}`) ? [] : [`--${flag}`, value];
	});

/** The command line that makes the same examination without questions, for a POSIX shell. */
export const repeatCommand = (words: readonly string[], evidence: readonly Evidence[], flow: string): string => {
	const url = evidence.find(({step}) => step === 'url')?.value;
	const missing = typeof url === 'string' && !words.includes(url) && !/^wss?:/.test(words[0] ?? '') ? [url] : [];
	const symptom = words.includes('--symptom') || flow === 'check-up' ? [] : ['--symptom', flow];
	return ['ws-doctor', 'diagnose', ...[...missing, ...words, ...answered(evidence, words), ...symptom].map(quote)].join(' ');
};
