import type {Passed, Route, RouteDecision} from '../../../source/haproxy/types.ts';
import type {Diagnosis, Location, ProofItem} from '../../../source/model.ts';
import {routesMet} from '../../reading/configuration.ts';
import {readsHttp} from '../../reading/http-hops.ts';
import {saidOf} from '../../reading/own-words.ts';
import {routeOf} from '../../reading/servers.ts';
import {isHaproxy} from '../../reading/suspects.ts';
import {lineOf} from '../../reading/words.ts';
import {slashChanged} from '../../steps/changes.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords, nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';

/** Statuses with a more telling cause: credentials, origin, rate, redirects, and what HAProxy or a gateway makes itself. */
const otherCause = (status: number) => [401, 403, 407, 408, 413, 414, 426, 429, 431, 502, 503, 504].includes(status) || (status >= 300 && status < 400);

/** A hop in front may have stripped the upgrade, which a 400 is the sign of. */
const strippedInFront = ({hops, atHaproxy}: Refusal, status: number) => status === 400 && atHaproxy === undefined && hops.some(readsHttp);

/** Where nobody knows what stands on the way, a 400 may as well be a hop's that drops the upgrade. */
const strippedElsewhere = ({config, atHaproxy, hops, upgrade}: Refusal): readonly ProofItem[] =>
	upgrade.status === 400 && !config && !atHaproxy && hops.length === 0 ? [decisive(unseen('no hop in front of HAProxy drops the upgrade'))] : [];

/** A rule meant for WebSockets that this request does not take, the likeliest first. */
const missedOf = ({passed}: RouteDecision): Passed | undefined => passed.find(({websocket}) => websocket) ?? passed[0];

const listensAt = (route: Route, backend: string) =>
	route.backend.statements.some(({words}) => words[0]?.text === 'server' && words[2]?.text === backend.replace(/^wss?:\/\//, ''));

const fallsInto = ({routes}: RouteDecision): Route | undefined => routes.find(({chosen}) => chosen === 'yes') ?? (routes.length === 1 ? routes[0] : undefined);

/** What the configuration says of it: met when it leads elsewhere, contradicted when it leads to the very server that answers 101. */
const shown = (decision: RouteDecision | undefined, {backend}: Refusal): ProofItem => {
	const route = decision && fallsInto(decision);
	if (!route) return unseen('the configuration shows which way the request goes');
	if (backend && listensAt(route, backend)) return {says: `the route leads to ${backend}, which answers 101`, state: 'contradicted', evidence: ['config']};
	return met(`by the configuration the request goes to backend ${route.backend.name}`, 'config');
};

const ruleWords = (missed: Passed | undefined): string => {
	if (!missed) return '';
	if (missed.shadowedBy) return ` The rule for ${missed.backend} (${lineOf(missed.location)}) would match, but ${lineOf(missed.shadowedBy)} above it wins.`;
	return ` ${missed.why}, so backend ${missed.backend} is passed over (${lineOf(missed.location)}).`;
};

const blamed = (missed: Passed | undefined, route: Route | undefined): Location | undefined =>
	missed?.shadowedBy ?? missed?.acl?.location ?? missed?.location ?? route?.rule;

const titleOf = (missed: Passed | undefined, route: Route | undefined, answer: string): string => {
	const falls = route ? `falls into backend ${route.backend.name}` : 'is routed to something that is no WebSocket server';
	const because = missed?.acl && !missed.shadowedBy ? `: ACL ${missed.acl.name} (${lineOf(missed.acl.location)}) does not match` : '';
	return `HAProxy answers ${answer} though the WebSocket server gives 101: the request ${falls}${because}.`;
};

/** Who accepts the handshake: the backend asked directly, or the one to which the files send the same path with its other slash. */
const accepted = ({atBackend, config, url, haproxy, otherSlash}: Refusal): readonly ProofItem[] => {
	if (atBackend) return atBackend.status === 101 ? [decisive(met('asked directly, the backend answers 101', 'upgradeAtBackend'))] : [];
	if (!url || otherSlash?.status !== 101) return [];
	const other = new URL(slashChanged(url), url);
	const [here, there] = [url, other.href].map(each => routeOf(config, each, haproxy)?.backend);
	return here && there && here !== there
		? [decisive(met(`on ${other.pathname}, which goes to backend ${there.name}, it is 101`, 'upgradeOtherSlash', 'config'))]
		: [];
};

const diagnosis = (refusal: Refusal): Diagnosis => {
	const {config, url, haproxy} = refusal;
	const decision = config && routesMet(config, url, haproxy);
	const [missed, route] = [decision && missedOf(decision), decision && fallsInto(decision)];
	const answer = answerWords(nearestToHaproxy(refusal));
	const location = blamed(missed, route);
	return {
		severity: 'problem',
		title: titleOf(missed, route, answer),
		why: `The upgrade request does not reach the server that would accept it.${ruleWords(missed)}`,
		hop: 'haproxy',
		...(location && {location}),
		proof: [
			...accepted(refusal),
			decisive(met(`through the proxies the answer is ${answer}`, refusal.atHaproxy ? 'upgradeAtHaproxy' : 'upgrade')),
			...strippedElsewhere(refusal),
			shown(decision, refusal),
		],
		fixes: [
			{
				title: missed
					? `Make the condition of "use_backend ${missed.backend}" match this request, or move it up`
					: 'Add a use_backend rule for this host and path',
				...(location && {where: lineOf(location)}),
			},
		],
	};
};

/** A gateway says itself that no route of its own matches. */
const byGateway = ({upgrade, hops}: Refusal): Diagnosis | undefined => {
	const said = saidOf(upgrade, 'no-route');
	const [only, ...others] = hops.filter(readsHttp);
	return said
		? {
				severity: 'problem',
				title: `A gateway on the way knows no route for this request: "${said}".`,
				why: 'The upgrade request reaches no server at all: no host, path or method of a route matches it.',
				...(only && others.length === 0 && {hop: only.product}),
				proof: [decisive(met(`the answer says so: "${said}"`, 'upgrade')), unseen('asked directly, the backend answers 101')],
				fixes: [{title: 'Compare host, path and method of the route with the URL that the clients open'}],
			}
		: undefined;
};

/** HAProxy sends the upgrade to something that is not the WebSocket server. */
export default refusalRule({
	code: 'upgrade/route-missed',
	find(refusal) {
		const {status} = nearestToHaproxy(refusal);
		const gateway = refusal.symptom === 'wrong-server' || (refusal.atBackend && refusal.atBackend.status !== 101) ? undefined : byGateway(refusal);
		if (gateway) return gateway;
		if (accepted(refusal).length === 0 || status === undefined || status === 101 || otherCause(status) || strippedInFront(refusal, status)) return;
		const namesHaproxy = refusal.config !== undefined || refusal.atHaproxy !== undefined || refusal.hops.some(isHaproxy) || refusal.hops.length === 0;
		return namesHaproxy && refusal.symptom !== 'wrong-server' ? diagnosis(refusal) : undefined;
	},
});
