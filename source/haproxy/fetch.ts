import type {Facts, Sample} from './facts.ts';
import {isIn, valueIn} from './layers.ts';
import {lookedUp, mapCallOf} from './maps.ts';
import type {Call, SampleExpression} from './sample.ts';
import {table} from './table.ts';

const text = (...values: readonly string[]): Sample => ({type: 'text', values});
const boolean = (value: boolean | undefined): Sample => (value === undefined ? undefined : {type: 'boolean', values: [value ? '1' : '0']});
const integer = (value: number | undefined): Sample => (value === undefined ? undefined : {type: 'integer', values: [String(value)]});
const known = <Value>(value: Value | undefined, then: (value: Value) => Sample): Sample => (value === undefined ? undefined : then(value));

// Added by hops in front, or by clients: their absence in a probe's request says nothing about what HAProxy is going to see.
const foreignHeaders =
	/^(x-(forwarded|real|client|original|request|amz|envoy|azure|scheme|proto|ssl|cdn|country|geo)|forwarded$|via$|cf-|true-client-ip$|fastly-|cdn-|user-agent$|accept)/;

/** Whole header lines of one name; undefined when not known. */
const headerLines = (facts: Facts, name: string): readonly string[] | undefined => {
	const lower = name.toLowerCase();
	if (isIn(facts.headers, lower)) return valueIn(facts.headers, lower);
	return facts.open || foreignHeaders.test(lower) ? undefined : [];
};

/** Splits at commas outside double quotes, as HAProxy does with `hdr()` (manual §7.3.6). */
export const splitHeader = (line: string): readonly string[] => (line.match(/(?:"(?:\\.|[^"\\])*"?|[^,"])+/g) ?? []).map(value => value.trim());

const occurrence = (values: readonly string[], which: string | undefined): readonly string[] => {
	if (which === undefined || which === '') return values;
	const index = Number(which);
	const value = index > 0 ? values[index - 1] : values.at(index);
	return value === undefined ? [] : [value];
};

type Fetch = (facts: Facts, values: readonly string[]) => Sample;

const header =
	(split: boolean): Fetch =>
	(facts, [name = '', which]) =>
		known(headerLines(facts, name), lines => text(...occurrence(split ? lines.flatMap(splitHeader) : lines, which)));

const headerCount: Fetch = (facts, [name = '']) => known(headerLines(facts, name), lines => integer(lines.flatMap(splitHeader).length));

const pathOf = (url: string) => url.replace(/[?#].*$/s, '');
const queryOf = (url: string) => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : undefined);

const parameter: Fetch = ({url}, [name, delimiter]) => {
	if (url === undefined || name === undefined || (delimiter ?? '?') !== '?') return undefined;
	const pair = (queryOf(url) ?? '').split('&').find(part => part.startsWith(`${name}=`));
	return pair === undefined ? text() : text(pair.slice(name.length + 1));
};

const cookie: Fetch = (facts, [name]) => {
	if (name === undefined) return undefined;
	return known(headerLines(facts, 'cookie'), lines => {
		const pairs = lines.flatMap(line => line.split(';')).map(pair => pair.trim());
		return text(...pairs.filter(pair => pair.startsWith(`${name}=`)).map(pair => pair.slice(name.length + 1)));
	});
};

const base: Fetch = (facts, values) => {
	const host = header(true)(facts, ['host', '1', ...values]);
	return known(facts.url, url => host && text(`${host.values[0] ?? ''}${pathOf(url)}`));
};

// Without an inspect-delay nobody knows whether the hello was there when the rule was read.
const hello: Fetch = ({serverName, inspected, mode, ssl}) =>
	serverName === undefined || mode !== 'tcp' || ssl !== false || !inspected ? undefined : serverName ? text(serverName) : text();

const credentials: Fetch = facts => known(headerLines(facts, 'authorization'), lines => (lines.length === 0 ? boolean(false) : undefined));

const http = table<Fetch>({
	path: ({url}) => known(url, value => text(pathOf(value))),
	pathq: ({url}) => known(url, value => text(value)),
	url: ({url}) => known(url, value => text(value)),
	query: ({url}) => known(url, value => known(queryOf(value), text) ?? text()),
	base,
	method: ({method}) => known(method, value => text(value)),
	hdr: header(true),
	'req.hdr': header(true),
	'req.fhdr': header(false),
	hdr_cnt: headerCount,
	'req.hdr_cnt': headerCount,
	url_param: parameter,
	urlp: parameter,
	cook: cookie,
	'req.cook': cookie,
	http_auth: credentials,
	'req.ver': () => text('1.1'),
	req_ver: () => text('1.1'),
	'req.proto_http': () => boolean(true),
	req_proto_http: () => boolean(true),
});

const anywhere = table<Fetch>({
	var: ({variables}, [name = '']) => valueIn(variables, name),
	ssl_fc: ({ssl}) => boolean(ssl),
	ssl_fc_sni: ({ssl, serverName}) => (ssl === false ? text() : ssl && serverName ? text(serverName) : undefined),
	dst_port: ({port}) => integer(port),
	always_true: () => boolean(true),
	always_false: () => boolean(false),
	wait_end: () => boolean(true),
	bool: (_facts, [value = '']) => boolean(/^(true|on|yes|[1-9]\d*)$/i.test(value)),
	int: (_facts, [value = '']) => integer(/^-?\d+$/.test(value) ? Number(value) : undefined),
	str: (_facts, [value]) => known(value, string => text(string)),
	'req.ssl_sni': hello,
	req_ssl_sni: hello,
	'req.ssl_hello_type': facts => known(hello(facts, []), () => integer(facts.serverName === null ? 0 : 1)),
	req_ssl_hello_type: facts => known(hello(facts, []), () => integer(facts.serverName === null ? 0 : 1)),
});

type Converter = (value: string, values: readonly string[]) => string | undefined;

const field: Converter = (value, [index, delimiter]) => {
	const at = Number(index);
	if (!Number.isInteger(at) || at === 0 || !delimiter) return undefined;
	const fields = value.split(new RegExp(`[${delimiter.replace(/[\]\\^-]/g, String.raw`\$&`)}]`));
	return at > 0 ? (fields[at - 1] ?? '') : (fields.at(at) ?? '');
};

const lower = (value: string) => value.replace(/[A-Z]/g, letter => letter.toLowerCase());

const converters = table<Converter>({
	lower,
	upper: value => value.replace(/[a-z]/g, letter => letter.toUpperCase()),
	// Measured on 2.6: the name comes out in lower case.
	host_only: value => lower(value).replace(/:\d*$/, ''),
	field,
	str: (_value, [string]) => string,
});

const throughMap = (sample: Sample, map: NonNullable<ReturnType<typeof mapCallOf>>, facts: Facts): Sample => {
	const found = sample?.values.map(value => lookedUp(map, value, facts.files));
	return found?.every(values => values !== undefined) ? text(...found.flat()) : undefined;
};

const convert = (sample: Sample, call: Call, facts: Facts): Sample => {
	const {name, values} = call;
	const map = mapCallOf(call);
	if (map) return throughMap(sample, map, facts);
	const converter = converters(name);
	if (!sample || !converter || sample.type !== 'text') return undefined;
	const converted = sample.values.map(value => converter(value, values));
	return converted.some(value => value === undefined) ? undefined : {...sample, values: converted as string[]};
};

/** What a sample expression gives for these facts; undefined when that cannot be known here. */
export const fetch = ({fetch: call, converters: behind}: SampleExpression, facts: Facts): Sample => {
	const find = anywhere(call.name) ?? (facts.mode === 'http' ? http(call.name) : undefined);
	const found = find?.(facts, call.values);
	return behind.length === 0 ? found : behind.reduce((sample, converter) => convert(sample, converter, facts), found);
};
