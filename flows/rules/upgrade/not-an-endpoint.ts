import {activeServers} from '../../../source/haproxy/lint/stickiness.ts';
import type {Diagnosis, ProofItem, Upgrade} from '../../../source/model.ts';
import {routeOf} from '../../reading/servers.ts';
import {comesAndGoes} from '../../reading/sometimes.ts';
import {slashChanged} from '../../steps/changes.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answeredWith, answerWords, type Refusal, refusalRule} from '../refusal.ts';

/** Answers of a gateway about what stands behind it. */
const ofGateways = [502, 503, 504];

/** Answers that have a more telling name: credentials, a rate, a version, a failing server. */
const says = ({status = 500}: Upgrade) =>
	status < 500 && ![101, 401, 403, 407, 408, 413, 414, 426, 429, 431].includes(status) && !(status >= 300 && status < 400);

const pathOf = ({url}: Refusal): string => (url ? new URL(url).pathname : 'that path');

const correct = {title: 'Correct the path (a trailing slash and the case count), or the port of the server line'};

/** The backend takes the handshake under its own address as Host: it serves several sites, and not this one. */
const byHost = ({withOwnHostAtBackend, url}: Refusal): Partial<Diagnosis> & Pick<Diagnosis, 'proof'> => {
	if (withOwnHostAtBackend?.status !== 101 || !url) return {proof: []};
	const {host} = new URL(url);
	return {
		title: `The backend itself knows no WebSocket endpoint for the host ${host}: under its own address it accepts.`,
		proof: [met('with its own address as Host it answers 101', 'upgradeWithOwnHostAtBackend')],
		fixes: [{title: `Let the application serve ${host}, or set the Host it knows in the backend: http-request set-header Host NAME`}],
	};
};

const atTheBackend = (refusal: Refusal): Diagnosis | undefined => {
	const {upgrade, atBackend, backend} = refusal;
	if (atBackend?.status === undefined || upgrade.status === undefined) return;
	const host = byHost(refusal);
	// Any 4xx may be a matter of the host, once the change of it lifts the refusal.
	const fails = atBackend.status >= 500 && !ofGateways.includes(atBackend.status) && upgrade.status === atBackend.status;
	if (!says(atBackend) && !fails && host.proof.length === 0) return;
	return {
		severity: 'problem',
		title: `The backend${backend ? ` ${backend}` : ''} itself answers ${answerWords(atBackend)} on ${pathOf(refusal)}: ${fails ? 'the handshake fails in the application' : 'there is no WebSocket endpoint'}.`,
		why: `HAProxy answers ${answerWords(upgrade)}, and so would it whatever its configuration: the application has no WebSocket handler on this path, or not on this port${fails ? ', or one that fails' : ''}.`,
		hop: 'backend',
		fixes: [fails ? {title: "Look at the application's own log for this moment"} : correct],
		...host,
		proof: [
			decisive(met(`asked directly, the backend answers ${answerWords(atBackend)} instead of 101`, 'upgradeAtBackend')),
			met(`through the proxies the answer is ${answerWords(upgrade)}`, 'upgrade'),
			...host.proof,
		],
	};
};

/** That it is the application that tells the paths apart, and not HAProxy's routing; undefined where the files show that it is that. */
const byApplication = ({config, url = '', haproxy, answerer}: Refusal): ProofItem | undefined => {
	const [here, there] = [url, new URL(slashChanged(url), url).href].map(each => routeOf(config, each, haproxy)?.backend);
	if (here && there) return here === there ? met(`by the configuration both paths go to backend ${here.name}`, 'config') : undefined;
	return answerer?.who === 'application' ? met(answerer.because, ...answerer.evidence) : unseen('both paths are asked of the same server');
};

/** The same path with or without its last slash is accepted. */
const byTheSlash = (refusal: Refusal): Diagnosis | undefined => {
	const {upgrade, url, otherSlash, answerer, atBackend} = refusal;
	if (otherSlash?.status !== 101 || !url || atBackend || answerer?.who === 'haproxy' || answerer?.who === 'front' || !says(upgrade)) return;
	const other = new URL(slashChanged(url), url).pathname;
	const judge = byApplication(refusal);
	if (!judge) return;
	return {
		severity: 'problem',
		title: `There is no WebSocket endpoint on ${pathOf(refusal)}, but there is one on ${other}.`,
		why: 'A trailing slash makes another path of it, for HAProxy and for most applications.',
		hop: 'backend',
		proof: [
			decisive(met(`on ${pathOf(refusal)} the answer is ${answerWords(upgrade)}`, 'upgrade')),
			decisive(met(`on ${other} it is 101`, 'upgradeOtherSlash')),
			decisive(judge),
			unseen('the backend itself, asked directly, refuses the path as well'),
		],
		fixes: [{title: `Let the clients open ${other}, or serve both`}],
	};
};

/** One server of several has no endpoint there. */
const atOneServer = (refusal: Refusal): Diagnosis | undefined => {
	const {upgrade, config, url, haproxy} = refusal;
	const backend = routeOf(config, url, haproxy)?.backend;
	const servers = backend ? activeServers(backend).length : 0;
	if (!backend || servers < 2 || !says(upgrade) || upgrade.status === 400 || refusal.symptom === 'wrong-server') return;
	return {
		severity: 'problem',
		title: `One of the ${servers} servers in backend ${backend.name} has no WebSocket endpoint on ${pathOf(refusal)}.`,
		why: `The same handshake gets 101 from one and ${answerWords(upgrade)} from another: another version of the application, or another port.`,
		hop: 'backend',
		location: backend.location,
		proof: [
			decisive(answeredWith(`some handshakes get ${answerWords(upgrade)}`, refusal)),
			decisive(met(`backend ${backend.name} has ${servers} servers`, 'config')),
			unseen('asked one by one, one of them refuses'),
		],
		fixes: [{title: 'Ask each server of the backend directly (--backend), and compare their versions'}],
	};
};

/** The backend itself does not speak WebSocket on that path. */
export default refusalRule({
	code: 'upgrade/not-an-endpoint',
	sometimes: true,
	outranks: ['upgrade/route-missed'],
	find: refusal => (comesAndGoes(refusal) ? atOneServer(refusal) : (atTheBackend(refusal) ?? byTheSlash(refusal))),
});
