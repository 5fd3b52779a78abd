import type {Acl} from '../acl.ts';
import {bindsOf} from '../addresses.ts';
import {labelOf} from '../proxies.ts';
import type {Section} from '../types.ts';
import type {Draft} from './finding.ts';

/** Whom a test misses, and how much that matters. `insensitive`: `-i` is the remedy. */
export type Weakness = {readonly severity: Draft['severity']; readonly title: string; readonly why: string; readonly insensitive?: true};
type Test = {
	readonly header: string;
	readonly method: string;
	readonly patterns: readonly string[];
	readonly insensitive: boolean;
	readonly converted: boolean;
};

const testOf = ({expression, method = 'str', patterns, insensitive}: Acl): Test => {
	const lowers = expression?.converters.some(({name}) => name === 'lower' || name === 'upper') ?? false;
	return {
		header: expression?.fetch.values[0]?.toLowerCase() ?? '',
		method,
		patterns,
		insensitive: insensitive || lowers || method === 'found' || method === 'reg',
		converted: (expression?.converters.length ?? 0) > 0,
	};
};

/** What clients send, by header: what browsers write, and what a test for the other case misses. */
const handshake: Readonly<Record<'upgrade' | 'connection', string>> = {upgrade: 'websocket', connection: 'Upgrade'};

const byCase = (test: Test, header: 'upgrade' | 'connection'): Weakness | undefined => {
	if (test.header !== header || test.insensitive || test.patterns.length === 0) return undefined;
	const sent = handshake[header];
	if (!test.patterns.some(pattern => sent.toLowerCase().includes(pattern.toLowerCase()))) return undefined;
	const matches = test.patterns.some(pattern => (test.method === 'str' ? pattern === sent : sent.includes(pattern)));
	return {
		severity: matches ? 'risk' : 'problem',
		title: `The test of ${header === 'upgrade' ? 'Upgrade' : 'Connection'} is case-sensitive: browsers send "${sent}"${matches ? ', others may not' : ''}`,
		why: 'The values of these headers have no case (RFC 6455 §4.2.1): without -i some clients, or all, are not seen as WebSockets.',
		insensitive: true,
	};
};

const socketIo = ({method = 'str', patterns}: Acl): Weakness | undefined =>
	method === 'str' && patterns.includes('/socket.io')
		? {severity: 'risk', title: 'Socket.IO asks for /socket.io/, which this test misses', why: 'path compares the whole path: use path_beg /socket.io/.'}
		: undefined;

const portless = (test: Test, {frontend}: {frontend: Section}): Weakness | undefined => {
	if (test.header !== 'host' || test.method !== 'str' || test.converted || !test.patterns.every(pattern => /^[\w.-]+$/.test(pattern))) return undefined;
	const ports = bindsOf(frontend).flatMap(bind => bind.ports?.[0] ?? []);
	if (ports.length === 0 || ports.some(port => port === 80 || port === 443)) return undefined;
	return {
		severity: 'note',
		title: `The test of Host has no port, and ${labelOf(frontend)} listens on ${ports[0]}`,
		why: 'Clients send the port in Host when it is not 80 or 443, as in ws.example.net:8443; hdr(host),host_only (2.4 and later) compares without it.',
	};
};

const headers: ReadonlySet<string> = new Set(['hdr', 'req.hdr', 'req.fhdr']);

/** Why a test of a frontend misses some WebSockets, or undefined. */
export const weaknessOf = (acl: Acl, frontend: Section): Weakness | undefined => {
	const fetch = acl.expression?.fetch.name ?? '';
	if (fetch === 'path') return socketIo(acl);
	if (!headers.has(fetch)) return undefined;
	const test = testOf(acl);
	return byCase(test, 'upgrade') ?? byCase(test, 'connection') ?? portless(test, {frontend});
};
