import {BlockList, isIP} from 'node:net';

const unbracketed = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/** An entry with the port it is limited to, if any; an IPv6 address has colons of its own. */
const splitPort = (entry: string): {host: string; port?: number} => {
	const [, host = '', port] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(entry) ?? [];
	return port === undefined ? {host: unbracketed(entry)} : {host: unbracketed(host), port: Number(port)};
};

const inSubnet = (address: string, network: string, bits: number): boolean => {
	const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4';
	if (isIP(address) === 0 || isIP(network) !== isIP(address) || bits > (kind === 'ipv6' ? 128 : 32)) return false;
	const list = new BlockList();
	list.addSubnet(network, bits, kind);
	return list.check(address, kind);
};

const hostMatches = (host: string, pattern: string): boolean => {
	const [, network, bits] = /^\[?([^/\]]+)\]?\/(\d{1,3})$/.exec(pattern) ?? [];
	if (network !== undefined) return inSubnet(host, network, Number(bits));
	if (isIP(host) !== 0) return isIP(pattern) !== 0 && inSubnet(host, pattern, isIP(host) === 6 ? 128 : 32);
	const domain = pattern.replace(/^\.|\.$/g, '').toLowerCase();
	return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
};

/** Whether NO_PROXY names a host, as curl reads it: names with all below them, addresses, CIDR blocks and `*`; and as others do, `host:port`. */
export const isExempt = (written: string, port: number, noProxy: string): boolean => {
	if (noProxy.trim() === '*') return true;
	const host = unbracketed(written).replace(/\.$/, '').toLowerCase();
	return noProxy
		.split(/[\s,]+/)
		.filter(Boolean)
		.map(splitPort)
		.some(entry => (entry.port === undefined || entry.port === port) && hostMatches(host, entry.host));
};
