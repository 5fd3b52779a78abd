import {rule} from '../../../source/define.ts';
import type {Diagnosis, Fix, ProofItem, Tls, TlsFault, Upgrade} from '../../../source/model.ts';
import {dayOf, isCertificate, issuerOf, namesOf} from '../../reading/certificate.ts';
import {originSays} from '../../reading/gateway-status.ts';
import {comparing} from '../../steps/differentials.ts';
import {upgrade, upgradeAtHaproxy} from '../../steps/upgrade.ts';
import {decisive, met} from '../proof.ts';

const titles: Partial<Record<TlsFault, (tls: Tls) => string>> = {
	expired: tls => `The certificate for ${namesOf(tls)} expired on ${dayOf(tls.validTo)}.`,
	'not-yet-valid': tls => `The certificate for ${namesOf(tls)} is not valid before ${dayOf(tls.validFrom)}.`,
	'wrong-name': tls => `The certificate is for ${namesOf(tls)}, and not for ${tls.serverName}, which the URL asks for.`,
	'self-signed': tls => `The certificate for ${namesOf(tls)} is self-signed: nobody trusts it but who has it.`,
	untrusted: tls => `The certificate for ${namesOf(tls)} is issued by ${issuerOf(tls)}, whom nobody here trusts.`,
	'incomplete-chain': tls => `The server does not send the certificate of ${issuerOf(tls)}, which issued its own: clients cannot complete the chain.`,
};

const titleOf = ({tls, detail}: Upgrade): string =>
	(tls?.fault && titles[tls.fault]?.(tls)) ?? `The certificate is not accepted${detail ? `: ${detail}` : ''}.`;

const compare = ['openssl s_client -connect HOST:PORT -servername HOST -showcerts </dev/null'];

const fixes: Partial<Record<TlsFault, string>> = {
	expired: 'Renew the certificate, put it where "crt" of the bind line points, and reload',
	'not-yet-valid': "Compare the server's and the client's clock with the certificate's first day",
	'wrong-name': 'Add a certificate for this name to "crt" or "crt-list" of the bind line, or open a URL whose name is in it',
	'incomplete-chain': 'Append the intermediate certificates to the file that "crt" names, the server\'s own first',
};

const fixFor = ({tls}: Upgrade): Fix => ({title: (tls?.fault && fixes[tls.fault]) ?? 'Compare names, dates and chain of what the server shows', then: compare});

/** Without a server name HAProxy shows its default certificate: where that is the same one, none was picked for this name. */
const byServerName = ({tls}: Upgrade, unnamed: Upgrade | undefined): readonly ProofItem[] => {
	if (tls?.fault !== 'wrong-name' || !unnamed?.tls?.names) return [];
	const same = namesOf(unnamed.tls) === namesOf(tls);
	return [
		met(
			same ? 'without a server name the same certificate comes: it is the default one' : `without a server name another one comes, for ${namesOf(unnamed.tls)}`,
			'upgradeWithoutServerName',
		),
	];
};

const refused = (seen: Upgrade, unnamed: Upgrade | undefined, atHaproxy: Upgrade | undefined): Diagnosis => ({
	severity: seen.outcome === 'tls' ? 'problem' : 'risk',
	title: titleOf(seen),
	why: `Clients end the connection before any HTTP is sent, so HAProxy sees no request.${seen.outcome === 'tls' ? ' With --insecure ws-doctor goes on and says so.' : ' ws-doctor was told to go on (--insecure); clients are not.'}`,
	...(atHaproxy?.status === 101 && {hop: 'client→haproxy'}),
	proof: [decisive(met('the certificate does not verify', 'upgrade')), ...byServerName(seen, unnamed)],
	fixes: [fixFor(seen)],
});

/** A CDN's own word about the certificate of its origin. */
const byCdn = ({status}: Upgrade, says: string): Diagnosis => ({
	severity: 'problem',
	title: `The CDN does not accept the certificate of what stands behind it: ${status}.`,
	why: 'With strict TLS a CDN asks its origin, here HAProxy, for a valid certificate with the name of the site.',
	hop: 'client→haproxy',
	proof: [decisive(met(`the answer is ${status}, by which a CDN says of its origin: ${says}`, 'upgrade'))],
	fixes: [{title: 'Compare names, dates and chain of what HAProxy shows', then: compare}],
});

const day = 86_400_000;
const soon = 21;

const daysLeft = ({validTo, checkedAt}: Tls): number | undefined =>
	validTo === undefined || checkedAt === undefined ? undefined : Math.floor((Date.parse(validTo) - Date.parse(checkedAt)) / day);

const ending = (tls: Tls): Diagnosis | undefined => {
	const left = daysLeft(tls);
	if (left === undefined || left < 0 || left > soon) return;
	return {
		severity: 'note',
		title: `The certificate for ${namesOf(tls)} ends on ${dayOf(tls.validTo)}, in ${left} day${left === 1 ? '' : 's'}.`,
		why: 'From then on no client connects; renewals that are made by a machine have usually happened by now.',
		proof: [decisive(met(`it is valid to ${tls.validTo}`, 'upgrade'))],
		fixes: [{title: 'See why it was not renewed yet', then: compare}],
	};
};

/** The certificate is not accepted (expired, not yet valid, another name, a chain that nobody here trusts), or soon will not be. */
export default rule({
	code: 'reach/tls-certificate',
	needs: [upgrade],
	uses: [comparing.withoutServerName, upgradeAtHaproxy],
	find(upgrade, unnamed, atHaproxy) {
		if (isCertificate(upgrade)) return refused(upgrade, unnamed, atHaproxy);
		const says = originSays(upgrade.status, 'certificate');
		return says ? byCdn(upgrade, says) : upgrade.tls && ending(upgrade.tls);
	},
});
