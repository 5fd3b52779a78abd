import type {CookieSet} from '../model.ts';
import {type Cookie, pair, parseSetCookie} from '../set-cookie.ts';
import type {Endpoint} from './endpoint.ts';
import type {Header} from './request.ts';

export {type Cookie, parseSetCookie} from '../set-cookie.ts';

/** More than this is not a server that means well. */
const manyCookies = 50;

/** The cookies that a response sets, by its header lines with lower-case names. */
export const cookiesOf = (fields: readonly Header[]): readonly Cookie[] =>
	fields
		.filter(([name]) => name === 'set-cookie')
		.slice(0, manyCookies)
		.flatMap(([, line]) => parseSetCookie(line) ?? []);

/** The cookies as evidence: their values stay behind. */
export const describeCookies = (cookies: readonly Cookie[]): {cookies?: readonly CookieSet[]} =>
	cookies.length === 0 ? {} : {cookies: cookies.map(({value: _value, expired: _expired, ...shown}) => shown)};

/** RFC 6265 §5.1.3: the host itself or one below it. */
const domainMatches = (host: string, domain: string): boolean => {
	const wanted = domain.replace(/^\./, '').toLowerCase();
	return host.toLowerCase() === wanted || host.toLowerCase().endsWith(`.${wanted}`);
};

/** RFC 6265 §5.1.4; a path that does not begin with `/` counts as none, which is the folder of the request. */
const pathMatches = (path: string, written = ''): boolean => {
	const asked = path.replace(/[?#].*$/, '');
	const wanted = written.startsWith('/') ? written : asked.replace(/\/[^/]*$/, '') || '/';
	return asked === wanted || asked.startsWith(wanted.endsWith('/') ? wanted : `${wanted}/`);
};

/** The host that the cookie store goes by: that of the Host header, without its port. */
const hostOf = ({hostHeader}: Endpoint): string => hostHeader.replace(/:\d+$/, '');

/** Whether a browser would send the cookie with the same request again. SameSite is left aside: it depends on the page, which is not known. */
export const isSentBack = (cookie: Cookie, endpoint: Endpoint): boolean => {
	if (cookie.expired || (cookie.secure && !endpoint.secure)) return false;
	// Browsers do not keep a cookie whose prefix promises what it does not have (RFC 6265bis §4.1.3).
	if (/^__(?:secure|host)-/i.test(cookie.name) && !cookie.secure) return false;
	return (cookie.domain === undefined || domainMatches(hostOf(endpoint), cookie.domain)) && pathMatches(endpoint.path, cookie.path);
};

/** The Cookie header that a browser would send: what the operator gave, and what the server set over it; undefined when there is nothing to send back. */
export const cookieHeader = (cookies: readonly Cookie[], endpoint: Endpoint, given = ''): string | undefined => {
	const kept = new Map(cookies.filter(cookie => isSentBack(cookie, endpoint)).map(({name, value}) => [name, value]));
	if (kept.size === 0) return undefined;
	const own = given.split(/;\s*/).filter(text => text !== '' && !kept.has(pair(text).name));
	return [...own, ...[...kept].map(([name, value]) => `${name}=${value}`)].join('; ');
};
