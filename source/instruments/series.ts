import type {Attempt, Instruments, Series, Target} from '../model.ts';
import {familyOf, resolveHost} from './addresses.ts';
import {type Cookie, cookieHeader, cookiesOf, isSentBack} from './cookies.ts';
import {type Endpoint, endpointOf} from './endpoint.ts';
import {identify, type Seen} from './identify.ts';
import {scrub, secretsOf} from './secrets.ts';
import {closePolitely, describeFailure, exchange, type Session} from './upgrade.ts';
import {sleep, tenths} from './wait.ts';

/** More handshakes than this would be a load test. */
const manyAttempts = 64;

type Made = {readonly attempt: Attempt; readonly seen: Seen};

/** A handshake of a series: what may be told of it, and what only says who answered. */
const attemptOnce = async (target: Target, session: Session, sent: readonly Cookie[], signal: AbortSignal, address?: string): Promise<Made> => {
	const started = performance.now();
	const {upgrade, fields, open} = await exchange(target, session, signal, address);
	const ms = tenths(performance.now() - started);
	if (open !== undefined) await closePolitely(open.wire);
	const {status, outcome, detail, address: reached, cookies} = upgrade;
	const told = {status, outcome, detail, address: reached, cookies};
	const known = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Attempt;
	return {
		attempt: {...known, ms, ...(sent.length === 0 ? {} : {withCookies: true})},
		seen: {fields, cookies: cookiesOf(fields), sent, ...(reached === undefined ? {} : {address: reached})},
	};
};

/** The session with cookies sent back, as a browser would. */
const returning = (session: Session, cookies: readonly Cookie[], endpoint: Endpoint): Session => {
	const {headers = [], cookie} = session.credentials;
	const given = cookie ?? headers.find(([name]) => name.toLowerCase() === 'cookie')?.[1];
	const header = cookieHeader(cookies, endpoint, given);
	const others = headers.filter(([name]) => name.toLowerCase() !== 'cookie');
	return header === undefined ? session : {...session, credentials: {...session.credentials, headers: others, cookie: header}};
};

/** The addresses that the handshakes take in turn, so that one which fails alone is seen: those of the family that the first one reached. */
const rotationOf = async (
	{host}: Endpoint,
	reached: string | undefined,
	{connectTimeout, addresses}: Session,
	signal: AbortSignal,
): Promise<readonly string[]> => {
	if (reached === undefined) return [];
	const resolved = await resolveHost(host, connectTimeout, signal, addresses);
	return 'detail' in resolved ? [] : resolved.addresses.filter(address => familyOf(address) === familyOf(reached));
};

const describe = ({attempt: {status, outcome, detail, ms}}: Made, index: number): string => {
	const came = status === 101 ? '101' : describeFailure({...(status && {status}), ...(outcome && {outcome}), ...(detail && {detail})});
	return `handshake ${index}: ${came}, ${Math.round(ms ?? 0)} ms`;
};

type Row = Parameters<NonNullable<Instruments['series']>>[1];

/** Makes the handshakes of a row, and tells each as soon as it is made. */
const makeAll = async (target: Target, session: Session, {count, apartMs, cookies}: Row, signal: AbortSignal, tell: (made: Made) => void): Promise<void> => {
	const endpoint = endpointOf(target);
	const made: Made[] = [];
	const make = async (own: Session, sent: readonly Cookie[], address?: string) => {
		if (made.length > 0) await sleep(apartMs, signal);
		const one = await attemptOnce(target, own, sent, signal, address);
		made.push(one);
		tell(one);
	};

	await make(session, []);
	// Who is kept at a server by cookies would not be, were he sent from one address to the next.
	const rotation = cookies ? [] : await rotationOf(endpoint, made[0]?.seen.address, session, signal);
	while (made.length < count) await make(session, [], rotation[made.length % rotation.length]);
	const first = made.find(({seen}) => seen.cookies.length > 0)?.seen.cookies ?? [];
	const back = first.filter(cookie => isSentBack(cookie, endpoint));
	if (!cookies || back.length === 0) return;
	const own = returning(session, back, endpoint);
	while (made.length < 2 * count) await make(own, back);
};

const conclude = (made: readonly Made[], header?: string): Series => {
	const seen = made.map(({seen}) => seen);
	const {servers, identifiedBy} = identify(seen, header);
	const attempts = made.map(({attempt}, index) => ({...attempt, ...(servers[index] !== undefined && {server: servers[index]})}));
	return {attempts, ...(identifiedBy !== undefined && {identifiedBy})};
};

/** Handshakes one after another, first as they are and then with the cookies of the first answer. What was made counts when the signal aborts with `conclude`. */
export const createSeries =
	(session: Session): NonNullable<Instruments['series']> =>
	async (target, row, signal, notify): Promise<Series> => {
		const secrets = secretsOf(session.credentials, endpointOf(target).userinfo);
		const started = performance.now();
		const made: Made[] = [];
		const tell = (one: Made) => {
			made.push(one);
			notify(scrub({ms: tenths(performance.now() - started), what: describe(one, made.length)}, secrets));
		};

		try {
			await makeAll(target, session, {...row, count: Math.min(row.count, manyAttempts)}, signal, tell);
		} catch (error) {
			if (signal.reason !== 'conclude' || made.length === 0) throw error;
		}

		return scrub(conclude(made, row.header), secrets);
	};
