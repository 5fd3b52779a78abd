import {createReadStream} from 'node:fs';
import {buffer} from 'node:stream/consumers';
import {merged} from '../answers.ts';
import type {Context} from '../context.ts';
import {redactSecrets} from '../haproxy/secrets.ts';
import type {ConfigurationText, Evidence, Instruments} from '../model.ts';
import {UsageError} from '../usage-error.ts';
import type {Hands} from './hands.ts';

const answersLimit = 16 * 1024 * 1024;

const readText = async (path: string, {stdin}: Context): Promise<string> => {
	if (path === '-') return stdin();
	// One byte more than the limit shows that there is more; a device has no end.
	const bytes = await buffer(createReadStream(path, {end: answersLimit})).catch(() => {
		throw new UsageError(`The answers ${path} cannot be read: expected a JSON file, or a report.`);
	});
	if (bytes.length > answersLimit) throw new UsageError(`The answers ${path} are too long: expected at most 16 MiB.`);
	return bytes.toString();
};

const fromAnswers = async (context: Context): Promise<readonly Evidence[]> => {
	if (!context.flags.answers) return [];
	const [text, {evidenceIn}] = await Promise.all([readText(context.flags.answers, context), import('./told.ts')]);
	return evidenceIn(text, context);
};

/** The configuration as evidence: its secrets are taken out before anything can print them. Throws a `UsageError`. */
export const readConfig = async (paths: readonly string[], instruments: Instruments, url?: string): Promise<ConfigurationText> => {
	const {files} = await instruments.readConfiguration(paths).catch((error: Error) => {
		throw new UsageError(`${error.message}.`);
	});
	const config = {files: files.map(({name, text}) => ({name, text: redactSecrets(text)}))};
	// What reads them is loaded only for files that name any.
	if (!files.some(({text}) => /\s-f\s|\bmap(?:_\w+)?\(/.test(text))) return config;
	const {withPatterns} = await import('../../flows/steps/patterns.ts');
	return withPatterns(config, url, instruments);
};

/** What `haproxy -c` refuses about it; the module that runs it is loaded only where that was asked for. */
const checkConfig = async (config: ConfigurationText, context: Context): Promise<unknown> => {
	const [{askHaproxy, refusalsOf}, {parseConfiguration}] = await Promise.all([import('./lint-check.ts'), import('../haproxy/parse.ts')]);
	const configuration = parseConfiguration(config);
	const check = await askHaproxy(configuration, context.flags.config ?? [], context);
	const refusals = check && refusalsOf(configuration, check).map(({location: {file, line}, says}) => ({file, line, says}));
	return check && {version: check.version, refusals: refusals?.slice(0, 20)};
};

const addressText = (address: {host: string; port: number; scheme?: string} | undefined) =>
	address && `${address.scheme ? `${address.scheme}://` : ''}${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;

/** What the command line says, as evidence: each flag answers the question of its name. */
const fromFlags = async (context: Context, instruments: Instruments): Promise<readonly Evidence[]> => {
	const {positionals, flags, now} = context;
	const config = flags.config && (await readConfig(flags.config, instruments, positionals[0]));
	const values: Readonly<Record<string, unknown>> = {
		url: positionals[0],
		haproxy: addressText(flags.haproxy),
		backend: addressText(flags.backend),
		configurationFiles: flags.config,
		config,
		haproxyCheck: config && flags['haproxy-check'] && (await checkConfig(config, context)),
		path: flags.path,
		idleLimit: flags.idle,
		heartbeat: flags.heartbeat,
		trialCount: flags.trials,
		symptom: flags.symptom,
		...Object.fromEntries((flags.at ?? []).map(place => [`at:${place.name}`, addressText(place)])),
	};
	const at = now().toISOString();
	return Object.entries(values).flatMap(([step, value]) => (value === undefined ? [] : [{step, at, source: 'flag', value} satisfies Evidence]));
};

/** Everything known before the first question, without secrets: answers, and flags over them. */
export const givenEvidence = async (context: Context, {create, conceal}: Hands): Promise<readonly Evidence[]> =>
	merged(await fromAnswers(context), await fromFlags(context, create())).map(conceal);
