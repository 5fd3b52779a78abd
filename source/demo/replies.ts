import {formatHead, type Head} from './head.ts';

// In HAProxy's own words, for the doctor tells its answers from those of a server by them.
const replies = {
	408: ['Request Time-out', "Your browser didn't send a complete request in time."],
	502: ['Bad Gateway', 'The server returned an invalid or incomplete response.'],
	503: ['Service Unavailable', 'No server is available to handle this request.'],
	504: ['Gateway Time-out', "The server didn't respond in time."],
} as const;

export type ReplyStatus = keyof typeof replies;

/** The response that HAProxy makes itself when there is none to pass on. */
export const replyOf = (status: ReplyStatus): string => {
	const [reason, sentence] = replies[status];
	const body = `<html><body><h1>${status} ${reason}</h1>\n${sentence}\n</body></html>\n`;
	const headers = {'content-length': String(body.length), 'cache-control': 'no-cache', 'content-type': 'text/html'};
	return formatHead({start: `HTTP/1.1 ${status} ${reason}`, headers: Object.entries(headers)}) + body;
};

/** A head as HAProxy passes it on: names in lower case, and of `Connection` only the upgrade. */
export const passedOn = ({start, headers}: Head): Head => ({
	start,
	headers: headers
		.map(([name, value]) => [name.toLowerCase(), value] as const)
		.filter(([name, value]) => name !== 'connection' || /\bupgrade\b/i.test(value))
		.map(([name, value]) => (name === 'connection' ? [name, 'Upgrade'] : [name, value])),
});
