import {probe, question} from '../../source/define.ts';
import {redactSecrets} from '../../source/haproxy/secrets.ts';
import type {ConfigurationText} from '../../source/model.ts';
import {amount, list, object, text} from '../../source/shape.ts';
import {withPatterns} from './patterns.ts';
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
const withoutSecrets = ({files, patterns}: ConfigurationText): ConfigurationText => ({
	files: files.map(({name, text}) => ({name, text: redactSecrets(text)})),
	...(patterns && {patterns: patterns.map(({name, text}) => ({name, text: redactSecrets(text)}))}),
});

const readFile = (json: unknown) => {
	const file = object(json, 'config to have files with a name and a text');
	return {name: text(file.name, 'each file of config to have a name'), text: text(file.text, 'each file of config to have a text')};
};

const readConfig = (json: unknown): ConfigurationText => {
	if (typeof json === 'string') return withoutSecrets({files: [{name: 'haproxy.cfg', text: json}]});
	const {files, patterns} = object(json, 'config to be the text of haproxy.cfg, or {"files": […]}');
	return withoutSecrets({
		files: list(files, 'config to have a list of files').map(readFile),
		...(patterns !== undefined && {patterns: list(patterns, 'patterns of config to be a list of files').map(readFile)}),
	});
};

export const config = probe({
	id: 'config',
	title: 'HAProxy configuration',
	needs: [configurationFiles, url],
	read: readConfig,
	local: true,
	plan: paths => `reads ${paths.join(', ')}`,
	cost: () => 100,
	run: async (instruments, _signal, _notify, paths, url) => withPatterns(withoutSecrets(await instruments.readConfiguration(paths)), url, instruments),
});

/** What `haproxy -c` refuses: told by the command, which asks before it runs anything of the file. */
const readRefusal = (json: unknown) => {
	const refusal = object(json, 'each of refusals to be {"file", "line", "says"}');
	return {
		file: text(refusal.file, 'a refusal to name its file'),
		line: amount(refusal.line, 'a refusal to have a line'),
		says: text(refusal.says, 'a refusal to say why'),
	};
};

export const haproxyCheck = question({
	id: 'haproxyCheck',
	title: 'What does haproxy -c say about the configuration?',
	hint: 'Given with --haproxy-check',
	when: () => false,
	optional: true,
	read(json) {
		const check = object(json, 'haproxyCheck to be {"version", "refusals"}');
		return {
			version: text(check.version, 'haproxyCheck to have a version'),
			refusals: list(check.refusals, 'haproxyCheck to have a list of refusals').map(readRefusal),
		};
	},
	parse: (): HaproxyCheck => ({version: '', refusals: []}),
});

type HaproxyCheck = {readonly version: string; readonly refusals: ReadonlyArray<{readonly file: string; readonly line: number; readonly says: string}>};
