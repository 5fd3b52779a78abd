import {rule} from '../../../source/define.ts';
import {cookieLine} from '../../../source/haproxy/lint/stickiness.ts';
import type {Route} from '../../../source/haproxy/types.ts';
import type {ConfigurationText, CookieSet, Diagnosis, Location, ProofItem, Series, Upgrade} from '../../../source/model.ts';
import {clean} from '../../../source/text.ts';
import {cookiesSet, persistenceCookie, spoiledBy} from '../../reading/persistence.ts';
import {isSpread, rowOf} from '../../reading/row.ts';
import {routeOf} from '../../reading/servers.ts';
import {weaknesses} from '../../reading/weaknesses.ts';
import {lineOf} from '../../reading/words.ts';
import {config} from '../../steps/configuration.ts';
import {lifting} from '../../steps/differentials.ts';
import {series} from '../../steps/series.ts';
import {haproxy, url} from '../../steps/target.ts';
import {symptom} from '../../steps/told.ts';
import {upgrade, upgradeAtHaproxy} from '../../steps/upgrade.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords} from '../refusal.ts';
import {steps} from './two-steps.ts';

type Seen = {
	readonly url: string | undefined;
	readonly haproxy: string | undefined;
	readonly config: ConfigurationText | undefined;
	readonly series: Series | undefined;
	readonly upgrade: Upgrade;
	readonly atHaproxy: Upgrade | undefined;
	readonly route: Route | undefined;
};

type Broken = {readonly title: string; readonly proof: readonly ProofItem[]; readonly location?: Location; readonly hop?: string};

const named = ({name}: CookieSet): string => clean(name, 60);

/** It is sent back, and another server answers. */
const sentInVain = ({series, route}: Seen): Broken | undefined => {
	const row = series && rowOf(series);
	const cookie = row && persistenceCookie(row.cookies, route);
	if (!row || !cookie || row.pins !== false) return;
	return {
		title: `The cookie ${named(cookie)} is sent back, and the handshake lands on another server all the same.`,
		proof: [
			decisive(met(`the cookie ${named(cookie)} is set`, 'series')),
			decisive(
				met(
					`with it ${row.withCookies.length > 1 ? `${row.withCookies.length} servers answer` : 'another server answers'}: ${row.withCookies.join(', ')}`,
					'series',
				),
			),
		],
	};
};

/** An attribute keeps clients from sending it to this URL. */
const spoiled = ({series, upgrade, route, url}: Seen): Broken | undefined => {
	const cookies = series ? series.attempts.flatMap(({cookies = []}) => cookies) : cookiesSet(upgrade);
	const cookie = persistenceCookie(cookies, route);
	const why = cookie && url && spoiledBy(cookie, url);
	if (!cookie || !why) return;
	return {
		title: `The cookie ${named(cookie)} never comes back from clients: ${why}.`,
		proof: [decisive(met(`the cookie ${named(cookie)} is set, and ${why}`, series ? 'series' : 'upgrade'))],
	};
};

/** HAProxy is configured to set it, and it does not arrive. */
const lost = ({series, route, atHaproxy, upgrade}: Seen): Broken | undefined => {
	const line = route && cookieLine(route.backend);
	const name = line?.words[1]?.text;
	const row = series && rowOf(series);
	if (!line || !name || !row || !isSpread(row) || persistenceCookie(row.cookies, route) || !line.words.some(({text}) => text === 'insert')) return;
	const inside = atHaproxy?.cookies?.some(cookie => cookie.name === name) === true && upgrade.cookies?.some(cookie => cookie.name === name) !== true;
	return {
		title: `HAProxy is to set the cookie ${clean(name, 60)} (${lineOf(line.location)}), and it does not arrive.`,
		location: line.location,
		...(inside && {hop: 'client→haproxy'}),
		proof: [
			decisive(met(`the file has it set (${lineOf(line.location)})`, 'config')),
			decisive(met(`no answer carries it, and ${row.without.length} servers answer in turn`, 'series')),
			inside ? met('HAProxy, asked directly, sets it', 'upgradeAtHaproxy') : unseen('HAProxy, asked directly, sets it'),
		],
	};
};

/** A server without a cookie value, or two with the same: the file shows that clients do not come back. */
const incomplete = ({config, url, haproxy, series}: Seen): Broken | undefined => {
	const found = config && weaknesses(config, url, haproxy).find(({code}) => code === 'config/cookie-incomplete');
	const row = series && rowOf(series);
	if (!found) return;
	return {
		title: `${found.title} (${lineOf(found.location)}).`,
		location: found.location,
		proof: [
			decisive(met(`the file says so (${lineOf(found.location)})`, 'config')),
			row && isSpread(row) ? met(`${row.without.length} servers answer in turn`, 'series') : unseen('a client that brings its cookie lands elsewhere'),
		],
	};
};

/** The cookie brings its client to a server that no longer answers, and nobody sends it to another. */
const pinnedToTheDead = (upgrade: Upgrade): Diagnosis => ({
	severity: 'problem',
	title: `A cookie pins the client to a server that does not answer: ${answerWords(upgrade)} with it, 101 without.`,
	why: 'With "option persist", or without "option redispatch", HAProxy keeps a client at the server of its cookie although that is down; balancers have the same.',
	hop: 'haproxy',
	proof: [
		decisive(met(`with the cookies the answer is ${answerWords(upgrade)}`, 'upgrade')),
		decisive(met('without them it is 101', 'upgradeWithoutCookie')),
		unseen('the server of that cookie is down'),
	],
	fixes: [{title: 'Set "option redispatch" in the backend, take "option persist" out, and let the check see the WebSocket handler'}],
});

/** A persistence cookie is configured or set, and does not hold. */
export default rule({
	code: 'session/cookie-not-kept',
	outranks: [
		...['session/no-stickiness', 'upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/not-an-endpoint'],
		...['upgrade/no-server', 'upgrade/bad-gateway', 'upgrade/backend-slow'],
	],
	needs: [upgrade],
	uses: [symptom, series, upgradeAtHaproxy, lifting.withoutCookie, config, url, haproxy],
	find(upgrade, symptom, series, atHaproxy, withoutCookie, config, url, haproxy): Diagnosis | undefined {
		if (withoutCookie?.status === 101 && [502, 503, 504].includes(upgrade.status ?? 0)) return pinnedToTheDead(upgrade);
		if (symptom !== 'wrong-server') return;
		const seen = {upgrade, series, atHaproxy, config, url, haproxy, route: routeOf(config, url, haproxy)};
		const found = sentInVain(seen) ?? spoiled(seen) ?? lost(seen) ?? incomplete(seen);
		if (!found) return;
		const {title, proof, ...rest} = found;
		return {
			severity: 'problem',
			title,
			why: steps(url),
			hop: 'haproxy',
			...rest,
			proof: [decisive(met('the operator sees sessions land on the wrong server', 'symptom')), ...proof],
			fixes: [
				{
					title:
						'Give every server line its own cookie value, and the cookie attributes that fit the URL: no Secure with ws, a Path and Domain that cover it, SameSite=None; Secure across sites',
					then: ['ws-doctor explain session/cookie-not-kept'],
				},
			],
		};
	},
});
