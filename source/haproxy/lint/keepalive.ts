import {hasOption, statementsOf} from '../proxies.ts';
import {remember} from '../remember.ts';
import type {Section} from '../types.ts';

const everyBindLimits = (frontend: Section): boolean => {
	const binds = statementsOf(frontend, 'bind');
	return binds.length > 0 && binds.every(({words}) => words.some(({text}) => text === 'tcp-ut'));
};

/** Whether TCP itself notices that a client has vanished: keepalive probes, or a limit on unanswered data. */
export const noticesVanishedClients = remember(
	(frontend: Section): boolean => hasOption(frontend, 'clitcpka') || hasOption(frontend, 'tcpka') || everyBindLimits(frontend),
);
