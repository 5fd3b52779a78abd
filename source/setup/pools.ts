import {parseDuration} from '../duration.ts';
import {amount, list, object, oneOf, optional, text} from '../shape.ts';
import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';
import type {PoolAnswer} from './types.ts';
import {readPath, readServer} from './values.ts';

const kinds = ['none', 'cookie', 'source'] as const;
const shape = '/chat=10.0.0.7:8080,10.0.0.8:8080 heartbeat=25s stickiness=cookie; /feed=10.0.0.9:9000';

/** The longest heartbeat that three of still fit into a timer of HAProxy. */
const longest = 7 * 86_400_000;

/** A heartbeat in milliseconds; 0 is none. Throws a sentence. */
export const checkHeartbeat = (ms: number): number => {
	if (ms > longest || (ms > 0 && ms < 1000) || !Number.isInteger(ms))
		throw new UsageError('A heartbeat of that length helps nobody: expected 1s to 7d, or 0 for none.');
	return ms;
};

const parsePool = (entry: string): PoolAnswer => {
	const [, paths, servers, options = ''] = /^(\/[^\s=]*)\s*=\s*([^\s=]+)((?:\s+[a-z]+=\S+)*)$/.exec(entry.trim()) ?? [];
	if (paths === undefined || servers === undefined) throw new UsageError(`"${clean(entry, 60)}" is not a pool: expected ${shape}.`);
	const pool: {heartbeat?: number; stickiness?: PoolAnswer['stickiness']} = {};
	for (const [, name, value = ''] of options.matchAll(/([a-z]+)=(\S+)/g)) {
		if (name === 'heartbeat') pool.heartbeat = checkHeartbeat(parseDuration(value));
		else if (name === 'stickiness') pool.stickiness = oneOf(value, kinds, 'stickiness');
		else throw new UsageError(`"${clean(name ?? '', 40)}" is nothing a pool has: expected ${shape}.`);
	}

	return {paths: paths.split(',').map(readPath), servers: servers.split(',').map(readServer), ...pool} as PoolAnswer;
};

/** Pools as they are typed: `/chat=10.0.0.7:8080,10.0.0.8:8080 heartbeat=25s; /feed=10.0.0.9:9000`. */
export const parsePools = (typed: string): readonly PoolAnswer[] =>
	typed
		.split(';')
		.filter(entry => entry.trim() !== '')
		.map(parsePool);

const readPool = (json: unknown): PoolAnswer => {
	const pool = object(json, 'each pool to be {"paths": ["/chat"], "servers": ["10.0.0.7:8080"]}');
	const heartbeat = optional(pool.heartbeat, value => checkHeartbeat(amount(value, 'heartbeat of a pool to be milliseconds')));
	const stickiness = optional(pool.stickiness, value => oneOf(value, kinds, 'stickiness of a pool'));
	return {
		paths: list(pool.paths, 'paths of a pool to be a list').map(path => readPath(text(path, 'each path to be text'))),
		servers: list(pool.servers, 'servers of a pool to be a list').map(server => readServer(text(server, 'each server to be text'))),
		...(heartbeat !== undefined && {heartbeat}),
		...(stickiness && {stickiness}),
	};
};

/** Pools as JSON. */
export const readPools = (json: unknown): readonly PoolAnswer[] => list(json, 'pools to be a list').map(readPool);
