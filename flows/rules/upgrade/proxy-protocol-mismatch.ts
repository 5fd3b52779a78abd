import type {Upgrade} from '../../../source/model.ts';
import {proxyProtocolSent, serverLineOf} from '../../reading/servers.ts';
import {weaknesses} from '../../reading/weaknesses.ts';
import {lineOf} from '../../reading/words.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords, nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';
import {atListener, type Finding} from './proxy-protocol-listener.ts';

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
		const found = betweenListeners(refusal) ?? atListener(refusal) ?? serverExpects(refusal) ?? serverRefuses(refusal);
		if (!found) return;
		const {location, fix, ...rest} = found;
		return {severity: 'problem', ...rest, ...(location && {location}), fixes: [{title: fix, ...(location && {where: lineOf(location)})}]};
	},
});
