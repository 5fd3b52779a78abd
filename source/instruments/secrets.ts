import {isPublicHeader, hidden as mark} from '../secrets.ts';

export {isPublicHeader, redactQuery, redactResponseHeader} from '../secrets.ts';

/** What the operator gave for the request, as curl takes it. It never leaves the instruments. */
export type Credentials = {
	readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
	readonly origin?: string;
	readonly cookie?: string;
	readonly subprotocol?: string;
	/** Goes on in spite of a certificate that does not verify. */
	readonly insecure?: boolean;
};

const words = (text: string): string[] => text.split(/[\s,]+/);
const cookieValues = (cookie: string): string[] => cookie.split(/;\s*/).map(pair => pair.slice(pair.indexOf('=') + 1));

/** Every piece of the credentials that must not come back, longest first; shorter ones than eight characters would blot out plain words. */
export const secretsOf = ({headers = [], cookie = '', subprotocol = ''}: Credentials, userinfo = ''): string[] => {
	const hidden = headers
		.filter(([name]) => !isPublicHeader(name))
		.flatMap(([name, value]) => [value, ...words(value), ...(name.toLowerCase() === 'cookie' ? cookieValues(value) : [])]);
	const basic = userinfo === '' ? [] : [userinfo, userinfo.slice(userinfo.indexOf(':') + 1), Buffer.from(userinfo).toString('base64')];
	// A subprotocol is a name, unless a token was put there for want of a header.
	const tokens = words(subprotocol).filter(word => word.length > 32);
	const all = [...hidden, ...cookieValues(cookie), cookie, ...basic, ...tokens].filter(secret => secret.length >= 8);
	return [...new Set(all)].sort((one, other) => other.length - one.length);
};

/** The same value with every secret in its texts replaced: servers echo what they are sent. */
export const scrub = <Value>(value: Value, secrets: readonly string[]): Value => {
	if (secrets.length === 0) return value;
	if (typeof value === 'string') return secrets.reduce<string>((text, secret) => text.replaceAll(secret, mark), value) as Value;
	if (Array.isArray(value)) return value.map(item => scrub(item, secrets)) as Value;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, scrub(item, secrets)])) as Value;
};
