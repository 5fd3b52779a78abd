import {defaultPathIn} from '../../source/haproxy/named-files.ts';
import type {ConfigurationText, Instruments} from '../../source/model.ts';
import {configurationOf} from '../reading/configuration.ts';
import {filesAbout, linesAbout} from '../reading/pattern-lines.ts';

/** The configuration with what its pattern and map files say of this URL, as far as they can be read here; nothing else of them is kept. */
export const withPatterns = async (
	config: ConfigurationText,
	url: string | undefined,
	{readPatterns}: Pick<Instruments, 'readPatterns'>,
): Promise<ConfigurationText> => {
	if (url === undefined || !URL.canParse(url) || !readPatterns) return config;
	const configuration = configurationOf(config);
	const named = filesAbout(configuration, url);
	if (named.length === 0) return config;
	const patterns = linesAbout(await readPatterns(named, defaultPathIn(configuration)), url);
	return patterns.length > 0 ? {...config, patterns} : config;
};
