import {serverHas} from '../../../source/haproxy/lint/servers.ts';
import type {Diagnosis, Fix, ProofItem, TlsFault, Upgrade} from '../../../source/model.ts';
import {isCertificate} from '../../reading/certificate.ts';
import {originSays} from '../../reading/gateway-status.ts';
import {saidOf} from '../../reading/own-words.ts';
import {serverLineOf} from '../../reading/servers.ts';
import {lineOf} from '../../reading/words.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords, nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';

const speaksTls = (seen: Upgrade | undefined): boolean => seen !== undefined && (seen.outcome === 'tls' ? isCertificate(seen) : seen.status !== undefined);
const speaksHttp = (seen: Upgrade | undefined): boolean => seen?.status !== undefined;

const faults: Partial<Record<TlsFault, string>> = {
	plain: 'it answers in plain text',
	version: 'no version of TLS is spoken by both',
	cipher: 'no cipher is known to both',
	closed: 'it ends the connection during the TLS handshake',
	timeout: 'it never answers the TLS handshake',
};

const look: Fix = {
	title: 'Try the same host with ws:// on its plain port, and look for ssl on the bind line',
	then: ['openssl s_client -connect HOST:PORT -servername HOST </dev/null'],
};

/** TLS to a port that does not speak it, or not this version of it. */
const tlsToPlain = ({upgrade, otherScheme}: Refusal): Diagnosis | undefined => {
	const {outcome, tls, detail} = upgrade;
	if (outcome !== 'tls' || isCertificate(upgrade)) return;
	const says = (tls?.fault && faults[tls.fault]) || detail || 'the handshake fails';
	const plain = speaksHttp(otherScheme) ? [met(`asked in plain text, the same port answers ${answerWords(otherScheme as Upgrade)}`, 'upgradeOtherScheme')] : [];
	return {
		severity: 'problem',
		title: `The port does not answer TLS with TLS: ${says}.`,
		why: 'A wss URL needs "ssl crt …" on the bind line that it meets; a plain port answers with HTTP or closes.',
		proof: [decisive(met('the TLS handshake fails before a certificate is looked at', 'upgrade')), ...plain],
		fixes: [
			tls?.fault === 'version' || tls?.fault === 'cipher'
				? {title: 'Compare ssl-min-ver and ciphers of the bind line with what the clients speak', then: look.then ?? []}
				: look,
		],
	};
};

const plainProof = ({upgrade, otherScheme}: Refusal): ProofItem | undefined => {
	if (saidOf(upgrade, 'https')) return met('the answer says that HTTPS is spoken here', 'upgrade');
	const ended = upgrade.status === undefined && ['garbage', 'closed', 'reset'].includes(upgrade.outcome ?? '');
	return ended && speaksTls(otherScheme) ? met('asked in TLS, the same port answers', 'upgradeOtherScheme') : undefined;
};

/** Plain text to a port that speaks TLS. */
const plainToTls = (refusal: Refusal): Diagnosis | undefined => {
	const proof = refusal.url?.startsWith('wss:') ? undefined : plainProof(refusal);
	if (!proof) return;
	return {
		severity: 'problem',
		title: 'The port speaks TLS, and the URL asks in plain text: it has to begin with wss://.',
		why: 'The bind line has ssl. What is sent to it in plain text is no TLS hello, and is answered with an alert, an error page or an end.',
		proof: [decisive(proof), met(`in plain text it gives ${answerWords(refusal.upgrade)}`, 'upgrade')],
		fixes: [{title: 'Open wss://, or give the plain URL a bind line without ssl'}],
	};
};

/** What HAProxy speaks to the server by its file, held against what the server answers to. */
const serverProof = ({config, url, backend, haproxy}: Refusal, tls: boolean): ProofItem => {
	const line = serverLineOf(config, url, backend, haproxy);
	const wanted = tls ? 'its server line has ssl' : 'its server line has no ssl';
	if (!line) return decisive(unseen(`HAProxy speaks ${tls ? 'TLS' : 'plain text'} to it: ${wanted}`));
	const has = serverHas(line.backend, line.statement, 'ssl');
	return decisive({says: `${wanted} (${lineOf(line.statement.location)})`, state: has === tls ? 'met' : 'contradicted', evidence: ['config']});
};

const behind = (refusal: Refusal, tls: boolean, proof: ProofItem): Diagnosis | undefined => {
	const answer = nearestToHaproxy(refusal);
	if (answer.status === undefined || answer.status < 500) return;
	const line = serverLineOf(refusal.config, refusal.url, refusal.backend, refusal.haproxy);
	return {
		severity: 'problem',
		title: tls ? 'HAProxy speaks TLS to a server that speaks plain text.' : 'HAProxy speaks plain text to a server that speaks TLS.',
		why: `The server is fine when it is asked in its own way, and through HAProxy the answer is ${answerWords(answer)}.`,
		hop: 'haproxy→backend',
		...(line && {location: line.statement.location}),
		proof: [decisive(met(`the answer is ${answer.status}`, 'upgrade')), decisive(proof), serverProof(refusal, tls)],
		fixes: [
			{
				title: tls ? 'Take ssl off the server line, or give the server a port with TLS' : 'Add "ssl verify required ca-file …" to the server line',
				...(line && {where: lineOf(line.statement.location)}),
			},
		],
	};
};

/** The client spoke TLS, and the answer asks for it: it was plain text that arrived further in. */
const plainFurtherIn = ({url, upgrade, config, haproxy}: Refusal): Diagnosis | undefined => {
	const said = saidOf(upgrade, 'https');
	if (!said || !url?.startsWith('wss:')) return;
	const line = serverLineOf(config, url, undefined, haproxy);
	return {
		severity: 'problem',
		title: `What stands behind the proxies speaks TLS, and is spoken to in plain text: "${said}".`,
		why: 'The client did speak TLS; a proxy took it off and hands the request on without.',
		hop: 'haproxy→backend',
		...(line && {location: line.statement.location}),
		proof: [decisive(met(`the answer says so: "${said}"`, 'upgrade')), decisive(met('the URL is wss', 'url')), unseen('asked in TLS, the server answers')],
		fixes: [
			{
				title: 'Add "ssl verify required ca-file …" to the server line, or name the plain port of the server',
				...(line && {where: lineOf(line.statement.location)}),
			},
		],
	};
};

/** A CDN's own word about TLS with its origin. */
const byCdn = ({upgrade: {status}}: Refusal): Diagnosis | undefined => {
	const says = originSays(status, 'tls');
	return says
		? {
				severity: 'problem',
				title: `The CDN and what stands behind it do not agree on TLS: ${status}.`,
				why: 'Its origin, here HAProxy, speaks plain text on that port, or no version or cipher of TLS that the CDN takes.',
				hop: 'client→haproxy',
				proof: [decisive(met(`the answer is ${status}, by which a CDN says of its origin: ${says}`, 'upgrade'))],
				fixes: [look],
			}
		: undefined;
};

const behindHaproxy = (refusal: Refusal): Diagnosis | undefined => {
	const {atBackend, backend, otherSchemeAtBackend} = refusal;
	// How the server was asked is only known with its address.
	if (!atBackend || backend === undefined || backend.startsWith('wss:')) return;
	if (atBackend.status === 101 && refusal.config) return behind(refusal, true, met('asked in plain text, the server answers 101', 'upgradeAtBackend'));
	return atBackend.status === undefined && speaksTls(otherSchemeAtBackend)
		? behind(refusal, false, met('asked in TLS, the server answers', 'upgradeOtherSchemeAtBackend'))
		: undefined;
};

/** TLS is spoken to a port that does not speak it, or plain text to one that does: at the public URL, or behind HAProxy. */
export default refusalRule({
	code: 'reach/tls-mismatch',
	outranks: ['upgrade/closed-early', 'upgrade/bad-gateway', 'upgrade/no-server', 'upgrade/version-rejected', 'upgrade/proxy-protocol-mismatch'],
	find: refusal => tlsToPlain(refusal) ?? plainToTls(refusal) ?? plainFurtherIn(refusal) ?? byCdn(refusal) ?? behindHaproxy(refusal),
});
