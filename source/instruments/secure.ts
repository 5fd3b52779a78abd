import {isIP, type Socket} from 'node:net';
import {connect as connectTls, type PeerCertificate, type TLSSocket} from 'node:tls';
import type {Milliseconds} from '../model.ts';
import {clean} from '../text.ts';
import {bounded} from './wait.ts';

type TlsFailure = {readonly detail: string};

/** Why a certificate was not accepted, with its names and dates: the code alone does not say which certificate it was. */
export const describeCertificate = (code: string, name: string, certificate: Partial<PeerCertificate>): string => {
	const subject = certificate.subjectaltname ?? certificate.subject?.CN ?? 'nobody';
	const dates = `valid from ${certificate.valid_from ?? 'unknown'} to ${certificate.valid_to ?? 'unknown'}`;
	return clean(
		`${code}: asked for ${name}, got a certificate for ${subject}, ${dates}, issued by ${certificate.issuer?.CN ?? certificate.issuer?.O ?? 'unknown'}`,
		500,
	);
};

/** What a failed TLS handshake says: an answer that is no TLS comes from a port that speaks something else. */
export const classifyTlsError = (code: string, message: string): string => {
	if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code)) return `${code}: the answer is not TLS: this port speaks something else`;
	if (code === 'ECONNRESET') return 'ECONNRESET: the connection ended during the TLS handshake';
	return clean(`${code}: ${message.replace(/^[0-9A-F]+:error:[^:]*:/, '').trim()}`, 300);
};

const shake = (socket: Socket, name: string, ms: Milliseconds, signal: AbortSignal) =>
	bounded<TLSSocket | TlsFailure>(ms, signal, hand => {
		// Verification is looked at afterwards, since a rejected handshake would not show the certificate.
		const tls = connectTls({socket, host: name, servername: isIP(name) === 0 ? name : '', rejectUnauthorized: false, ALPNProtocols: ['http/1.1']});
		tls.once('secureConnect', () => hand(tls));
		tls.on('error', (error: NodeJS.ErrnoException) => hand({detail: classifyTlsError(error.code ?? 'EPROTO', error.message)}));
		tls.once('end', () => hand({detail: classifyTlsError('ECONNRESET', '')}));
		return () => tls.destroy();
	});

/** TLS over a connected socket, with the URL's name for SNI and certificate. Nothing is sent to a server that does not verify, unless `insecure`. */
export const secure = async (
	socket: Socket,
	name: string,
	{ms, insecure}: {ms: Milliseconds; insecure: boolean},
	signal: AbortSignal,
): Promise<{socket: TLSSocket} | TlsFailure> => {
	const tls = await shake(socket, name, ms, signal);
	if (tls === 'late') return {detail: `ETIMEDOUT: no TLS handshake within ${Math.round(ms / 1000)} s`};
	if ('detail' in tls) {
		socket.destroy();
		return tls;
	}

	if (tls.authorized || insecure) return {socket: tls};
	const code = tls.authorizationError as unknown as string | Error;
	const detail = describeCertificate(typeof code === 'string' ? code : ((code as NodeJS.ErrnoException).code ?? code.message), name, tls.getPeerCertificate());
	tls.destroy();
	return {detail};
};
