import {probe, question} from '../../source/define.ts';
import {redactSecrets} from '../../source/haproxy/secrets.ts';
import type {ConfigurationText} from '../../source/model.ts';
import {list, object, text} from '../../source/shape.ts';
import {url} from './target.ts';

export const configurationFiles = question({
	id: 'configurationFiles',
	flag: 'config',
	title: 'Where is haproxy.cfg?',
	hint: 'A file or a folder of *.cfg; it is only read. On the HAProxy host: /etc/haproxy/haproxy.cfg',
	needs: [url],
	optional: true,
	parse: value => [value.trim()],
	async check(paths, instruments) {
		try {
			await instruments.readConfiguration(paths);
			return undefined;
		} catch (error) {
			return error instanceof Error ? error.message : String(error);
		}
	},
});

/** Secrets are taken out when the text is recorded, so that nothing later can print them. */
const withoutSecrets = ({files}: ConfigurationText): ConfigurationText => ({files: files.map(({name, text}) => ({name, text: redactSecrets(text)}))});

const readFile = (json: unknown) => {
	const file = object(json, 'config to have files with a name and a text');
	return {name: text(file.name, 'each file of config to have a name'), text: text(file.text, 'each file of config to have a text')};
};

const readConfig = (json: unknown): ConfigurationText => {
	if (typeof json === 'string') return withoutSecrets({files: [{name: 'haproxy.cfg', text: json}]});
	return withoutSecrets({
		files: list(object(json, 'config to be the text of haproxy.cfg, or {"files": […]}').files, 'config to have a list of files').map(readFile),
	});
};

export const config = probe({
	id: 'config',
	title: 'HAProxy configuration',
	needs: [configurationFiles],
	read: readConfig,
	local: true,
	plan: paths => `reads ${paths.join(', ')}`,
	cost: () => 100,
	run: async (instruments, _signal, _notify, paths) => withoutSecrets(await instruments.readConfiguration(paths)),
});
