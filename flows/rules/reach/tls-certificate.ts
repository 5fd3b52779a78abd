import {isCertificate, tlsFailure} from './tls.ts';

/** The certificate is not accepted: expired, not yet valid, another name, or a chain that nobody here trusts. */
export default tlsFailure({
	code: 'reach/tls-certificate',
	fits: isCertificate,
	says: 'the TLS library refuses the certificate',
	title: detail => `The certificate is not accepted: ${detail}.`,
	why: 'Clients end the connection before any HTTP is sent, so HAProxy sees no request. With --insecure ws-doctor goes on and says so.',
	fixes: [
		{title: 'Compare names, dates and chain of what the server shows', then: ['openssl s_client -connect HOST:PORT -servername HOST -showcerts </dev/null']},
	],
});
