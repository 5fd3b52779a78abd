import {hidden} from '../secrets.ts';
import {clean} from '../text.ts';
import type {Cookie} from './cookies.ts';
import type {Header} from './request.ts';
import {redactResponseHeader} from './secrets.ts';

/** What tells who answered one handshake of a series; it holds secrets. */
export type Seen = {
	readonly fields: readonly Header[];
	readonly cookies: readonly Cookie[];
	readonly address?: string;
	/** Cookies that went with the request. */
	readonly sent: readonly Cookie[];
};

/** Who answered each handshake, and what that was taken from. */
export type Identified = {readonly servers: ReadonlyArray<string | undefined>; readonly identifiedBy?: string};

type Values = ReadonlyArray<string | undefined>;

const known = (values: Values): readonly string[] => values.filter(value => value !== undefined);

/** A cookie's value by name. One that was sent and not set anew is still in force: whoever balances by it would have replaced what it does not honour. */
const cookieValues = (seen: readonly Seen[], name: string): Values =>
	seen.map(({cookies, sent}) => [...cookies, ...sent].find(cookie => cookie.name === name)?.value);

const headerValues = (seen: readonly Seen[], header: string): Values => seen.map(({fields}) => fields.find(([name]) => name === header.toLowerCase())?.[1]);

/** `server-1`, `server-2`, by first appearance: the values themselves may let somebody in. */
const numbered = (values: Values): Values => {
	const order = [...new Set(known(values))];
	return values.map(value => (value === undefined ? undefined : `server-${order.indexOf(value) + 1}`));
};

/** A header's values, which the operator asked to see, unless they look like credentials. */
const shownHeader = (values: Values, name: string): Values => {
	const secret = known(values).some(value => value.length > 64 || redactResponseHeader(name.toLowerCase(), value).includes(hidden));
	return secret ? numbered(values) : values.map(value => value && clean(value, 64));
};

/** A named cookie's values, where they are short enough for the name of a server: any longer one may be a session. */
const shownCookie = (values: Values): Values => (known(values).every(value => /^[\w.-]{1,12}$/.test(value)) ? values : numbered(values));

/** Names under which load balancers keep the server, of HAProxy's manual and of its neighbours. */
const persistent = /srv|serv|route|node|backend|sticky|affinity|ingress|worker|upstream|bigip|^lb|_lb$|cflb|gclb/i;

/** AWS encrypts its cookies anew in each answer. */
const everNew = /^AWSALB/i;

/** Whether a cookie names the server: its values come back, or there are few of them under a name that says so. */
const isPersistence = (name: string, values: readonly string[]): boolean => {
	const different = new Set(values).size;
	if (values.length === 0 || everNew.test(name)) return false;
	return different > 1 && different < values.length ? true : persistent.test(name);
};

const persistenceCookie = (seen: readonly Seen[]): string | undefined => {
	const fresh = seen.filter(({sent}) => sent.length === 0);
	const names = [...new Set(fresh.flatMap(({cookies}) => cookies.map(({name}) => name)))];
	const named = [...names.filter(name => persistent.test(name)), ...names];
	return named.find(name => isPersistence(name, known(cookieValues(fresh, name))));
};

/** Who answered: by the header, or else the cookie, that the operator named; by a cookie that keeps clients at a server; or by the address that was reached. */
export const identify = (seen: readonly Seen[], named?: string): Identified => {
	const cookie = persistenceCookie(seen);
	const ways: ReadonlyArray<readonly [by: string | undefined, values: (by: string) => Values]> = [
		[named, by => shownHeader(headerValues(seen, by), by)],
		[named, by => shownCookie(cookieValues(seen, by))],
		[cookie, by => numbered(cookieValues(seen, by))],
		['address', () => seen.map(({address}) => address)],
	];
	for (const [identifiedBy, values] of ways) {
		const servers = identifiedBy === undefined ? [] : values(identifiedBy);
		if (identifiedBy !== undefined && known(servers).length > 0) return {servers, identifiedBy};
	}

	return {servers: []};
};
