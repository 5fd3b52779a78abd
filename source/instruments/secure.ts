import {isIP, type Socket} from 'node:net';
import {connect as connectTls, rootCertificates, type TLSSocket} from 'node:tls';
import type {Milliseconds, Tls, TlsFault} from '../model.ts';
import {clean} from '../text.ts';
import {certificateFacts, certificateFault, describeCertificate, outOfDate} from './certificate.ts';
import {bounded} from './wait.ts';

export type SecureOptions = {
	readonly ms: Milliseconds;
	/** Goes on with a certificate that does not verify. */
	readonly insecure: boolean;
	/** The protocols that ALPN offers; `http/1.1` without it. */
	readonly alpn?: readonly string[];
	/** Certificates in PEM that are trusted beside Node's own. */
	readonly ca?: string;
};

/** What a TLS handshake came to; `detail` says in a line why it did not succeed. */
export type Secured = {readonly socket: TLSSocket; readonly tls: Tls} | {readonly detail: string; readonly tls: Tls};

type Failure = {readonly code: string; readonly message: string};

/** OpenSSL's codes, of its own and of the alerts it receives (RFC 8446 §6), the most telling first. */
const handshakeFaults: ReadonlyArray<readonly [code: RegExp, fault: TlsFault]> = [
	[/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|HTTPS_PROXY_REQUEST/, 'plain'],
	[/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|WRONG_SSL_VERSION/, 'version'],
	[/HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY|CIPHER|KEY_TOO_SMALL|NO_SUITABLE/, 'cipher'],
	[/UNRECOGNIZED_NAME/, 'wrong-name'],
	[/ECONNRESET|EPIPE/, 'closed'],
	[/ETIMEDOUT/, 'timeout'],
];

/** Which fault the error of a TLS handshake shows. */
export const tlsFaultOf = (code: string): TlsFault => handshakeFaults.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';

/** What a failed TLS handshake says: an answer that is no TLS comes from a port that speaks something else. */
export const classifyTlsError = (code: string, message: string): string => {
	if (tlsFaultOf(code) === 'plain') return `${code}: the answer is not TLS: this port speaks something else`;
	if (code === 'ECONNRESET') return 'ECONNRESET: the connection ended during the TLS handshake';
	// OpenSSL's line is thread:error:number:library:function:reason:file:line.
	return clean(`${code}: ${message.replace(/^[^:]*:error:(?:[^:]*:){3}([^:]*):.*$/s, '$1').trim()}`, 300);
};

const shake = (socket: Socket, name: string, {ms, alpn = ['http/1.1'], ca}: SecureOptions, signal: AbortSignal) =>
	bounded<TLSSocket | Failure>(ms, signal, hand => {
		const trusted = ca === undefined ? {} : {ca: [...rootCertificates, ca]};
		// Verification is looked at afterwards, since a rejected handshake would not show the certificate.
		const tls = connectTls({socket, host: name, servername: isIP(name) === 0 ? name : '', rejectUnauthorized: false, ALPNProtocols: [...alpn], ...trusted});
		tls.once('secureConnect', () => hand(tls));
		tls.on('error', (error: NodeJS.ErrnoException) => hand({code: error.code ?? 'EPROTO', message: error.message}));
		tls.once('end', () => hand({code: 'ECONNRESET', message: ''}));
		return () => tls.destroy();
	});

/** The code of a certificate that did not verify; Node types it as an error and hands out a text. */
const refusalOf = ({authorized, authorizationError}: TLSSocket): string | undefined => {
	if (authorized) return undefined;
	const code = authorizationError as unknown as string | NodeJS.ErrnoException;
	return typeof code === 'string' ? code : (code?.code ?? code?.message ?? 'UNKNOWN');
};

const negotiated = (tls: TLSSocket): Pick<Tls, 'version' | 'cipher' | 'alpn'> => {
	const version = tls.getProtocol();
	const {standardName, name} = tls.getCipher();
	return {...(version === null ? {} : {version}), cipher: standardName ?? name, ...(tls.alpnProtocol ? {alpn: clean(tls.alpnProtocol, 50)} : {})};
};

/** TLS over a connected socket, with the URL's name for SNI and certificate. Nothing is sent to a server that does not verify, unless `insecure`. */
export const secure = async (socket: Socket, name: string, options: SecureOptions, signal: AbortSignal): Promise<Secured> => {
	const shaken = await shake(socket, name, options, signal);
	const answer = shaken === 'late' ? {code: 'ETIMEDOUT', message: `no TLS handshake within ${Math.round(options.ms / 1000)} s`} : shaken;
	if ('code' in answer) {
		socket.destroy();
		return {detail: classifyTlsError(answer.code, answer.message), tls: {serverName: name, verified: false, fault: tlsFaultOf(answer.code)}};
	}

	const certificate = answer.getPeerCertificate(true);
	const code = refusalOf(answer);
	const fault = code === undefined ? {verified: true} : {verified: false, fault: certificateFault(code, certificate)};
	const tls: Tls = {
		serverName: name,
		...fault,
		checkedAt: new Date().toISOString(),
		...negotiated(answer),
		...certificateFacts(certificate),
		...outOfDate(code, certificate),
	};
	if (code === undefined || options.insecure) return {socket: answer, tls};
	answer.destroy();
	return {detail: describeCertificate(code, name, certificate), tls};
};
