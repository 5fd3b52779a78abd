import type {Context} from '../context.ts';
import type {SetupPlan, Surroundings} from '../setup/types.ts';
import type {Written} from './setup-json.ts';
import {readExistingFile, replaceFile, writeNew} from './setup-write.ts';

/** Where a plan goes: shown only, to a file that must not exist yet, over an existing one, or over it once a person has said yes. */
export type Place = {readonly how: 'show'} | {readonly how: 'create' | 'replace' | 'ask'; readonly path: string};

/** Decides it by the flags: nothing that exists is changed without a yes. */
export const placeFor = ({file}: SetupPlan, {flags, terminal}: Context): Place => {
	if (flags.output === '-') return {how: 'show'};
	if (flags.output !== undefined) return {how: flags.yes ? 'replace' : 'create', path: flags.output};
	if (file.kind === 'new') return {how: 'show'};
	if (flags.yes) return {how: 'replace', path: file.name};
	return terminal && !flags.json ? {how: 'ask', path: file.name} : {how: 'show'};
};

/** Whether a configuration stands there already. */
export const exists = (path: string): Promise<boolean> =>
	readExistingFile(path).then(
		() => true,
		() => false,
	);

/** Writes a plan's file. Throws a `UsageError`, with nothing changed. */
export const put = async ({file}: SetupPlan, path: string, replacing: boolean, {existing}: Surroundings, at: Date): Promise<Written> => {
	if (replacing && (await exists(path))) return {path, backup: await replaceFile(path, file.text, path === file.name ? existing?.text : undefined, at)};
	// What is copied from an operator's file may hold secrets; a new one has none.
	await writeNew(path, file.text, file.kind === 'changed' ? 0o600 : 0o644);
	return {path};
};
