import {isIP} from 'node:net';
import {type Endpoint, isHost} from './endpoint.ts';

/** A word for a POSIX shell. */
export const quote = (word: string): string => (/^[\w.:@%+=/,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

const escapes: Readonly<Record<string, string>> = {'\r': '\\r', '\n': '\\n', '%': '%%', '\\': '\\\\'};

const formatByte = (byte: number): string => {
	const character = String.fromCharCode(byte);
	return escapes[character] ?? (/[ -~]/.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`);
};

const formatBytes = (bytes: Buffer): string => [...bytes].map(formatByte).join('');

/** A format for `printf`: its `%`, `\` and line ends are escaped, what is not printable ASCII is in octal, and `…` stays where a credential was. */
const printfFormat = (text: string): string =>
	text
		.split('…')
		.map(part => formatBytes(Buffer.from(part)))
		.join('…');

/** What a command has to do beside sending the request. */
export type Extra = {
	/** The header of the PROXY protocol. */
	readonly header?: Buffer;
	/** The proxy that is asked to connect, `host:port`. */
	readonly through?: string;
};

const asked = (through: string | undefined): string => (through === undefined ? '' : `-X connect -x ${quote(through)} `);

/** The line that tests a TCP port. */
export const reachCommand = (host: string, port: number, through?: string): string => `nc -zv -w 5 ${asked(through)}${quote(host)} ${port}`;

const sniOf = (name: string): string => (isIP(name) === 0 ? `-servername ${quote(name)}` : '-noservername');

/** The line that makes a TLS handshake by hand. */
export const tlsCommand = ({host, port, name}: Endpoint, options: string, through?: string): string => {
	const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
	return `openssl s_client ${options} ${sniOf(name)}${through === undefined ? '' : ` -proxy ${quote(through)}`} -connect ${quote(address)}`;
};

/** The line that sends the same request by hand; none for a host that a program could take for an option, nor for the PROXY protocol before TLS, which no program speaks. */
export const upgradeCommand = (endpoint: Endpoint, request: string, {header = Buffer.alloc(0), through}: Extra = {}): string | undefined => {
	const {secure, host, port} = endpoint;
	if (!isHost(host) || (secure && header.length > 0)) return undefined;
	const print = `printf '${`${formatBytes(header)}${printfFormat(request)}`.replaceAll("'", `'\\''`)}'`;
	return secure ? `${print} | ${tlsCommand(endpoint, '-quiet', through)}` : `${print} | nc ${asked(through)}${quote(host)} ${port}`;
};
