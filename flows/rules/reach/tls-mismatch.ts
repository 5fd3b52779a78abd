import {isCertificate, tlsFailure} from './tls.ts';

/** TLS is spoken to a port that does not speak it, or not this version of it. */
export default tlsFailure({
	code: 'reach/tls-mismatch',
	fits: detail => !isCertificate(detail),
	says: 'the TLS handshake fails before a certificate is looked at',
	title: detail => `The port does not answer TLS with TLS: ${detail || 'the handshake fails'}.`,
	why: 'A wss URL needs "ssl crt …" on the bind line that it meets; a plain port answers with HTTP or closes.',
	fixes: [
		{
			title: 'Try the same host with ws:// on its plain port, and look for ssl on the bind line',
			then: ['openssl s_client -connect HOST:PORT -servername HOST </dev/null'],
		},
	],
});
