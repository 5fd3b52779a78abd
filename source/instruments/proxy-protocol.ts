import {isIPv4, isIPv6, type Socket} from 'node:net';

/** Whose connection it is, as the PROXY protocol says it. */
export type Ends = Partial<Pick<Socket, 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort'>>;

type Known = {family: 4 | 6; source: string; destination: string; ports: readonly [number, number]};

const signature = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');

const knownEnds = ({localAddress: source = '', localPort, remoteAddress: destination = '', remotePort}: Ends): Known | undefined => {
	if (localPort === undefined || remotePort === undefined) return undefined;
	const family = isIPv4(source) && isIPv4(destination) ? 4 : isIPv6(source) && isIPv6(destination) ? 6 : undefined;
	return family && {family, source, destination, ports: [localPort, remotePort]};
};

const groups = (text: string): number[] => (text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16)));

const bytesOf = (address: string): Buffer => {
	if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
	const [head = '', tail] = address.replace(/%.*$/, '').split('::');
	const [before, after] = [groups(head), groups(tail ?? '')];
	const all = tail === undefined ? before : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
	return Buffer.from(all.flatMap(group => [group >> 8, group & 255]));
};

const textual = (ends: Known | undefined): Buffer =>
	Buffer.from(ends === undefined ? 'PROXY UNKNOWN\r\n' : `PROXY TCP${ends.family} ${ends.source} ${ends.destination} ${ends.ports.join(' ')}\r\n`);

const binary = (ends: Known | undefined): Buffer => {
	// LOCAL, and the family unspecified: the receiver keeps the addresses of the connection.
	if (ends === undefined) return Buffer.concat([signature, Buffer.from([0x20, 0, 0, 0])]);
	const addresses = Buffer.concat([bytesOf(ends.source), bytesOf(ends.destination), Buffer.from(ends.ports.flatMap(port => [port >> 8, port & 255]))]);
	return Buffer.concat([signature, Buffer.from([0x21, ends.family === 4 ? 0x11 : 0x21, 0, addresses.length]), addresses]);
};

/** The header that a sender of the PROXY protocol puts first (HAProxy's proxy-protocol.txt §2): ours says the connection's own addresses, or that they are not known. */
export const proxyHeader = (version: 1 | 2, ends: Ends = {}): Buffer => (version === 1 ? textual : binary)(knownEnds(ends));
