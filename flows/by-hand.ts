import type {Known, Milliseconds, Target} from '../source/model.ts';
import {ourKey} from '../source/paste/key.ts';
import {idleLimit} from './steps/idle.ts';
import {addressOf, placeNamed, places} from './steps/places.ts';
import {url} from './steps/target.ts';

/** A word for a POSIX shell. */
const quoted = (word: string): string => (/^[\w.:@%+=/,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host);

const headers = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${ourKey}`];

/** The handshake by curl, which stays on the line after a 101 until the other side ends it. */
const curl = (target: Target, limit: Milliseconds): string => {
	const {hostname, host, port, protocol, pathname, search} = new URL(target.url);
	const secure = target.scheme ? target.scheme === 'wss' : protocol === 'wss:';
	const wanted = `${hostname}:${Number(port) || (protocol === 'wss:' ? 443 : 80)}`;
	const {host: to, port: toPort} = addressOf(target);
	const elsewhere = target.connectTo === undefined ? [] : ['--connect-to', quoted(`::${bracketed(to)}:${toPort}`)];
	const address = `${secure ? 'https' : 'http'}://${target.connectTo === undefined ? host : wanted}${pathname}${search}`;
	const given = headers.flatMap(header => ['-H', quoted(header)]);
	return ['curl -sS -v -N --http1.1 --max-time', Math.ceil(limit / 1000), ...elsewhere, ...given, quoted(address)].join(' ');
};

const placeOf = (id: string) => {
	const named = /At:([A-Za-z][\w-]{0,39})$/.exec(id)?.[1];
	if (named) return placeNamed(named);
	return places.find(({suffix}) => suffix !== '' && id.endsWith(suffix)) ?? places[0];
};

const targetFor = (id: string, known: Known): Target | undefined => {
	const place = placeOf(id);
	const [publicUrl, where] = [known(url), known(place.where)];
	return publicUrl === undefined || where === undefined ? undefined : place.target(publicUrl, where);
};

const handshakeLimit = 15_000;

/** The line that a person can type elsewhere for what a probe does here; undefined where there is none. `limit` is that of the silence test. */
export const byHand = (id: string, known: Known, limit: Milliseconds = known(idleLimit) ?? 75_000): string | undefined => {
	const target = targetFor(id, known);
	if (!target) return undefined;
	if (id.startsWith('reach')) {
		const {host, port} = addressOf(target);
		return `nc -zv -w 5 ${quoted(host)} ${port}`;
	}
	if (/^upgrade(?:At|$)/.test(id)) return curl(target, handshakeLimit);
	return /^idle(?:At|$)/.test(id) ? `time ${curl(target, limit + 5000)}` : undefined;
};
