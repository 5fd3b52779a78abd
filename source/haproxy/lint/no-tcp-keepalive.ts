import {labelOf} from '../proxies.ts';
import {lintRule} from './finding.ts';
import {insertion} from './fixes.ts';
import {groupedBy} from './groups.ts';
import {noticesVanishedClients} from './keepalive.ts';
import {headerAt} from './places.ts';
import {durationWords} from './words.ts';

const hour = 3_600_000;

/** Nothing notices a vanished client before a timer of an hour or more. */
export const noTcpKeepalive = lintRule('config/no-tcp-keepalive', ({configuration, reached}) => {
	const long = reached.flatMap(({route: {frontend, idle}}) => (typeof idle.ms === 'number' && idle.ms >= hour ? [{frontend, ms: idle.ms}] : []));
	return [...groupedBy(long, ({frontend}) => frontend)]
		.filter(([frontend]) => !noticesVanishedClients(frontend))
		.map(([frontend, group]) => ({
			severity: 'note',
			location: headerAt(configuration, frontend),
			title: `A client of ${labelOf(frontend)} that vanishes is noticed after ${durationWords(Math.max(...group.map(({ms}) => ms)))} at worst`,
			why: 'Phones that lose their network say nothing. TCP keepalive finds them in minutes; pings of the application do, too.',
			fixes: [
				insertion(
					configuration,
					frontend,
					'option clitcpka',
					`Let TCP ask: add clitcpka-idle 60s, clitcpka-intvl 20s and clitcpka-cnt 3 (2.3 and later), else the first probe comes after two hours`,
				),
			],
		}));
});
