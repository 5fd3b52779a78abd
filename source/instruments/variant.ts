import type {Variant} from '../model.ts';
import {type Credentials, isPublicHeader} from './secrets.ts';

type Headers = NonNullable<Credentials['headers']>;
type Name = 'origin' | 'subprotocol' | 'cookie';

const headerOf: Readonly<Record<Name, string>> = {origin: 'origin', subprotocol: 'sec-websocket-protocol', cookie: 'cookie'};

/** A line break in a value would smuggle a second header, or request, in. */
const oneLine = (value: string): string => value.replace(/[\r\n\0]+/g, '');

const without = (headers: Headers, names: readonly string[]): Headers => headers.filter(([name]) => !names.includes(name.toLowerCase()));

/** What the operator gave, with the one change of a variant: what it sets or leaves out counts whether it was given by its flag or as a header. */
export const varyCredentials = (credentials: Credentials, variant: Variant = {}): Credentials => {
	const {origin, subprotocol, cookie, headers = [], ...rest} = credentials;
	const hidden = variant.credentials === null;
	const given = {origin, subprotocol, cookie: hidden ? undefined : cookie};
	const changed = (['origin', 'subprotocol', 'cookie'] as const).filter(name => variant[name] !== undefined);
	for (const name of changed) given[name] = variant[name] === null ? undefined : oneLine(variant[name] ?? '');
	const kept = hidden ? headers.filter(([name]) => isPublicHeader(name)) : headers;
	const replaced = [...changed.map(name => headerOf[name]), ...(variant.host === undefined ? [] : ['host'])];
	const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
	return {...rest, ...present, headers: without(kept, replaced)};
};
