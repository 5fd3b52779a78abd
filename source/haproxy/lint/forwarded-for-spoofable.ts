import {bindsOf} from '../addresses.ts';
import {labelOf, optionLine} from '../proxies.ts';
import type {Section, Statement} from '../types.ts';
import {lintRule} from './finding.ts';
import {insertion} from './fixes.ts';
import {groupedBy} from './groups.ts';
import {placeOf, statementAt} from './places.ts';
import {rulesIn, valueAfter} from './servers.ts';

const removing: ReadonlySet<string> = new Set(['del-header', 'set-header', 'replace-header']);

const handles =
	(header: string) =>
	({words: [, action, name]}: Statement): boolean =>
		removing.has(action?.text ?? '') && (name?.text.toLowerCase().includes(header.toLowerCase()) ?? false);

/** `option forwardfor` adds an address behind whatever the client has sent. */
export const forwardedForSpoofable = lintRule(
	'config/forwarded-for-spoofable',
	({configuration, reached}) => {
		const ways = reached.map(({route}) => route).filter(({mode}) => mode === 'http');
		const pairs = groupedBy(
			ways,
			({frontend, backend}) =>
				`${placeOf(frontend.location)} ${backend.defaults ? placeOf(backend.defaults.location) : ''} ${optionLine(backend, 'forwardfor')?.location.line}`,
		);
		const added = [...pairs.values()].flatMap(([{frontend, backend}]) => {
			const statement = optionLine(frontend, 'forwardfor') ?? optionLine(backend, 'forwardfor');
			if (!statement || isInner(frontend)) return [];
			const safe = [...rulesIn(frontend, 'http-request'), ...rulesIn(backend, 'http-request')].some(
				handles(valueAfter(statement, 'header') ?? 'x-forwarded-for'),
			);
			return safe ? [] : [{statement, frontend}];
		});
		return [...groupedBy(added, ({statement}) => placeOf(statement.location)).values()].map(([{statement, frontend}]) => ({
			severity: 'risk',
			location: statementAt(configuration, statement),
			title: `Clients of ${labelOf(frontend)} can send an X-Forwarded-For of their own, and it is passed on`,
			why: 'option forwardfor adds the address behind what came in, and many applications read the first one. Behind a CDN or balancer trust its addresses only.',
			fixes: [insertion(configuration, frontend, 'http-request del-header X-Forwarded-For', 'Drop what came from outside, if clients come directly')],
		}));
	},
	/forwardfor/,
);

// What listens on loopback only is met through another proxy, which may be trusted.
const isInner = (frontend: Section): boolean => {
	const binds = bindsOf(frontend);
	return binds.length > 0 && binds.every(({host, path}) => path !== undefined || /^127\.|^::1$|^localhost$/.test(host));
};
