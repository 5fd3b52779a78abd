import {parseUrl} from '../address.ts';
import {parseArguments} from '../arguments.ts';
import type {Context} from '../context.ts';
import type {Flags} from '../flags.ts';
import {quote} from '../instruments/command.ts';
import {stateFolder} from '../journal/folder.ts';
import {keepOn} from '../journal/keeping.ts';
import {type KeptSession, openSession} from '../journal/read.ts';
import type {Evidence} from '../model.ts';
import {UsageError} from '../usage-error.ts';
import {diagnoseTo} from './diagnose.ts';
import {type Hands, handsFor} from './hands.ts';
import {evidenceOf, flowOfSession, withoutUnfinished} from './kept.ts';
import {checkOutput} from './output.ts';

/** The flags that shape a request: those of the session hold again, unless others are given. */
const requestFlags = ['header', 'origin', 'cookie', 'subprotocol', 'insecure'] as const;

const isMissing = (words: readonly string[] | undefined): boolean => words?.some(word => word.endsWith('…')) ?? false;

/** The flags of a session whose values are secrets, and are not kept: they have to be given again. */
const lacking = (recorded: Context['given'], given: Context['given']): readonly string[] =>
	requestFlags
		.filter(name => isMissing(recorded[name]) && given[name] === undefined)
		.flatMap(name => (recorded[name] ?? []).map(text => `--${name} ${quote(text)}`));

const recordedFlags = ({header}: KeptSession) => {
	const [first = '', ...others] = header.arguments;
	const {flags, given} = parseArguments(['diagnose', '--offline', ...(/^wss?:/.test(first) ? others : header.arguments)]);
	const request = Object.fromEntries(requestFlags.flatMap(name => (flags[name] === undefined ? [] : [[name, flags[name]]]))) as Flags;
	return {request, given};
};

const urlOf = (evidence: readonly Evidence[]) => evidence.find(({step}) => step === 'url');

/** The evidence with the URL as the operator gives it again, which nobody but the hands will know. */
const withUrl = (evidence: readonly Evidence[], {positionals: [, typed], now}: Context, {conceal}: Hands): readonly Evidence[] => {
	if (typed === undefined) return evidence;
	const known = urlOf(evidence);
	const given = conceal({step: 'url', at: now().toISOString(), source: 'flag', value: parseUrl(typed)});
	if (known && known.value !== given.value)
		throw new UsageError(`This session examines ${known.value}: expected the same URL, or ws-doctor diagnose for another.`);
	return known ? evidence : [...evidence, given];
};

const refuse = (session: string, again: readonly string[]) => {
	throw new UsageError(`Secrets are not kept with a session: expected ws-doctor resume ${session} ${again.join(' ')}, with each … and [redacted] filled in.`);
};

const checkSecrets = (session: KeptSession, evidence: readonly Evidence[], recorded: Context['given'], {flags, given, positionals}: Context) => {
	if (flags.offline) return;
	const url = urlOf(evidence)?.value;
	const again = [...(typeof url === 'string' && url.includes('[redacted]') && positionals[1] === undefined ? [quote(url)] : []), ...lacking(recorded, given)];
	if (again.length > 0) refuse(session.header.session, again);
};

/** `ws-doctor resume <session>`: goes on with it, in the wizard where there is a terminal; what was in progress is tried again. */
export const run = async (context: Context): Promise<number> => {
	await checkOutput(context);
	const session = await openSession(context.positionals[0] ?? '', stateFolder(context));
	const {request, given} = recordedFlags(session);
	const resumed: Context = {...context, flags: {...request, ...context.flags}};
	const hands = handsFor(resumed);
	const evidence = evidenceOf(withoutUnfinished(session), context);
	checkSecrets(session, evidence, given, context);
	const known = withUrl(evidence, context, hands);
	if (!context.isTerminal || context.flags.format !== undefined) {
		return diagnoseTo(known, hands.create(), resumed, {begin: keepOn(session, resumed, hands.conceal), flow: flowOfSession(session, known)});
	}

	const {runOn} = await import('./wizard.ts');
	return runOn(known, session.header.flow, resumed, {hands, begin: async beside => keepOn(session, beside, hands.conceal)});
};
