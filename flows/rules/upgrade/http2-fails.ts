import {rule} from '../../../source/define.ts';
import {serverHas, serverValue} from '../../../source/haproxy/lint/servers.ts';
import type {ConfigurationText, Diagnosis, Fix, Upgrade} from '../../../source/model.ts';
import {failsThoughOffered} from '../../reading/http2.ts';
import {type ServerLine, serverLineOf} from '../../reading/servers.ts';
import {lineOf} from '../../reading/words.ts';
import {config} from '../../steps/configuration.ts';
import {upgradeOverHttp2} from '../../steps/http2.ts';
import {backend, haproxy, url} from '../../steps/target.ts';
import {upgrade, upgradeAtBackend, upgradeAtHaproxy} from '../../steps/upgrade.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords} from '../refusal.ts';

const keepToHttp1: Fix = {
	title: 'Keep browsers on HTTP/1.1 for WebSockets: the global keyword h2-workaround-bogus-websocket-clients, and http/1.1 in alpn',
};

const towardsClients = (upgrade: Upgrade, over: Upgrade | undefined): Diagnosis | undefined => {
	if (upgrade.status !== 101 || !over || !failsThoughOffered(over)) return;
	return {
		severity: 'problem',
		title: 'The handshake succeeds over HTTP/1.1 and fails over HTTP/2, which browsers choose where it is offered.',
		why: 'Extended CONNECT is offered and not served: a release with a defect, or a server behind it that cannot do it.',
		hop: 'haproxy',
		proof: [decisive(met('over HTTP/1.1 the answer is 101', 'upgrade')), decisive(met(`over HTTP/2 it is ${answerWords(over)}`, 'upgradeOverHttp2'))],
		fixes: [keepToHttp1],
	};
};

/** `proto h2`, or `alpn` without http/1.1: HAProxy has no other protocol for this server; `ws h1` would give it one (manual §5.2). */
const speaksOnlyHttp2 = ({backend, statement}: ServerLine): boolean => {
	const protocols = serverValue(backend, statement, 'alpn')?.split(',') ?? [];
	const only = serverValue(backend, statement, 'proto') === 'h2' || (protocols.includes('h2') && !protocols.includes('http/1.1'));
	return (
		only &&
		!['h1'].includes(serverValue(backend, statement, 'ws') ?? '') &&
		(serverHas(backend, statement, 'ssl') || serverValue(backend, statement, 'proto') === 'h2')
	);
};

type Files = {
	readonly config: ConfigurationText | undefined;
	readonly url: string | undefined;
	readonly address: string | undefined;
	readonly haproxy: string | undefined;
};

const towardsServers = (answer: Upgrade, direct: Upgrade | undefined, {config, url, address, haproxy}: Files): Diagnosis | undefined => {
	const line = serverLineOf(config, url, address, haproxy);
	if ((answer.status !== 502 && answer.status !== 503) || direct?.status !== 101 || !line || !speaksOnlyHttp2(line)) return;
	const {location} = line.statement;
	return {
		severity: 'problem',
		title: `HAProxy speaks HTTP/2 to a server that takes WebSockets over HTTP/1.1 only (${lineOf(location)}).`,
		why: 'For a server line with h2 alone HAProxy makes an extended CONNECT of the upgrade (RFC 8441); with a server that does not announce it, or speaks no HTTP/2 at all, that fails.',
		hop: 'haproxy→backend',
		location,
		proof: [
			decisive(met(`through HAProxy the answer is ${answer.status}`, 'upgrade')),
			decisive(met('asked directly, over HTTP/1.1, the server answers 101', 'upgradeAtBackend')),
			decisive(met(`the server line has h2 and no HTTP/1.1 (${lineOf(location)})`, 'config')),
			unseen('the server does not announce extended CONNECT'),
		],
		fixes: [{title: 'Add "ws h1" to the server line (2.5 and later), and http/1.1 to its alpn', where: lineOf(location)}],
	};
};

/** HTTP/1.1 gives 101, extended CONNECT over HTTP/2 (RFC 8441) does not: between client and HAProxy, or behind it. */
export default rule({
	code: 'upgrade/http2-fails',
	outranks: ['upgrade/bad-gateway', 'upgrade/no-server', 'upgrade/route-missed'],
	needs: [upgrade],
	uses: [upgradeOverHttp2, upgradeAtHaproxy, upgradeAtBackend, config, url, backend, haproxy],
	find(upgrade, over, atHaproxy, direct, config, url, address, haproxy) {
		const answer = atHaproxy?.status === undefined ? upgrade : atHaproxy;
		return towardsClients(upgrade, over) ?? towardsServers(answer, direct, {config, url, address, haproxy});
	},
});
