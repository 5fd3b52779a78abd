import {type Bind, bindsOf, listenersBehind, type Server, serversOf} from '../addresses.ts';
import {backends, labelOf, statementsOf} from '../proxies.ts';
import type {Section} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {placeOf, statementAt} from './places.ts';
import {hasWord, serverHas} from './servers.ts';

const sends = (backend: Section, {statement}: Server): boolean =>
	['send-proxy', 'send-proxy-v2', 'send-proxy-v2-ssl', 'send-proxy-v2-ssl-cn'].some(word => serverHas(backend, statement, word));

const mayExpect = (frontend: Section): boolean => statementsOf(frontend, 'tcp-request').some(statement => hasWord(statement, 'expect-proxy'));

const mismatch = ({configuration}: Scene, backend: Section, server: Server, bind: Bind, frontend: Section): readonly Draft[] => {
	const [sent, expected] = [sends(backend, server), hasWord(bind.statement, 'accept-proxy')];
	if (sent === expected || (sent && mayExpect(frontend))) return [];
	const line = expected ? server.statement : bind.statement;
	const other = expected ? bind.statement : server.statement;
	return [
		{
			severity: 'problem',
			location: statementAt(configuration, line),
			title: expected
				? `${labelOf(backend)} does not send the PROXY protocol that ${labelOf(frontend)} expects`
				: `${labelOf(frontend)} does not expect the PROXY protocol that ${labelOf(backend)} sends`,
			why: `The other end is ${placeOf(other.location)}. Every connection over that line fails at once.`,
			fixes: [],
		},
	];
};

/** The PROXY protocol on one side only, where the files show both. */
export const proxyProtocol = lintRule(
	'config/proxy-protocol',
	scene => {
		const drafts: Draft[] = [];
		for (const backend of backends(scene.configuration)) {
			for (const server of serversOf(backend)) {
				const listener = listenersBehind(scene.configuration, server).find(({frontend}) => bindsOf(frontend).length > 0);
				if (listener) drafts.push(...mismatch(scene, backend, server, listener.bind, listener.frontend));
			}
		}
		return drafts;
	},
	/send-proxy|accept-proxy/,
);
