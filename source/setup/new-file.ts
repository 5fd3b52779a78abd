import {releaseOf} from '../haproxy/version.ts';
import {poolSection, resolversSection, webSection} from './backends.ts';
import type {Sizes} from './capacity.ts';
import {clientAddress, forwardedFor, forwardedProto, limitRules, limitTable} from './clients.ts';
import {defaultsSection, globalSection} from './general.ts';
import {keepaliveLines} from './keepalive.ts';
import type {Setup} from './model.ts';
import {routingFor} from './routing.ts';
import {remark, type Section, sectionLines} from './sections.ts';
import {splitEndpoint} from './values.ts';
import {words} from './word.ts';

const table = 'websocket_clients';
const resolvers = 'dns';

// An IPv6 wildcard takes IPv4 too, unless that has a line of its own at the same port.
const family = (address: string, all: readonly string[]): readonly string[] => {
	const endpoint = splitEndpoint(address);
	if (endpoint?.host !== '::') return [];
	return all.includes(`:${endpoint.port}`) || all.includes(`0.0.0.0:${endpoint.port}`) ? ['v6only'] : ['v4v6'];
};

const tlsWords = ({tls, certificate, http2}: Setup): readonly string[] =>
	tls ? ['ssl', 'crt', certificate ?? '', 'alpn', http2 ? 'h2,http/1.1' : 'http/1.1'] : [];

const binds = (setup: Setup): readonly string[] => setup.listen.map(address => words('bind', address, ...family(address, setup.listen), ...tlsWords(setup)));

const frontend = (setup: Setup): Section => {
	const {web} = setup;
	const {acls, isWebSocket, rules, last, refusals} = routingFor(setup, web === 'same');
	const [websocket, upgrade] = isWebSocket;
	const refused = [...refusals, ...(web === 'none' ? [`http-request deny deny_status 404 if !${websocket} or !${upgrade}`] : [])];
	return {
		header: 'frontend public',
		lines: [
			...binds(setup),
			remark(setup.keepalive.says),
			...keepaliveLines(setup, 'cli'),
			...['', ...clientAddress(setup), ...forwardedFor(setup, false), ...forwardedProto(setup)],
			...['', ...acls, ...limitRules(setup, isWebSocket.join(' '), table)],
			...(refused.length > 0 ? ['# Nobody serves these.', ...refused] : []),
			...['', ...rules, ...last, ...(typeof web === 'string' ? [] : ['default_backend web'])],
		],
	};
};

const redirecting = ({redirect, listen}: Setup): readonly Section[] => {
	if (!redirect) return [];
	const hosts = [...new Set(listen.map(address => address.replace(/:\d+$/, ':80')))];
	const port = splitEndpoint(listen[0] ?? '')?.port ?? 443;
	const target = port === 443 ? 'scheme https' : `location https://%[req.hdr(host),host_only]:${port}%[pathq]`;
	return [
		{
			header: 'frontend redirect_to_tls',
			lines: [
				...hosts.map(address => words('bind', address, ...family(address, hosts))),
				'# Browsers follow this with a page; WebSocket clients follow no redirect, and need wss://.',
				`http-request redirect ${target} code 301`,
			],
		},
	];
};

/** A complete haproxy.cfg. */
export const newFile = (setup: Setup, sizes: Sizes): string => {
	const {all, web, tls, release} = setup;
	const addresses = typeof web === 'string' ? [] : web;
	const options = {secure: tls, resolvers};
	const webs = addresses.length > 0 ? [webSection(setup, addresses, resolvers)] : [];
	const named =
		all.some(({servers}) => servers.some(server => server.named)) || webs.some(({lines}) => lines.some(line => line.includes(` resolvers ${resolvers}`)));
	const sections = [
		...[globalSection(setup, sizes), defaultsSection(setup), frontend(setup)],
		...[...redirecting(setup), ...limitTable(setup, table), ...all.map(pool => poolSection(setup, pool, options)), ...webs],
		...(named ? [resolversSection(resolvers)] : []),
	];
	const title = `# WebSockets behind HAProxy${release ? ` ${releaseOf(release)}` : ''}, made by ws-doctor setup.`;
	return `${[title, '', ...sectionLines(sections)].join('\n')}\n`;
};
