/** IPv4, also as part of an IPv4-mapped IPv6 address. */
export const ipv4 = String.raw`(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)`;

/** What may be IPv6, in brackets or without. */
export const ipv6 = String.raw`\[[\da-f:.]*:[\da-f:.]*\]|(?<![\w:.])[\da-f:]*:[\da-f:]*:[\da-f:]*(?![\w:.])`;

const octets = (text: string) => text.split('.').map(Number);

/** The address without brackets; undefined when the text is none. */
export const addressIn = (text: string): string | undefined => {
	const address = text.replace(/^\[|\]$/g, '').toLowerCase();
	if (/^[\d.]+$/.test(address)) return octets(address).length === 4 && octets(address).every(octet => octet <= 255) ? address : undefined;
	return address.includes(':') && URL.canParse(`ws://[${address}]`) ? address : undefined;
};

/** Loopback and "any" are the same on every machine, and stay. */
export const staysAddress = (address: string): boolean => /^(?:127\.|0\.0\.0\.0$|::1?$)/.test(address);
