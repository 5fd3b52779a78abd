import {inForce, labelOf} from '../proxies.ts';
import {lintRule} from './finding.ts';
import {groupedBy} from './groups.ts';
import {headerAt, statementAt} from './places.ts';
import {lacksTunnel} from './tunnels.ts';
import {idleWords} from './words.ts';

/** WebSockets pass in mode tcp: it works, and HAProxy sees bytes only. */
export const modeTcp = lintRule('config/mode-tcp', ({configuration, reached}) => {
	const routes = reached.map(({route}) => route).filter(({mode}) => mode === 'tcp');
	return [...groupedBy(routes, ({frontend}) => frontend)].map(([frontend, [route]]) => {
		const [mode] = inForce(frontend, 'mode');
		const own = mode && frontend.statements.includes(mode) ? mode : undefined;
		const clock = lacksTunnel(route)
			? 'timeout client and timeout server count from the first byte to the last'
			: 'timeout tunnel counts for everything that passes';
		return {
			severity: 'note',
			location: own ? statementAt(configuration, own) : headerAt(configuration, frontend),
			title: `${labelOf(frontend)} is in mode tcp: HAProxy sees bytes, no WebSockets`,
			why: `There is no routing by path or header, no cookie, no X-Forwarded-For and no status in the log; ${clock}. A silent connection ${idleWords(route.idle)}.`,
			fixes: [],
		};
	});
});
