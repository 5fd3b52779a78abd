import {rule} from '../../../source/define.ts';
import {activeServers, isSticky} from '../../../source/haproxy/lint/stickiness.ts';
import type {Section} from '../../../source/haproxy/types.ts';
import type {Diagnosis, ProofItem, Series, Upgrade} from '../../../source/model.ts';
import {saidOf} from '../../reading/own-words.ts';
import {isSpread, type Row, rowOf} from '../../reading/row.ts';
import {routeOf} from '../../reading/servers.ts';
import {config} from '../../steps/configuration.ts';
import {series} from '../../steps/series.ts';
import {haproxy, url} from '../../steps/target.ts';
import {symptom} from '../../steps/told.ts';
import {upgrade, upgradeAtBackend} from '../../steps/upgrade.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords} from '../refusal.ts';
import {steps} from './two-steps.ts';

type Seen = {
	readonly upgrade: Upgrade;
	readonly atBackend: Upgrade | undefined;
	readonly series: Series | undefined;
	readonly backend: Section | undefined;
};

const serversIn = (backend: Section): number => activeServers(backend).length;

/** Several servers on the route, and nothing that pins a client to one of them. */
const isUnpinned = (backend: Section): boolean => serversIn(backend) > 1 && !isSticky(backend);

const byFile = ({backend}: Seen): readonly ProofItem[] =>
	backend && isUnpinned(backend)
		? [decisive(met(`nothing in backend ${backend.name} pins a client to one of its ${serversIn(backend)} servers`, 'config'))]
		: [];

/** Where each handshake succeeds only the file tells, and the operator's word that sessions land elsewhere. */
const byFileAlone = (seen: Seen): readonly ProofItem[] => {
	const file = byFile(seen);
	return file.length === 0 ? [] : [...file, unseen('handshakes in a row are answered by several servers')];
};

/** The server that answers says that it knows no such session: another one began it, or it is over. */
const byWords = ({upgrade, backend}: Seen): readonly ProofItem[] => {
	const said = saidOf(upgrade, 'session');
	const says = 'nothing in the backend pins clients';
	if (!said) return [];
	const file: ProofItem = backend ? decisive({says, state: isUnpinned(backend) ? 'met' : 'contradicted', evidence: ['config']}) : unseen(says);
	return [decisive(met(`the answer says so: "${said}"`, 'upgrade')), file];
};

/** The session is unknown through the proxies, and each server alone is fine. */
const byAnswers = ({upgrade, atBackend}: Seen): readonly ProofItem[] =>
	atBackend?.status === 101 && (upgrade.status === 404 || upgrade.status === 400)
		? [
				decisive(met(`through the proxies the session is unknown: ${answerWords(upgrade)}`, 'upgrade')),
				decisive(met('a server asked alone answers 101', 'upgradeAtBackend')),
			]
		: [];

const spread = ({without, count}: Row): ProofItem =>
	decisive(met(`${count} handshakes were answered by ${without.length} servers: ${without.join(', ')}`, 'series'));

const fileItem = ({backend}: Seen): ProofItem => {
	if (!backend) return unseen('nothing in the backend pins clients');
	if (serversIn(backend) < 2) return unseen('the several servers are those of the backend');
	const says = `nothing in backend ${backend.name} pins a client to one of its ${serversIn(backend)} servers`;
	return decisive({says, state: isSticky(backend) ? 'contradicted' : 'met', evidence: ['config']});
};

/** The row itself: several servers answer, and no cookie brings a client back. */
const byRow = (seen: Seen): readonly ProofItem[] => {
	const row = seen.series && rowOf(seen.series);
	if (!row || !isSpread(row)) return [];
	const brought = row.cookies.length === 0 ? 'no answer sets a cookie' : 'with the cookies that were set it is the same';
	const cookies: ProofItem = decisive({says: brought, state: row.pins ? 'contradicted' : 'met', evidence: ['series']});
	return [spread(row), cookies, fileItem(seen)];
};

const titleOf = (backend: Section | undefined, row: boolean): string =>
	row
		? `Handshakes of one client land on different servers: nothing keeps them at one${backend ? ` of backend ${backend.name}` : ''}.`
		: `A session that one server began is unknown to the next: nothing keeps its requests at one server${backend ? ` of backend ${backend.name}` : ''}.`;

const diagnosis = (backend: Section | undefined, proof: readonly ProofItem[], row: boolean, why: string): Diagnosis => ({
	severity: 'problem',
	title: titleOf(backend, row),
	why,
	hop: 'haproxy',
	...(backend && {location: backend.location}),
	proof,
	fixes: [{title: 'Pin sessions in the backend: "cookie NAME insert indirect nocache" and a cookie value on every server line, or "balance source"'}],
});

/** The steps of one session land on different servers, each of which works alone. */
export default rule({
	code: 'session/no-stickiness',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/not-an-endpoint'],
	needs: [upgrade],
	uses: [symptom, upgradeAtBackend, series, config, url, haproxy],
	find(upgrade, symptom, atBackend, series, config, url, haproxy) {
		const seen = {upgrade, atBackend, series, backend: routeOf(config, url, haproxy)?.backend};
		const words = byWords(seen);
		const unpinnedBackend = seen.backend && isUnpinned(seen.backend) ? seen.backend : undefined;
		if (words.length > 0) return diagnosis(unpinnedBackend, words, false, steps(url));
		if (symptom !== 'wrong-server') return;
		const row = byRow(seen);
		// A row that stays at one server clears the file.
		const proof = row.length > 0 || series ? row : upgrade.status === 101 ? byFileAlone(seen) : [...byAnswers(seen), ...byFile(seen)];
		if (proof.length === 0) return;
		return diagnosis(unpinnedBackend, [decisive(met('the operator sees sessions land on the wrong server', 'symptom')), ...proof], row.length > 0, steps(url));
	},
});
