import {rule} from '../../../source/define.ts';
import type {Diagnosis, ProofItem} from '../../../source/model.ts';
import {saidOf} from '../../reading/own-words.ts';
import {upgradeOverHttp2} from '../../steps/http2.ts';
import {url} from '../../steps/target.ts';
import {someClients, symptom} from '../../steps/told.ts';
import {upgrade} from '../../steps/upgrade.ts';
import {decisive, met, unseen} from '../proof.ts';
import {type Refusal, refusalRule} from '../refusal.ts';

// Products that stand near clients and read what passes, TLS too.
const readers = ['zscaler', 'squid', 'fortigate', 'paloalto', 'checkpoint', 'stonesoft'];

// Headers that only a proxy of the clients' network adds.
const headers = ['x-squid-error', 'x-bluecoat-via', 'x-zscaler-error'];

/** What shows the reader itself: its page, its header, or that the operator names it as the first hop. */
const sign = ({upgrade, hops}: Refusal): ProofItem | undefined => {
	const said = saidOf(upgrade, 'filter');
	if (said) return met(`the answer is a page of a filter: "${said}"`, 'upgrade');
	const name = headers.find(header => upgrade.headers?.[header] !== undefined);
	if (name) return met(`the answer has the header ${name}`, 'upgrade');
	const [first] = hops;
	return first && readers.includes(first.product) ? met(`${first.product} stands first on the path`, 'path') : undefined;
};

const plain = ({url}: Pick<Refusal, 'url'>): ProofItem | undefined =>
	url?.startsWith('ws:') ? met('the URL is plain ws, which anything on the way can read', 'url') : undefined;

const diagnosis = (...proof: readonly ProofItem[]): Diagnosis => ({
	severity: 'problem',
	title: 'Only some clients fail: something near them (a proxy, an antivirus, a filter) reads the connection and breaks the handshake.',
	why: 'Whatever HAProxy and the application do, they do to all clients alike.',
	hop: 'client→haproxy',
	proof: [...proof, unseen('wss, or another network, works for the same client')],
	fixes: [{title: 'Offer wss:// only; let one of the clients that fail try wss, and another network'}],
});

const someHit = (found: ProofItem | undefined): Diagnosis =>
	diagnosis(
		decisive(met('only some clients, networks or browsers are hit', 'someClients')),
		decisive(found ?? unseen('the connection is plain ws, or inspected')),
	);

const whole = refusalRule({
	code: 'upgrade/inspected',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/closed-early', 'upgrade/no-response', 'upgrade/no-server', 'upgrade/redirected'],
	find(refusal) {
		const {someClients, upgrade} = refusal;
		// What never connected was never read on the way.
		const connected = upgrade.status !== undefined || ['closed', 'reset', 'no-response', 'garbage'].includes(upgrade.outcome ?? '');
		if (!connected) return;
		const found = sign(refusal);
		if (someClients) return someHit(found ?? plain(refusal));
		const answers = found?.evidence.includes('upgrade');
		return found && answers
			? {...diagnosis(decisive(found)), title: 'A filter near the client answers in place of the site, and breaks the handshake.'}
			: undefined;
	},
});

/** Proxies, antivirus and filters near the client read plain `ws`, and break what they do not know. */
export default rule({
	code: whole.code,
	outranks: whole.outranks,
	needs: [upgrade],
	uses: [someClients, symptom, url, upgradeOverHttp2, ...whole.uses],
	find(upgrade, someClients, symptom, url, overHttp2, ...beside) {
		if (upgrade.status !== 101 || overHttp2) return whole.find(upgrade, ...beside);
		// From here the handshake succeeds: what hits the others is near them.
		return someClients && symptom === 'refused' && url?.startsWith('ws:') ? someHit(plain({url})) : undefined;
	},
});
