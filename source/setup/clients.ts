import type {Setup} from './model.ts';
import type {Section} from './sections.ts';
import {words} from './word.ts';

const acl = (name: string, trusted: readonly string[]) => words('acl', name, 'src', ...trusted);

/** Finds the client's own address behind a trusted hop, for limits and stickiness; `front` names the ACL of that hop. */
export const clientAddress = ({clientHop, trusted}: Setup, front = 'from_front'): readonly string[] => {
	if (clientHop === 0) return [];
	return [
		'# The client, as the trusted hop in front has seen it; anyone else is taken at the address of the connection.',
		acl(front, trusted),
		'http-request set-var(txn.client) src',
		`http-request set-var(txn.client) req.hdr_ip(X-Forwarded-For,-${clientHop}) if ${front} { req.hdr(X-Forwarded-For) -m found }`,
	];
};

/** Tells the servers the client's address, and drops what a client claims. `alone`: not in the section of `clientAddress`. */
export const forwardedFor = ({clientHop, trusted}: Setup, alone: boolean): readonly string[] => {
	if (clientHop === 0)
		return ['# What a client claims to be is dropped before its address is added.', 'http-request del-header X-Forwarded-For', 'option forwardfor'];
	return [
		...(alone ? [acl('from_front', trusted)] : []),
		'# Only the hop in front may say who the client is; its own address is added behind.',
		'http-request del-header X-Forwarded-For unless from_front',
		'option forwardfor',
	];
};

/** The scheme that the client used; a trusted hop in front knows it better. */
export const forwardedProto = ({clientHop, tls}: Setup): readonly string[] => {
	if (tls) return ['http-request set-header X-Forwarded-Proto https'];
	return [`http-request set-header X-Forwarded-Proto http${clientHop === 0 ? '' : ' unless from_front'}`];
};

/** Whether WebSockets are counted by client: where that is wanted, and clients can be told apart. */
export const isLimited = ({perClient, seesClients}: Setup): boolean => perClient > 0 && seesClients;

/** Handshakes in 10 s: after an outage a client opens all it holds at once, and once more. */
export const handshakesFor = (perClient: number): number => Math.max(20, 2 * perClient);

/** Counts the WebSockets of each client in the frontend, and refuses those above the limit. */
export const limitRules = (setup: Setup, isWebSocket: string, table: string, counter = 0): readonly string[] => {
	if (!isLimited(setup)) return [];
	const {perClient, clientHop} = setup;
	const client = clientHop === 0 ? 'src' : 'var(txn.client)';
	return [
		`# At most ${perClient} WebSockets at a time, and ${handshakesFor(perClient)} handshakes in 10s, from one address (IPv6: one /64).`,
		`http-request track-sc${counter} ${client},ipmask(32,64) table ${table} if ${isWebSocket}`,
		`http-request deny deny_status 429 if ${isWebSocket} { sc_conn_cur(${counter}) gt ${perClient} }`,
		`http-request deny deny_status 429 if ${isWebSocket} { sc_http_req_rate(${counter}) gt ${handshakesFor(perClient)} }`,
	];
};

/** The table of these counters; addresses of both families are of the type ipv6. */
export const limitTable = (setup: Setup, table: string): readonly Section[] =>
	isLimited(setup)
		? [
				{
					header: `backend ${table}`,
					lines: [
						'# Counts only, and serves nobody.',
						`stick-table type ipv6 size ${Math.min(1_000_000, Math.max(10_000, 2 * setup.connections))} expire 1m store conn_cur,http_req_rate(10s)`,
					],
				},
			]
		: [];
