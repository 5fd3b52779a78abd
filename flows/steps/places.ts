import {parseAddress} from '../../source/address.ts';
import type {Step, Target} from '../../source/model.ts';
import {backend, haproxy, url} from './target.ts';

/** A place at which the same probes are tried. Its suffix makes the ids of contract.md: `idle`, `idleAtHaproxy`. */
export type Place = {
	readonly name: 'public' | 'haproxy' | 'backend';
	readonly suffix: '' | 'AtHaproxy' | 'AtBackend';
	readonly title: string;
	/** The question that says where it is; the public place is the URL itself. */
	readonly where: Step<string>;
	readonly target: (url: string, where: string) => Target;
};

const hostAndPort = (address: string) => address.replace(/^wss?:\/\//, '');

export const places: readonly [Place, Place, Place] = [
	{name: 'public', suffix: '', title: 'the public URL', where: url, target: url => ({url})},
	{name: 'haproxy', suffix: 'AtHaproxy', title: 'HAProxy itself', where: haproxy, target: (url, where) => ({url, connectTo: where})},
	{
		name: 'backend',
		suffix: 'AtBackend',
		title: 'the backend itself',
		where: backend,
		target: (url, where) => ({url, connectTo: hostAndPort(where), scheme: parseAddress(where).scheme ?? 'ws'}),
	},
];

/** The host and port a target is met at. */
export const addressOf = ({url, connectTo, scheme}: Target): {host: string; port: number} => {
	if (connectTo) return parseAddress(connectTo);
	const {hostname, port, protocol} = new URL(url);
	const secure = scheme ? scheme === 'wss' : protocol === 'wss:';
	return {host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 443 : 80)};
};

/** `host:port`, for people. */
export const spot = (target: Target) => {
	const {host, port} = addressOf(target);
	return `${host.includes(':') ? `[${host}]` : host}:${port}`;
};
