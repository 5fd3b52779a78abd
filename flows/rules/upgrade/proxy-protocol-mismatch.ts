import type {Diagnosis, Location, ProofItem, Upgrade} from '../../../source/model.ts';
import {isOwnPage} from '../../reading/answered-by.ts';
import {readsHttp} from '../../reading/http-hops.ts';
import {bindMet, expectsProxyProtocol, proxyProtocolSent, serverLineOf} from '../../reading/servers.ts';
import {isBetween, isHaproxy} from '../../reading/suspects.ts';
import {weaknesses} from '../../reading/weaknesses.ts';
import {lineOf} from '../../reading/words.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords, nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';

type Finding = Pick<Diagnosis, 'title' | 'why' | 'hop' | 'proof'> & {readonly location: Location | undefined; readonly fix: string};

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

/** The server expects it, and HAProxy does not send it. */
const serverExpects = (refusal: Refusal): Finding | undefined => {
	const {atBackend, proxyV1AtBackend, proxyV2AtBackend, config, url, backend} = refusal;
	const version = [proxyV1AtBackend, proxyV2AtBackend].findIndex(seen => seen?.status === 101) + 1;
	const answer = nearestToHaproxy(refusal);
	if (!atBackend || atBackend.status === 101 || version === 0 || !fails(answer)) return;
	const line = serverLineOf(config, url, backend);
	const sent = proxyProtocolSent(config, url, backend);
	const says = 'the server line sends no PROXY protocol';
	return {
		title: 'The server expects the PROXY protocol, and HAProxy does not send it.',
		why: `Without the header the server closes or refuses, and through HAProxy the answer is ${answerWords(answer)}.`,
		hop: 'haproxy→backend',
		location: line?.statement.location,
		proof: [
			decisive(met(`asked directly, the server gives ${answerWords(atBackend)}`, 'upgradeAtBackend')),
			decisive(met(`behind a PROXY protocol header, version ${version}, it answers 101`, `upgradeProxyV${version}AtBackend`)),
			line ? decisive({says: `${says} (${lineOf(line.statement.location)})`, state: sent ? 'contradicted' : 'met', evidence: ['config']}) : unseen(says),
		],
		fix: `Add "${version === 2 ? 'send-proxy-v2' : 'send-proxy'}" to the server line`,
	};
};

/** What a server makes of a header that it takes for a request: 400, an end, or HAProxy's 502. */
const fails = ({status, outcome}: Upgrade): boolean =>
	status === undefined ? outcome === 'closed' || outcome === 'reset' : [400, 502, 503, 504].includes(status);

/** HAProxy sends it, and the server takes it for a request. */
const serverRefuses = (refusal: Refusal): Finding | undefined => {
	const {atBackend, proxyV1AtBackend, proxyV2AtBackend, config, url, backend} = refusal;
	const sent = proxyProtocolSent(config, url, backend);
	const line = serverLineOf(config, url, backend);
	if (!sent || !line || atBackend?.status !== 101 || !fails(nearestToHaproxy(refusal))) return;
	const tried = sent === 1 ? proxyV1AtBackend : proxyV2AtBackend;
	const {location} = line.statement;
	return {
		title: `HAProxy sends the PROXY protocol to a server that does not expect it (${lineOf(location)}).`,
		why: `The server reads the header as a request, and through HAProxy the answer is ${answerWords(nearestToHaproxy(refusal))}.`,
		hop: 'haproxy→backend',
		location,
		proof: [
			decisive(met('asked directly, without the header, the server answers 101', 'upgradeAtBackend')),
			decisive(met(`the server line sends the PROXY protocol (${lineOf(location)})`, 'config')),
			tried
				? decisive({
						says: `behind the header it answers ${answerWords(tried)}`,
						state: tried.status === 101 ? 'contradicted' : 'met',
						evidence: [`upgradeProxyV${sent}AtBackend`],
					})
				: unseen('behind the header it refuses'),
		],
		fix: 'Take send-proxy off the server line, or let the server expect the header',
	};
};

/** Two of HAProxy's own listeners, one behind the other, that do not agree: the files alone show both ends. */
const betweenListeners = (refusal: Refusal): Finding | undefined => {
	const {config, url, haproxy} = refusal;
	const found = config && weaknesses(config, url, haproxy).find(({code}) => code === 'config/proxy-protocol');
	const answer = nearestToHaproxy(refusal);
	if (!found || !fails(answer)) return;
	return {
		title: `${found.title}, and every connection over that line fails (${lineOf(found.location)}).`,
		why: found.why,
		hop: 'haproxy',
		location: found.location,
		proof: [decisive(met(`the answer is ${answerWords(answer)}`, 'upgrade')), decisive(met(`the file shows both ends (${lineOf(found.location)})`, 'config'))],
		fix: 'Use send-proxy-v2 and accept-proxy on both lines, or on neither',
	};
};

/** The PROXY protocol is sent, or expected, on one side only (HAProxy manual §5.1 accept-proxy, §5.2 send-proxy). */
export default refusalRule({
	code: 'upgrade/proxy-protocol-mismatch',
	outranks: [
		'upgrade/closed-early',
		'upgrade/bad-gateway',
		'upgrade/route-missed',
		'upgrade/not-an-endpoint',
		'upgrade/header-stripped',
		'upgrade/no-server',
		'upgrade/backend-slow',
	],
	find(refusal) {
		const found =
			betweenListeners(refusal) ??
			listenerExpects(refusal) ??
			fileExpects(refusal) ??
			balancerSends(refusal) ??
			serverExpects(refusal) ??
			serverRefuses(refusal);
		if (!found) return;
		const {location, fix, ...rest} = found;
		return {severity: 'problem', ...rest, ...(location && {location}), fixes: [{title: fix, ...(location && {where: lineOf(location)})}]};
	},
});
