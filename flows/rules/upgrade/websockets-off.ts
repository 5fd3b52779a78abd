import type {ProofItem, Upgrade} from '../../../source/model.ts';
import {recognise} from '../../../source/products/recognise.ts';
import {clean} from '../../../source/text.ts';
import {isBetween} from '../../reading/suspects.ts';
import {decisive, met} from '../proof.ts';
import {answerWords, type Refusal, refusalRule} from '../refusal.ts';

const saysSo =
	/web ?-?sockets?(?: support| upgrades?| connections?)? (?:is|are) (?:not (?:enabled|supported|allowed)|disabled|turned off|switched off)|(?:does not|doesn't) support web ?-?sockets?/i;

/** Who could have said it: the product that signed the answer, else the one hop that stands in front. */
const productOf = ({upgrade, hops}: Refusal): string | undefined => {
	const [signed] = recognise(upgrade.headers);
	const [only, ...others] = hops.filter(isBetween);
	return signed?.product ?? (others.length === 0 ? only?.product : undefined);
};

/** Envoy refuses an upgrade that no `upgrade_configs` allows with 403, without asking the server: the header with the server's time is missing. */
const inEnvoysManner = ({status, headers = {}}: Upgrade): boolean =>
	status === 403 && /^(?:istio-)?envoy\b/i.test(headers.server ?? '') && headers['x-envoy-upstream-service-time'] === undefined;

const sign = (refusal: Refusal): ProofItem | undefined => {
	const {upgrade} = refusal;
	const [words] = saysSo.exec(upgrade.bodyStart ?? '') ?? [];
	if (words) return met(`the answer says so: "${clean(words, 80)}"`, 'upgrade');
	return inEnvoysManner(upgrade) ? met('Envoy answers 403 itself, without asking the server, as it does where no upgrade is configured', 'upgrade') : undefined;
};

/** A hop on the path has WebSockets switched off, and says so by its product and manner. */
export default refusalRule({
	code: 'upgrade/websockets-off',
	outranks: [
		'upgrade/route-missed',
		'upgrade/header-stripped',
		'upgrade/not-an-endpoint',
		'upgrade/origin-rejected',
		'upgrade/auth-required',
		'upgrade/version-rejected',
	],
	find(refusal) {
		const [proof, product] = [sign(refusal), productOf(refusal)];
		// The application's own words are about itself.
		if (!proof || !product || (refusal.atBackend?.status !== undefined && refusal.atBackend.status !== 101)) return;
		const inner = refusal.atHaproxy?.status === 101 ? 'upgradeAtHaproxy' : refusal.atBackend?.status === 101 ? 'upgradeAtBackend' : undefined;
		return {
			severity: 'problem',
			title: `${product} has WebSockets switched off: ${answerWords(refusal.upgrade)}.`,
			why: 'What it is asked to upgrade it answers itself, whatever stands behind it.',
			hop: product,
			proof: [
				decisive(proof),
				decisive(met(`the answer comes by ${product}`, 'upgrade')),
				...(inner ? [met('the next place inward accepts with 101', inner)] : []),
			],
			fixes: [{title: `Switch WebSockets on at ${product}`, then: ['ws-doctor explain upgrade/websockets-off']}],
		};
	},
});
