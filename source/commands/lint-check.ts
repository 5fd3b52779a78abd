import type {Context} from '../context.ts';
import type {LintFinding} from '../haproxy/lint/finding.ts';
import {wordFrom} from '../haproxy/lint/places.ts';
import {redactSecrets} from '../haproxy/secrets.ts';
import type {Configuration} from '../haproxy/types.ts';
import {haproxyCheck} from '../instruments/haproxy-check.ts';
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

/** Asks the installed HAProxy, if the operator wants that. Throws a `UsageError` when that would run Lua and may not. */
export const checkWithHaproxy = async (configuration: Configuration, context: Context): Promise<Checked> => {
	const {flags, positionals, signal, stderr} = context;
	if (!flags['haproxy-check']) return notAsked;
	if (positionals.includes('-')) throw new UsageError('--haproxy-check needs files: haproxy cannot read a configuration from standard input.');
	await permitLua(configuration, context);
	const check = await haproxyCheck(positionals, signal);
	if (!check) {
		stderr('ws-doctor: --haproxy-check found no haproxy here that answers, and goes on without it.\n');
		return notAsked;
	}
	const messages = check.messages.map(message => ({...message, text: redactSecrets(message.text)}));
	const alerts = messages.filter(({level, missing}) => level === 'alert' && !missing);
	const found = alerts.map((message): LintFinding => {
		const location = placed(configuration, message, message.proxy);
		const says = clean(message.text, 300);
		const title = `haproxy -c refuses ${message.line === undefined ? 'this' : 'this line'}: ${says}`;
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
