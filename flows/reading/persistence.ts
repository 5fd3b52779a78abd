import {cookieLine} from '../../source/haproxy/lint/stickiness.ts';
import type {Route} from '../../source/haproxy/types.ts';
import type {CookieSet, Upgrade} from '../../source/model.ts';
import {parseSetCookie} from '../../source/set-cookie.ts';

// Cookies by which products pin clients to servers, as their manuals name them; what applications call their sessions is not among them.
const known =
	/^(?:SERVERID|SRV(?:ID|NAME)?|SERVER|AWSALB(?:CORS|TG|TGCORS|APP-\d)?|AWSELB(?:CORS)?|ARRAffinity(?:SameSite)?|ApplicationGatewayAffinity(?:CORS)?|GCLB|INGRESSCOOKIE|route|BIGipServer.*|NSC_.*|__cflb|io_backend)$/;

/** The cookie that is to bring clients back: the one the configuration names, else one that a product is known to use for it. */
export const persistenceCookie = (cookies: readonly CookieSet[], route: Route | undefined): CookieSet | undefined => {
	const name = route && cookieLine(route.backend)?.words[1]?.text;
	return cookies.find(cookie => (name === undefined ? known.test(cookie.name) : cookie.name === name));
};

const covers = (path: string, pathname: string): boolean => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);

const matchesDomain = (domain: string, host: string): boolean => {
	const name = domain.replace(/^\./, '').toLowerCase();
	return host === name || host.endsWith(`.${name}`);
};

/** The attribute that keeps a client from sending the cookie back to this URL (RFC 6265 §5.4), in words. */
export const spoiledBy = ({secure, sameSite, path, domain}: CookieSet, url: string): string | undefined => {
	const {protocol, pathname, hostname} = new URL(url);
	// Browsers refuse such a cookie altogether (draft-ietf-httpbis-rfc6265bis §5.7).
	if (sameSite?.toLowerCase() === 'none' && !secure) return 'it is SameSite=None without Secure, which browsers refuse';
	if (secure && protocol === 'ws:') return 'it is Secure, and the URL is plain ws';
	if (path?.startsWith('/') && !covers(path, pathname)) return `its Path is ${path}, and the URL's is ${pathname}`;
	return domain !== undefined && !matchesDomain(domain, hostname) ? `its Domain is ${domain}, and the host is ${hostname}` : undefined;
};

// A repeated header is joined with commas; the one in a date is followed by no name.
const betweenCookies = /, (?=[!#$%&'*+.^_`|~\w-]+=)/;

/** The cookies that an answer sets: as a probe tells them, else by the header that an operator gave. */
export const cookiesSet = ({cookies, headers}: Upgrade): readonly CookieSet[] =>
	cookies ??
	(headers?.['set-cookie'] ?? '')
		.slice(0, 16_000)
		.split(betweenCookies)
		.flatMap(line => {
			const {value: _value, expired: _expired, ...shown} = parseSetCookie(line) ?? {name: '', value: ''};
			return shown.name === '' ? [] : [shown];
		});
