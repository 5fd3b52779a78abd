import {isIP} from 'node:net';
import {type Endpoint, isHost} from './endpoint.ts';

/** A word for a POSIX shell. */
export const quote = (word: string): string => (/^[\w.:@%+=/,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

const octal = (character: string): string => [...Buffer.from(character)].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');

const escapes: Readonly<Record<string, string>> = {'\r': '\\r', '\n': '\\n', '%': '%%', '\\': '\\\\', '…': '…'};

/** A format for `printf`: its `%`, `\` and line ends are escaped, what is not printable ASCII is in octal, and `…` stays where a credential was. */
const printfFormat = (text: string): string =>
	[...text].map(character => escapes[character] ?? (/[ -~]/.test(character) ? character : octal(character))).join('');

/** The line that tests a TCP port. */
export const reachCommand = (host: string, port: number): string => `nc -zv -w 5 ${quote(host)} ${port}`;

/** The line that sends the same request by hand; none for a host that a program could take for an option. */
export const upgradeCommand = ({secure, host, port, name}: Endpoint, request: string): string | undefined => {
	if (!isHost(host)) return undefined;
	const print = `printf '${printfFormat(request).replaceAll("'", `'\\''`)}'`;
	if (!secure) return `${print} | nc ${quote(host)} ${port}`;
	const sni = isIP(name) === 0 ? `-servername ${quote(name)}` : '-noservername';
	const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
	return `${print} | openssl s_client -quiet ${sni} -connect ${quote(address)}`;
};
