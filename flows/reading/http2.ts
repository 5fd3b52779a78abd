import type {Upgrade} from '../../source/model.ts';
import type {Comparison} from './ends.ts';

/** Whether a handshake over HTTP/2 failed that a browser would have made: where TLS chooses another protocol, or extended CONNECT is not announced (RFC 8441 §3), it takes HTTP/1.1. */
export const failsThoughOffered = (seen: Upgrade | undefined): boolean => {
	if (!seen || seen.status === 101 || seen.status === 200) return false;
	return seen.http2 === undefined || (seen.http2.chosen && seen.http2.extendedConnect !== false);
};

/** Whether the drop is one of HTTP/1.1 alone; empty where nobody looked. */
export const overHttp2Words = (fared: Comparison | undefined): string => {
	if (fared === 'same') return ' Over HTTP/2 a silent connection ends at the same moment: the protocol makes no difference.';
	if (fared === 'later')
		return ' Over HTTP/2 a silent connection lives longer: what ends it looks at HTTP/1.1 connections only, or the HTTP/2 connection is kept busy.';
	return fared === 'earlier' ? ' Over HTTP/2 a silent connection ends even earlier.' : '';
};
