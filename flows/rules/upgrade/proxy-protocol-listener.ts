import type {Diagnosis, Location, ProofItem, Upgrade} from '../../../source/model.ts';
import {isOwnPage} from '../../reading/answered-by.ts';
import {readsHttp} from '../../reading/http-hops.ts';
import {bindMet, expectsProxyProtocol} from '../../reading/servers.ts';
import {isBetween, isHaproxy} from '../../reading/suspects.ts';
import {lineOf} from '../../reading/words.ts';
import {decisive, met, unseen} from '../proof.ts';
import type {Refusal} from '../refusal.ts';

/** One side that sends or expects the header where the other does not. */
export type Finding = Pick<Diagnosis, 'title' | 'why' | 'hop' | 'proof'> & {readonly location: Location | undefined; readonly fix: string};

/** The version that a place answers to. One that gives no HTTP either way tells nothing, and 400 is what an ordinary server says to the header. */
const isAnswer = (seen: Upgrade | undefined): boolean => seen?.status !== undefined && seen.status !== 400;
const answeredTo = (v1: Upgrade | undefined, v2: Upgrade | undefined): 1 | 2 | undefined => (isAnswer(v1) ? 1 : isAnswer(v2) ? 2 : undefined);

const ended = ({status, outcome}: Upgrade): boolean => status === undefined && (outcome === 'closed' || outcome === 'reset');

/** The listener at which HAProxy, or what stands in its place, is met expects a header that clients do not send. */
const listenerExpects = (refusal: Refusal): Finding | undefined => {
	const {upgrade, atHaproxy, proxyV1, proxyV2, proxyV1AtHaproxy, proxyV2AtHaproxy, config, url, haproxy} = refusal;
	const here = ended(upgrade) ? {version: answeredTo(proxyV1, proxyV2), step: 'upgrade'} : {version: undefined, step: 'upgrade'};
	const inside = atHaproxy && ended(atHaproxy) && (ended(upgrade) || upgrade.status === 502) ? answeredTo(proxyV1AtHaproxy, proxyV2AtHaproxy) : undefined;
	const bind = bindMet(config, url, haproxy);
	const version = here.version ?? inside;
	const step = here.version ? 'upgrade' : 'upgradeAtHaproxy';
	const suffix = here.version ? '' : 'AtHaproxy';
	if (!version) return;
	const byFile: readonly ProofItem[] = config
		? [
				{
					says: `the bind line has accept-proxy${bind ? ` (${lineOf(bind.location)})` : ''}`,
					state: expectsProxyProtocol(bind) ? 'met' : 'unseen',
					evidence: ['config'],
				},
			]
		: [];
	return {
		title: 'The listener expects the PROXY protocol, and what connects to it does not send it: the connection is closed at once.',
		why: 'With accept-proxy a listener takes nothing else; clients, probes and balancers that do not send the header are closed without an answer.',
		hop: here.version ? 'client→haproxy' : 'haproxy',
		location: expectsProxyProtocol(bind) ? bind?.location : undefined,
		proof: [
			decisive(met('without the header the connection is closed before any response', step)),
			decisive(met(`behind a PROXY protocol header, version ${version}, an answer comes`, `upgradeProxyV${version}${suffix}`)),
			...byFile,
		],
		fix: 'Let the hop in front send it (HAProxy: send-proxy-v2), or give those who come directly a bind line without accept-proxy',
	};
};

/** Nothing else was tried, and the file says that the listener takes nothing without the header. */
const fileExpects = ({upgrade, atHaproxy, proxyV1, proxyV2, proxyV1AtHaproxy, proxyV2AtHaproxy, config, url, haproxy}: Refusal): Finding | undefined => {
	const bind = bindMet(config, url, haproxy);
	const tried = [proxyV1, proxyV2, proxyV1AtHaproxy, proxyV2AtHaproxy].some(seen => seen !== undefined);
	const [step, seen] = atHaproxy ? (['upgradeAtHaproxy', atHaproxy] as const) : (['upgrade', upgrade] as const);
	if (!bind || !expectsProxyProtocol(bind) || tried || !ended(seen) || !(ended(upgrade) || upgrade.status === 502)) return;
	return {
		title: `The listener expects the PROXY protocol (${lineOf(bind.location)}), and the connection is closed at once.`,
		why: 'With accept-proxy a listener takes nothing else; clients, probes and balancers that do not send the header are closed without an answer.',
		hop: atHaproxy ? 'haproxy' : 'client→haproxy',
		location: bind.location,
		proof: [
			decisive(met('the connection is closed before any response', step)),
			decisive(met(`the bind line has accept-proxy (${lineOf(bind.location)})`, 'config')),
			unseen('behind a PROXY protocol header an answer comes'),
		],
		fix: 'Let the hop in front send it (HAProxy: send-proxy-v2), or give those who come directly a bind line without accept-proxy',
	};
};

/** HAProxy takes what comes by a balancer of connections for no request, and the same request directly for one: the balancer puts a header in front. */
const balancerSends = ({upgrade, atHaproxy, hops, log = []}: Refusal): Finding | undefined => {
	const here = hops.findIndex(isHaproxy);
	const front = hops.slice(0, Math.max(0, here)).filter(isBetween);
	const none = isOwnPage(upgrade) || log.some(line => /<BADREQ>/.test(line));
	if (upgrade.status !== 400 || atHaproxy?.status !== 101 || !none || front.length === 0 || front.some(readsHttp)) return;
	return {
		title: 'HAProxy takes for no request what the balancer in front hands on: it sends a PROXY protocol header that the listener does not expect.',
		why: 'A balancer of connections changes nothing in a request; all that it can add is that header.',
		hop: 'client→haproxy',
		location: undefined,
		proof: [
			decisive(met('through the balancer HAProxy answers 400, as to what is no request', isOwnPage(upgrade) ? 'upgrade' : 'log')),
			decisive(met('asked directly, it accepts with 101', 'upgradeAtHaproxy')),
			unseen('the balancer has the PROXY protocol switched on'),
		],
		fix: 'Add accept-proxy to the bind line, or switch the PROXY protocol off at the balancer',
	};
};

/** What speaks for a mismatch at the listener: by trying, by the file, or by a balancer that can add nothing else. */
export const atListener = (refusal: Refusal): Finding | undefined => listenerExpects(refusal) ?? fileExpects(refusal) ?? balancerSends(refusal);
