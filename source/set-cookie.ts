import type {CookieSet} from './model.ts';
import {clean} from './text.ts';

/** A cookie with its value, which never leaves the instruments. */
export type Cookie = CookieSet & {readonly value: string; readonly expired?: boolean};

type Attribute = {readonly name: string; readonly value: string};

/** `name=value`, either part possibly empty. */
export const pair = (text: string): Attribute => {
	const equals = text.indexOf('=');
	return equals < 0 ? {name: text.trim(), value: ''} : {name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim()};
};

const attributesOf = (attributes: readonly Attribute[]) => {
	const last = (wanted: string) => attributes.findLast(({name}) => name.toLowerCase() === wanted)?.value;
	const text = (key: 'sameSite' | 'path' | 'domain') => {
		const value = last(key.toLowerCase());
		return value ? {[key]: clean(value, 200)} : {};
	};
	const expires = last('expires');
	// Max-Age counts before Expires (RFC 6265 §4.1.2.2).
	const ends = last('max-age') ?? (expires !== undefined && Date.parse(expires) < Date.now() ? '0' : '1');
	return {
		...(last('secure') === undefined ? {} : {secure: true}),
		...(last('httponly') === undefined ? {} : {httpOnly: true}),
		...text('sameSite'),
		...text('path'),
		...text('domain'),
		...(Number(ends) <= 0 ? {expired: true} : {}),
	};
};

/** Reads one `Set-Cookie` (RFC 6265 §5.2); undefined when it has no name. */
export const parseSetCookie = (line: string): Cookie | undefined => {
	const [first = '', ...attributes] = line.split(';', 20);
	const {name, value} = pair(first);
	return name === '' || !first.includes('=') ? undefined : {name: clean(name, 100), value: value.slice(0, 4096), ...attributesOf(attributes.map(pair))};
};
