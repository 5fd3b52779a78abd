import {UsageError} from '../usage-error.ts';
import {isHostName, isIPv6, splitEndpoint} from './values.ts';

/** One `server` line of a pool: a server appears once for each source address. */
export type ServerLine = {readonly name: string; readonly address: string; readonly source?: string; readonly named: boolean};

const hostOf = (address: string) => splitEndpoint(address)?.host ?? '';

const sourcesFor = (address: string, sources: readonly string[]): readonly string[] => {
	const host = hostOf(address);
	if (sources.length === 0) return [];
	if (isHostName(host)) throw new UsageError(`Source addresses need servers that are given as addresses: expected one instead of ${host}.`);
	const fitting = sources.filter(source => isIPv6(source) === isIPv6(host));
	if (fitting.length === 0) throw new UsageError(`No source address reaches ${address}: expected one of the same family, IPv${isIPv6(host) ? 6 : 4}.`);
	return fitting;
};

/** The `server` lines of a pool; names are `chat1`, with sources `chat1a`, `chat1b`. Throws a `UsageError` where a source cannot reach a server. */
export const serversFor = (base: string, addresses: readonly string[], sources: readonly string[]): readonly ServerLine[] =>
	addresses.flatMap((address, index): readonly ServerLine[] => {
		const [name, named] = [`${base}${/\d$/.test(base) ? '_' : ''}${index + 1}`, isHostName(hostOf(address))];
		const own = sourcesFor(address, sources);
		if (own.length === 0) return [{name, address, named}];
		return own.map((source, at) => ({name: own.length === 1 ? name : `${name}_${at + 1}`, address, source, named}));
	});
