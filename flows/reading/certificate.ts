import type {Tls, TlsFault, Upgrade} from '../../source/model.ts';
import {clean} from '../../source/text.ts';

const ofCertificates: readonly TlsFault[] = ['expired', 'not-yet-valid', 'wrong-name', 'self-signed', 'untrusted', 'incomplete-chain'];

/** Whether it is the certificate that is not accepted; OpenSSL's verification codes end a handshake that worked. */
export const isCertificate = ({tls, outcome, detail = ''}: Upgrade): boolean =>
	tls?.fault === undefined ? outcome === 'tls' && /certificate/i.test(detail) : ofCertificates.includes(tls.fault);

/** `20 November 2026` would need a language; ISO needs none: `2026-11-20`. */
export const dayOf = (moment: string | undefined): string => (moment === undefined ? 'an unknown day' : moment.slice(0, 10));

const few = 4;

/** `a.example, b.example and 7 more` */
export const namesOf = ({names = []}: Tls): string => {
	const shown = names.slice(0, few).map(name => clean(name, 100));
	return `${shown.join(', ') || 'nobody'}${names.length > few ? ` and ${names.length - few} more` : ''}`;
};

export const issuerOf = ({issuer}: Tls): string => (issuer ? clean(issuer, 100) : 'an unknown issuer');
