import type {Context} from '../context.ts';
import type {LintFinding} from '../haproxy/lint/finding.ts';
import {wordFrom} from '../haproxy/lint/places.ts';
import {redactSecrets} from '../haproxy/secrets.ts';
import type {Configuration} from '../haproxy/types.ts';
import {type HaproxyCheck, haproxyCheck} from '../instruments/haproxy-check.ts';
import type {Location} from '../model.ts';
import type {LintHaproxy, LintMessage} from '../report/lint.ts';
import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';
import {permitLua} from './lint-lua.ts';

// A file read from a folder has the same name for both.
const placed = (configuration: Configuration, {file, line, text}: LintMessage, proxy: string | undefined): Location => {
	const known = file === undefined ? undefined : configuration.files.find(({name}) => name === file);
	if (known && line !== undefined) return {file: known.name, line};
	const section = configuration.sections.find(({name, kind}) => name === proxy && kind !== 'defaults');
	const target = /(?:use_backend|default_backend): '([^']+)'/.exec(text)?.[1];
	const rule = section?.statements.find(({words}) => words[1]?.text === target && words[0]?.text.endsWith('_backend'));
	return rule?.location ?? section?.location ?? {file: configuration.files[0]?.name ?? '', line: 1};
};

const key = ({file, line}: Location) => `${file}:${line}`;

export type Checked = {
	readonly haproxy: LintHaproxy | null;
	/** The findings, with what only HAProxy itself sees. */
	readonly merge: (findings: readonly LintFinding[]) => readonly LintFinding[];
};

const notAsked: Checked = {haproxy: null, merge: findings => findings};

/** What `haproxy -c` says about files; undefined where there is none that answers. Throws a `UsageError` when it would run Lua and may not. */
export const askHaproxy = async (configuration: Configuration, paths: readonly string[], context: Context): Promise<HaproxyCheck | undefined> => {
	if (paths.includes('-')) throw new UsageError('--haproxy-check needs files: haproxy cannot read a configuration from standard input.');
	await permitLua(configuration, paths, context);
	const check = await haproxyCheck(paths, context.signal);
	if (!check) context.stderr('ws-doctor: --haproxy-check found no haproxy here that answers, and goes on without it.\n');
	return check;
};

/** What HAProxy refuses, and where; `atLine` when it names the line itself. */
type Refusal = {readonly location: Location; readonly says: string; readonly atLine: boolean};

/** What of it is refused, without what is only missing on this machine. */
export const refusalsOf = (configuration: Configuration, check: HaproxyCheck): readonly Refusal[] =>
	check.messages
		.filter(({level, missing}) => level === 'alert' && !missing)
		.map(message => ({
			location: placed(configuration, message, message.proxy),
			says: clean(redactSecrets(message.text), 300),
			atLine: message.line !== undefined,
		}));

/** Asks the installed HAProxy, if the operator wants that. Throws a `UsageError` when that would run Lua and may not. */
export const checkWithHaproxy = async (configuration: Configuration, context: Context): Promise<Checked> => {
	if (!context.flags['haproxy-check']) return notAsked;
	const check = await askHaproxy(configuration, context.positionals, context);
	if (!check) return notAsked;
	const messages = check.messages.map(message => ({...message, text: redactSecrets(message.text)}));
	const found = refusalsOf(configuration, check).map(({location, says, atLine}): LintFinding => {
		const title = `haproxy -c refuses ${atLine ? 'this line' : 'this'}: ${says}`;
		const why = `HAProxy ${check.version} on this machine says so: it would not start with this file.`;
		return {code: 'config/invalid', severity: 'problem', location: wordFrom(configuration, location), title, why, fixes: []};
	});
	return {
		haproxy: {version: check.version, valid: check.valid, messages: messages.map(({proxy: _proxy, ...message}) => message)},
		merge: findings => {
			const known = new Set(findings.filter(({code}) => code === 'config/invalid' || code === 'config/deprecated-keyword').map(({location}) => key(location)));
			return [...findings, ...found.filter(({location}) => !known.has(key(location)))];
		},
	};
};
