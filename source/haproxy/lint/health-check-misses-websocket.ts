import {labelOf, optionLine} from '../proxies.ts';
import type {Section, Statement} from '../types.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {insertion} from './fixes.ts';
import {headerAt, statementAt} from './places.ts';
import {linesInForce, serverHas, serverLines} from './servers.ts';

const upgrades = ({words}: Statement): boolean => words.some(({text}) => text.length >= 9 && /websocket/i.test(text));

// The order is `http-check expect status 101`; a rule for several codes names it too.
const expects101 = ({words}: Statement): boolean => words[1]?.text === 'expect' && words.some(({text}) => text.includes('101'));

const isSwitching = ({words}: Statement): boolean => words[1]?.text === 'send' || words[0]?.text === 'option';

const withHttp = ({configuration}: Scene, backend: Section, option: Statement): readonly Draft[] => {
	const lines = linesInForce(backend, 'http-check');
	const asking = [option, ...lines].filter(line => isSwitching(line) && upgrades(line)).at(-1);
	if (asking && !lines.some(expects101)) {
		return [
			{
				severity: 'problem',
				location: statementAt(configuration, asking),
				title: `The health check of ${labelOf(backend)} gets a 101 and takes it for a failure`,
				why: 'Without an expect HAProxy wants 2xx or 3xx: the check fails (L7STS 101), and the servers are down though they are well.',
				fixes: [insertion(configuration, backend, 'http-check expect status 101', 'Expect the 101')],
			},
		];
	}
	if (asking) return [];
	return [
		{
			severity: 'note',
			location: statementAt(configuration, lines.find(({words}) => words[1]?.text === 'send') ?? option),
			title: `The health check of ${labelOf(backend)} does not try the WebSocket handshake`,
			why: 'It asks for an ordinary page: unless that page tests the WebSocket handler, the server stays up with the handler dead.',
			fixes: [],
		},
	];
};

const ofBackend = (scene: Scene, backend: Section): readonly Draft[] => {
	const checked = serverLines(backend).some(server => serverHas(backend, server, 'check'));
	const option = optionLine(backend, 'httpchk');
	if (!checked || linesInForce(backend, 'tcp-check').length > 0 || optionLine(backend, 'external-check')) return [];
	if (option) return withHttp(scene, backend, option);
	return [
		{
			severity: 'note',
			location: headerAt(scene.configuration, backend),
			title: `The health check of ${labelOf(backend)} only opens a TCP connection`,
			why: 'It stays green with the WebSocket handler dead. option httpchk, or a tcp-check that sends the handshake, asks for more.',
			fixes: [],
		},
	];
};

/** The check would not notice a dead WebSocket handler, or fails though it is well. */
export const healthCheckMissesWebsocket = lintRule('config/health-check-misses-websocket', scene =>
	scene.backends.flatMap(backend => ofBackend(scene, backend)),
);
