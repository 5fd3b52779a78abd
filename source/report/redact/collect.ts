import type {ConfigurationText, Evidence, Report} from '../../model.ts';
import {addressIn, ipv4, ipv6, staysAddress} from './addresses.ts';
import type {Found, Kind} from './aliases.ts';
import {meetLine, withoutComment} from './configuration.ts';
import {dotted, path, staysPath, url} from './patterns.ts';

export type IsProduct = (name: string) => boolean;

type Meet = (word: string, kind: Kind) => void;

const addresses = new RegExp(`${ipv6}|${ipv4}`, 'gi');
const paths = new RegExp(path, 'gi');

const meetPath = (text: string, meet: Meet): void => {
	if (staysPath(text)) return;
	for (const segment of text.split(/[/?&=]/)) meet(segment, 'path');
};

const meetAuthority = (authority: string, meet: Meet): void => {
	const host = authority.replace(/^.*@/, '').replace(/:\d*$/, '');
	if (addressIn(host) === undefined) meet(host, 'host');
};

/** Hands over what a text holds by its looks: URLs, addresses, hosts, files and paths. */
const meetText = (text: string, meet: Meet): void => {
	for (const [, , authority = '', way = '', query = ''] of text.matchAll(url)) {
		meetAuthority(authority, meet);
		meetPath(way, meet);
		meetPath(query, meet);
	}
	const rest = text.replace(url, ' ');
	for (const match of rest.match(addresses) ?? []) {
		const address = addressIn(match);
		if (address !== undefined && !staysAddress(address)) meet(address, 'ip');
	}
	for (const [word, kind] of dotted(rest)) meet(word, kind);
	for (const match of rest.match(paths) ?? []) meetPath(match, meet);
};

// `public~ websocket/ws1 0/0/1`, and the machine that syslog names.
const logged = /(?:^\w{3} +\d+ [\d:]{8} (\S+) )?.*?\] (\S+?)~? (\S+)\/(\S+) [\d/+-]+/;

const meetLog = (value: unknown, meet: Meet): void => {
	for (const line of [value].flat().filter(each => typeof each === 'string')) {
		const [, machine, ...names] = logged.exec(line) ?? [];
		if (machine) meet(machine, 'host');
		for (const name of names) if (name && !/^</.test(name)) meet(name, 'name');
	}
};

const members: Readonly<Record<string, Kind>> = {host: 'host', serverName: 'host', through: 'host', issuer: 'name', domain: 'host', server: 'name'};

const meetMember = (text: string, meet: Meet, member: string): void => {
	const kind = members[member];
	if (kind === 'host') meetAuthority(text, meet);
	else if (kind) meet(text, kind);
	meetText(text, meet);
};

/** Walks a value: texts by their looks, and some members by their name. */
const meetValue = (value: unknown, meet: Meet, member = ''): void => {
	if (typeof value === 'string') meetMember(value, meet, member);
	if (typeof value !== 'object' || value === null) return;
	for (const [name, inner] of Object.entries(value)) meetValue(inner, meet, Array.isArray(value) ? member : name === 'headers' ? '' : name);
};

const meetConfiguration = ({files = []}: Partial<ConfigurationText>, meet: Meet): void => {
	for (const {name, text} of files) {
		meetPath(name, meet);
		for (const line of text.split('\n').map(withoutComment)) {
			meetLine(line, meet);
			meetText(line, meet);
		}
	}
};

const meetEvidence = ({step, value, missing}: Evidence, meet: Meet): void => {
	const [, place] = /:(.+)$/.exec(step) ?? [];
	if (place) meet(place, 'name');
	if (step === 'log') meetLog(value, meet);
	if (/^(?:haproxy|backend|at:.*)$/.test(step) && typeof value === 'string') meetAuthority(value.replace(/^\w+:\/\//, ''), meet);
	if (step === 'configurationFiles') for (const file of [value].flat()) if (typeof file === 'string') meetPath(file, meet);
	if (step === 'config') meetConfiguration((value ?? {}) as Partial<ConfigurationText>, meet);
	else meetValue(value ?? missing, meet);
};

const meetHops = ({evidence, timers}: Report, meet: Meet, isProduct: IsProduct): void => {
	const told = evidence.filter(({step}) => step === 'path' || step === 'timers').flatMap(({value}) => [value].flat() as unknown[]);
	const hops = [...told.map(hop => (typeof hop === 'string' ? hop : (hop as {hop?: unknown} | null)?.hop)), ...timers.map(({hop}) => hop)];
	for (const hop of hops) if (typeof hop === 'string' && !isProduct(hop)) meet(hop, 'name');
};

/** Everything in a report that `--redact all` replaces, in the order it is met. */
export const collect = (report: Report, isProduct: IsProduct): Found => {
	const found: Found = new Map();
	const meet: Meet = (word, kind) => {
		const text = kind === 'host' || kind === 'ip' ? word.toLowerCase() : word;
		if (text === '' || text === 'localhost' || text === '*' || staysPath(text) || found.has(text)) return;
		if (addressIn(text) === undefined || kind === 'ip') found.set(text, kind);
	};
	if (report.target.url) meetText(report.target.url, meet);
	for (const item of report.evidence) meetEvidence(item, meet);
	meetHops(report, meet, isProduct);
	for (const {location} of report.findings) if (location) meetPath(location.file, meet);
	if (report.repeat) meetText(report.repeat, meet);
	return found;
};
