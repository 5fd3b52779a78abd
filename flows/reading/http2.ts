import type {Upgrade} from '../../source/model.ts';

/** Whether a handshake over HTTP/2 failed that a browser would have made: where TLS chooses another protocol, or extended CONNECT is not announced (RFC 8441 §3), it takes HTTP/1.1. */
export const failsThoughOffered = (seen: Upgrade | undefined): boolean => {
	if (!seen || seen.status === 101 || seen.status === 200) return false;
	return seen.http2 === undefined || (seen.http2.chosen && seen.http2.extendedConnect !== false);
};
