import type {Socket} from 'node:net';

/** The start line and the headers of an HTTP/1.1 message, in order and in their own case. */
export type Head = {readonly start: string; readonly headers: ReadonlyArray<readonly [name: string, value: string]>};

const ending = '\r\n\r\n';
const limit = 16_384;

const parseHeader = (line: string): readonly [string, string] => {
	const colon = line.indexOf(':');
	return [line.slice(0, colon), line.slice(colon + 1).trim()];
};

/** Text up to the empty line, as a head; a line without a colon is dropped. */
export const parseHead = (text: string): Head => {
	const [start = '', ...lines] = text.split('\r\n');
	return {start, headers: lines.filter(line => line.includes(':')).map(parseHeader)};
};

/** A head as bytes, its empty line included. */
export const formatHead = ({start, headers}: Head): string => [start, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n') + ending;

/** The value of a header, whatever its case; repeated ones are joined with `, ` (RFC 9110 §5.3). */
export const header = (head: Head, name: string): string | undefined => {
	const values = head.headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);
	return values.length > 0 ? values.join(', ') : undefined;
};

/** Waits for one head and leaves what follows it unread on the paused socket; undefined when the socket ends before, or 16 KiB hold none. */
export const readHead = (socket: Socket): Promise<Head | undefined> =>
	new Promise(resolve => {
		let seen = Buffer.alloc(0);
		const finish = (head?: Head) => {
			socket.off('data', take).off('end', finishWithout).off('close', finishWithout).pause();
			resolve(head);
		};

		const finishWithout = () => finish();
		const take = (chunk: Buffer) => {
			seen = Buffer.concat([seen, chunk]);
			const at = seen.indexOf(ending);
			if (at < 0 && seen.length > limit) finish();
			if (at < 0) return;
			finish(parseHead(seen.toString('latin1', 0, at)));
			if (seen.length > at + ending.length) socket.unshift(seen.subarray(at + ending.length));
		};

		socket.on('data', take).once('end', finishWithout).once('close', finishWithout);
	});
