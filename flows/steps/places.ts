import {parseAddress} from '../../source/address.ts';
import {question} from '../../source/define.ts';
import type {Step, Target} from '../../source/model.ts';
import {text} from '../../source/shape.ts';
import {backend, haproxy, url} from './target.ts';

/** A place at which the same probes are tried. Its suffix makes the ids of contract.md: `idle`, `idleAtHaproxy`. */
export type Place = {
	readonly name: string;
	readonly suffix: string;
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

const readPlace = (value: string): string => {
	parseAddress(value);
	return value.trim();
};

/** A place between the public URL and HAProxy that the operator has named: `--at edge=10.0.0.5:443`. It speaks the URL's scheme unless it is given one. */
export const placeNamed = (name: string): Place => ({
	name,
	suffix: `At:${name}`,
	title: name,
	where: question({
		id: `at:${name}`,
		title: `Where does ${name} listen?`,
		hint: 'Given with --at',
		needs: [url],
		when: () => false,
		optional: true,
		parse: readPlace,
		read: json => readPlace(text(json, `at:${name} to be text such as "10.0.0.5:443"`)),
	}),
	target(url, where) {
		const {scheme} = parseAddress(where);
		return {url, connectTo: hostAndPort(where), ...(scheme && {scheme})};
	},
});

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
