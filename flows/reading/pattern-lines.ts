import {namedFiles} from '../../source/haproxy/named-files.ts';
import {sampleExpression} from '../../source/haproxy/sample.ts';
import {redactSecrets} from '../../source/haproxy/secrets.ts';
import type {Configuration, Statement} from '../../source/haproxy/types.ts';
import type {ConfigurationText} from '../../source/model.ts';

type Patterns = NonNullable<ConfigurationText['patterns']>;

/** A place where a file is named: the expression that is looked up in it, and whether it only decides something. */
type Use = {readonly name: string; readonly expression: string; readonly decides: boolean; readonly method: string | undefined};

const routing = new Set(['acl', 'use_backend', 'use-server']);

const inConditions = ({words}: Statement): readonly Use[] => {
	const starts = words[0]?.text === 'acl' ? [2] : words.flatMap(({text}, at) => (text === '{' ? [at + 1] : []));
	return starts.flatMap(start => {
		const end = words.findIndex(({text}, at) => at > start && text === '}');
		const own = words.slice(start, end < 0 ? undefined : end).map(({text}) => text);
		const after = (flag: string) => own.flatMap((word, at) => (own[at - 1] === flag ? [word] : []));
		return after('-f').map(name => ({name, expression: own[0] ?? '', decides: true, method: after('-m')[0]}));
	});
};

const inMaps = ({words}: Statement): readonly Use[] =>
	words.flatMap(({text}) =>
		[text, ...(text.match(/%\[[^\]]{1,500}\]/g) ?? []).map(sample => sample.slice(2, -1))].flatMap(expression => {
			const maps = sampleExpression(expression)?.converters.filter(call => call.name.startsWith('map')) ?? [];
			return maps.map(({values}) => ({name: values[0] ?? '', expression, decides: routing.has(words[0]?.text ?? ''), method: undefined}));
		}),
	);

// What a pattern that matches has to be a part of: fetches of the URL itself, and converters and methods that keep its text.
const ofPath = /^(?:path|base)(?:_(?:beg|end|sub|dir|dom|str))?$/;
const withQuery = /^(?:pathq|url)(?:_(?:beg|end|sub|dir|dom|str))?$/;
const ofHost = /^(?:req\.)?hdr(?:_(?:beg|end|sub|dir|dom|str))?$/;
const ofName = /^(?:ssl_fc|req[._]ssl)_sni(?:_(?:beg|end|sub|dir|dom|str))?$/;
const keepsText = /^(?:lower|field|word|host_only|port_only|map(?:_(?:str|beg|end|sub|dom|dir))?)$/;
const methods = new Set([undefined, 'str', 'beg', 'end', 'sub', 'dir', 'dom']);

const isOfUrl = ({expression, decides, method}: Use, {search}: URL): boolean => {
	const sample = decides && methods.has(method) ? sampleExpression(expression) : undefined;
	if (!sample?.converters.every(({name}) => keepsText.test(name))) return false;
	const {name, values} = sample.fetch;
	return ofPath.test(name) || ofName.test(name) || (ofHost.test(name) && values[0]?.toLowerCase() === 'host') || (withQuery.test(name) && search === '');
};

/** The files of which it is enough to know the lines that are a part of this URL: their every use looks up its host or path, and decides a way. */
export const filesAbout = (configuration: Configuration, url: string): ReturnType<typeof namedFiles> => {
	const where = new URL(url);
	const uses = configuration.sections.flatMap(({statements}) => statements.flatMap(line => [...inConditions(line), ...inMaps(line)]));
	return namedFiles(configuration).filter(({name}) => {
		const own = uses.filter(use => use.name === name);
		return own.length > 0 && own.every(use => isOfUrl(use, where));
	});
};

const samplesOf = (url: string): readonly string[] => {
	const {hostname, port, protocol, pathname} = new URL(url);
	const host = `${hostname}:${port || (protocol === 'wss:' ? 443 : 80)}`;
	return [hostname, host, pathname, hostname + pathname, host + pathname].map(sample => sample.toLowerCase());
};

/** More lines than this cannot all be a part of one URL and worth keeping. */
const most = 1000;

/** Of these files only the lines that may match the URL: what decides is the same without the others, and no list of keys or hosts is kept. */
export const linesAbout = (patterns: Patterns, url: string): Patterns => {
	const samples = samplesOf(url);
	const isPart = (line: string): boolean => {
		const [key = ''] = line.trim().toLowerCase().split(/\s/, 1);
		const bare = key.replace(/^[/.]+|[/.]+$/g, '');
		return !line.startsWith('#') && key !== '' && samples.some(sample => sample.includes(bare));
	};
	return patterns.flatMap(({name, text}) => {
		const lines = text.split(/\r?\n/).filter(isPart);
		return lines.length > most ? [] : [{name, text: redactSecrets(lines.map(line => `${line}\n`).join(''))}];
	});
};
