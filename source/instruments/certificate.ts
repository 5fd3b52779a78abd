import type {DetailedPeerCertificate, PeerCertificate} from 'node:tls';
import type {Tls, TlsFault} from '../model.ts';
import {clean} from '../text.ts';

/** A certificate may name thousands. */
const manyNames = 50;

const faults: Readonly<Record<string, TlsFault>> = {
	CERT_HAS_EXPIRED: 'expired',
	CERT_NOT_YET_VALID: 'not-yet-valid',
	ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-name',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
	SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
	CERT_UNTRUSTED: 'untrusted',
	CERT_SIGNATURE_FAILURE: 'untrusted',
	CERT_REVOKED: 'untrusted',
	INVALID_CA: 'untrusted',
};

const missingIssuer = /^UNABLE_TO_(?:GET_ISSUER_CERT(?:_LOCALLY)?|VERIFY_LEAF_SIGNATURE)$/;

/** Whether the server sent more than its own certificate: Node links each certificate to the issuer that it got. */
const hasIssuer = ({issuerCertificate, fingerprint256}: Partial<DetailedPeerCertificate>): boolean =>
	issuerCertificate !== undefined && issuerCertificate.fingerprint256 !== fingerprint256;

/** Which fault a certificate that did not verify has, by OpenSSL's or Node's code and the chain that was received. */
export const certificateFault = (code: string, certificate: Partial<DetailedPeerCertificate>): TlsFault => {
	if (!missingIssuer.test(code)) return faults[code] ?? 'other';
	// Without its issuer nobody can tell whether that would be trusted; a server that sent it is simply not trusted here.
	return hasIssuer(certificate) ? 'untrusted' : 'incomplete-chain';
};

const iso = (date: string | undefined): string | undefined => {
	const time = Date.parse(date ?? '');
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

/** `DNS:a, IP Address:::1`, where a name with a comma or quote in it stands in quotes, as JSON. */
const alternativeNames = (written: string): string[] =>
	[...written.matchAll(/(?:DNS|IP Address|URI|email):(?:"((?:[^"\\]|\\.)*)"|([^,]*))/g)].slice(0, manyNames).map(([, quoted, bare]) => quoted ?? bare ?? '');

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/** Whom a certificate names, who issued it and how long it is valid. */
export const certificateFacts = (certificate: Partial<PeerCertificate>): Pick<Tls, 'names' | 'issuer' | 'validFrom' | 'validTo'> => {
	const {subject, subjectaltname, issuer} = certificate;
	const common = first(subject?.CN);
	const names = subjectaltname === undefined ? (common === undefined ? [] : [common]) : alternativeNames(subjectaltname);
	const issuedBy = first(issuer?.CN) ?? first(issuer?.O);
	const [validFrom, validTo] = [iso(certificate.valid_from), iso(certificate.valid_to)];
	return {
		...(names.length === 0 ? {} : {names: names.map(name => clean(name, 255))}),
		...(issuedBy === undefined ? {} : {issuer: clean(issuedBy)}),
		...(validFrom === undefined ? {} : {validFrom}),
		...(validTo === undefined ? {} : {validTo}),
	};
};

/** The certificates of a chain from the server's own on, as far as they are known. */
const chainOf = (certificate: Partial<DetailedPeerCertificate>, most = 10): ReadonlyArray<Partial<DetailedPeerCertificate>> =>
	certificate.issuerCertificate !== undefined && hasIssuer(certificate) && most > 0
		? [certificate, ...chainOf(certificate.issuerCertificate, most - 1)]
		: [certificate];

const isPast = (date = ''): boolean => Date.parse(date) < Date.now();
const isToCome = (date = ''): boolean => Date.parse(date) > Date.now();

/** The certificate that a code about dates is about: not always the server's own. */
const culprit = (code: string, certificate: Partial<DetailedPeerCertificate>): Partial<DetailedPeerCertificate> => {
	const wrong = ({valid_from, valid_to}: Partial<PeerCertificate>) => (code === 'CERT_HAS_EXPIRED' ? isPast(valid_to) : isToCome(valid_from));
	return (/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/.test(code) && chainOf(certificate).find(wrong)) || certificate;
};

/** The dates of the issuer's certificate, where it is that one which is out of date. */
export const outOfDate = (code: string | undefined, certificate: Partial<DetailedPeerCertificate>): Pick<Tls, 'validFrom' | 'validTo'> => {
	const {validFrom, validTo} = certificateFacts(code === undefined ? certificate : culprit(code, certificate));
	return {...(validFrom === undefined ? {} : {validFrom}), ...(validTo === undefined ? {} : {validTo})};
};

const subjectOf = ({subject, subjectaltname}: Partial<PeerCertificate>): string => subjectaltname ?? first(subject?.CN) ?? 'nobody';

/** Why a certificate was not accepted, with its names and dates: the code alone does not say which certificate it was. */
export const describeCertificate = (code: string, name: string, certificate: Partial<DetailedPeerCertificate>): string => {
	const guilty = culprit(code, certificate);
	const dates = ({valid_from = 'unknown', valid_to = 'unknown'}: Partial<PeerCertificate>) => `valid from ${valid_from} to ${valid_to}`;
	const issuer = `issued by ${certificate.issuer?.CN ?? certificate.issuer?.O ?? 'unknown'}`;
	const above = guilty === certificate ? '' : `, whose chain holds one for ${subjectOf(guilty)}, ${dates(guilty)}`;
	return clean(`${code}: asked for ${name}, got a certificate for ${subjectOf(certificate)}, ${dates(certificate)}, ${issuer}${above}`, 500);
};
