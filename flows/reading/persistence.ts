import {cookieLine} from '../../source/haproxy/lint/stickiness.ts';
import type {Route} from '../../source/haproxy/types.ts';
import type {CookieSet} from '../../source/model.ts';

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
export const spoiledBy = ({secure, path, domain}: CookieSet, url: string): string | undefined => {
	const {protocol, pathname, hostname} = new URL(url);
	if (secure && protocol === 'ws:') return 'it is Secure, and the URL is plain ws';
	if (path?.startsWith('/') && !covers(path, pathname)) return `its Path is ${path}, and the URL's is ${pathname}`;
	return domain !== undefined && !matchesDomain(domain, hostname) ? `its Domain is ${domain}, and the host is ${hostname}` : undefined;
};
