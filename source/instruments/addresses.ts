import {lookup} from 'node:dns/promises';
import {isIPv6} from 'node:net';
import type {Milliseconds} from '../model.ts';
import {clean} from '../text.ts';
import {isHost} from './endpoint.ts';
import {bounded} from './wait.ts';

/** More addresses of a name than this are not tried. */
export const manyAddresses = 8;

/** Of an IP address. */
export const familyOf = (address: string): 4 | 6 => (isIPv6(address) ? 6 : 4);

/** The order in which a browser tries addresses: IPv6 first, then the families in turn (RFC 8305 §4). */
export const inTurn = (addresses: readonly string[]): readonly string[] => {
	const [six, four] = ([6, 4] as const).map(family => addresses.filter(address => familyOf(address) === family)) as [string[], string[]];
	return Array.from({length: Math.max(six.length, four.length)}, (_, index) => [six[index], four[index]])
		.flat()
		.filter(address => address !== undefined);
};

/** Addresses of names that the resolver is not asked for, as with curl's `--resolve`. */
export type KnownAddresses = Readonly<Record<string, readonly string[]>>;

/** What a name resolves to; `detail` is why it does not. */
export type Resolved = {readonly addresses: readonly string[]} | {readonly detail: string};

/** Resolves a name. `detail` is the resolver's own code, `ENOTFOUND` or `EAI_AGAIN`, or `ETIMEDOUT` when it did not answer. */
export const resolveHost = async (host: string, ms: Milliseconds, signal: AbortSignal, known: KnownAddresses = {}): Promise<Resolved> => {
	if (!isHost(host)) return {detail: `${clean(host, 80)} is not a host name`};
	if (Object.hasOwn(known, host)) return {addresses: known[host] ?? []};
	const found = await bounded<Resolved>(ms, signal, hand => {
		lookup(host, {all: true}).then(
			answers => hand({addresses: [...new Set(answers.map(({address}) => address))]}),
			(error: NodeJS.ErrnoException) => hand({detail: error.code ?? 'EAI_FAIL'}),
		);
		return () => {};
	});
	if (found === 'late') return {detail: 'ETIMEDOUT'};
	return 'addresses' in found && found.addresses.length === 0 ? {detail: 'ENODATA'} : found;
};
