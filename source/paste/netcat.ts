import {classifyNetcat} from '../instruments/netcat.ts';
import type {Reach} from '../model.ts';
import {clean} from '../text.ts';

const spots: readonly RegExp[] = [
	/connect(?:ion|ed)? to\s+\[?([\w.:-]+?)\]?\s+(?:\([^)]*\)\s+)?(?:port\s+)?(\d{1,5})\b/i,
	/connected to\s+\[?([\w.:-]+)\]?:(\d{1,5})\b/i,
	/\[([\d.a-f:]+)\]\s+(\d{1,5})\b/i,
];

const spotIn = (text: string): {host: string; port: number} | undefined => {
	const [, host, port] = spots.map(spot => spot.exec(text)).find(Boolean) ?? [];
	return host === undefined ? undefined : {host: clean(host, 253), port: Number(port)};
};

/** What nc -zv (OpenBSD's, traditional, or ncat) or curl -v said of a connect. Throws when it says nothing about one. */
export const readNetcat = (text: string): Reach => {
	const connected = /succeeded|\bopen\b|connected to/i.test(text);
	const found = classifyNetcat({exitCode: connected ? 0 : 1, stderr: text, timedOut: false});
	const spot = spotIn(text);
	if (!found || !spot) throw new Error('Expected what nc -zv printed, such as "connect to 10.0.0.5 port 443 (tcp) failed: Connection refused".');
	return {...found, ...spot};
};
