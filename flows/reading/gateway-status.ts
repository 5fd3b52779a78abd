/** What Cloudflare says of its origin with statuses that nobody else uses (its manual, 5xx errors); for us the origin is HAProxy. */
type Cause = 'down' | 'slow' | 'tls' | 'certificate';

const causes: Readonly<Record<number, readonly [cause: Cause, says: string]>> = {
	521: ['down', 'it refused the connection'],
	522: ['down', 'it did not answer the connection'],
	523: ['down', 'it cannot be reached'],
	524: ['slow', 'it accepted the request and did not answer in time'],
	525: ['tls', 'the TLS handshake with it failed'],
	526: ['certificate', 'its certificate is not accepted'],
};

/** What a CDN's own status says of the origin behind it, in words; undefined where it says something else. */
export const originSays = (status: number | undefined, cause: Cause): string | undefined => {
	const [found, says] = causes[status ?? 0] ?? [];
	return found === cause ? says : undefined;
};
