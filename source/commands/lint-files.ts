import type {Context} from '../context.ts';
import {redactSecrets} from '../haproxy/secrets.ts';
import {createReadConfiguration} from '../instruments/read-configuration.ts';
import type {ConfigurationText} from '../model.ts';
import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';

// What is neither printable nor blank, or was no UTF-8; a few of them are a slip in a configuration, many are no text at all.
const foreign = /[\u0000-\u0008\u000E-\u001F\u007F\uFFFD]/g;
const looked = 4096;
const share = 1 / 20;

const isBinary = (text: string): boolean => {
	const start = text.slice(0, looked);
	return (start.match(foreign)?.length ?? 0) > Math.max(8, start.length * share);
};

/** Reads what `lint` is given, its secrets taken out. Throws a `UsageError` of one sentence: what, why, and what was expected. */
export const readLintFiles = async ({positionals, stdin}: Context): Promise<ConfigurationText> => {
	const {files} = await createReadConfiguration(stdin)(positionals).catch((error: Error) => {
		throw new UsageError(error.message);
	});
	const binary = files.find(({text}) => isBinary(text));
	if (binary) throw new UsageError(`${clean(binary.name, 300)} is no text: expected an HAProxy configuration, such as haproxy.cfg`);
	return {files: files.map(({name, text}) => ({name, text: redactSecrets(text)}))};
};
