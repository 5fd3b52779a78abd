import type {Context} from '../context.ts';
import {defaultPathIn, namedFiles} from '../haproxy/named-files.ts';
import type {Configuration} from '../haproxy/types.ts';
import {readPatterns} from '../instruments/read-patterns.ts';
import {clean} from '../text.ts';

const told = 5;

/** The configuration with what its pattern and map files hold, as far as they can be read here; says on standard error which cannot. */
export const withPatterns = async (configuration: Configuration, {stderr}: Pick<Context, 'stderr'>): Promise<Configuration> => {
	const named = namedFiles(configuration);
	if (named.length === 0) return configuration;
	const {patterns, unread} = await readPatterns(named, defaultPathIn(configuration));
	for (const {name, location} of unread.slice(0, told)) {
		stderr(`ws-doctor: ${clean(name)} (${clean(location.file)}:${location.line}) cannot be read here: what depends on it stays open.\n`);
	}
	if (unread.length > told) stderr(`ws-doctor: and ${unread.length - told} more such files.\n`);
	return {...configuration, patterns};
};
