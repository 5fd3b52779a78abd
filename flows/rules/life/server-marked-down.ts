import {rule} from '../../../source/define.ts';
import type {Diagnosis, ProofItem} from '../../../source/model.ts';
import {loggedOf, saysDown} from '../../reading/logged.ts';
import {weaknesses} from '../../reading/weaknesses.ts';
import {config} from '../../steps/configuration.ts';
import {haproxy, url} from '../../steps/target.ts';
import {log, simultaneous, termination} from '../../steps/told.ts';
import {byName, type Values} from '../by-name.ts';
import {loggedBy} from '../logged.ts';
import {decisive, met, unseen} from '../proof.ts';
import {ofOneConnection} from './together.ts';

const steps = {termination, log, config, url, haproxy};
const beside = byName(steps);

type Beside = Values<typeof steps>;

const lineOf = ({config, url, haproxy}: Beside) =>
	config && weaknesses(config, url, haproxy).find(({code}) => code === 'config/marked-down-cuts-tunnels')?.location;

/** What names the cause: the sessions' own state, or that all ended as a server went down that takes them along. */
const signs = (together: unknown, seen: Beside): readonly ProofItem[] => {
	const logged = loggedOf(seen.termination, seen.log);
	if (logged) return loggedBy(logged, 'markedDown').map(decisive);
	if (!together || !saysDown(seen.log) || !lineOf(seen)) return [];
	return [unseen('HAProxy logs the sessions with D, as it does when it ends them for their server')];
};

const diagnosis = (together: unknown, seen: Beside): Diagnosis | undefined => {
	const shown = signs(together, seen);
	if (shown.length === 0) return;
	const location = lineOf(seen);
	return {
		severity: 'problem',
		title: 'HAProxy ends the connections of a server that goes down, because on-marked-down shutdown-sessions tells it to.',
		why: 'By default HAProxy leaves open tunnels alone when their server is marked down; with that option one failed check, or maintenance, ends them all.',
		hop: 'haproxy',
		...(location && {location}),
		proof: [
			...shown,
			...(together ? [met('all connections end at the same moment', 'simultaneous')] : []),
			location ? met('the file says on-marked-down shutdown-sessions', 'config') : unseen('the file says on-marked-down shutdown-sessions'),
			saysDown(seen.log) ? met('the log says that the server went down', 'log') : unseen('the log says that the server went down: grep "is DOWN"'),
		],
		fixes: [{title: 'Remove on-marked-down shutdown-sessions, or make the check more patient (inter, fall); for planned work drain the server'}],
	};
};

/** The connections end with their server being marked down. */
export default rule({
	code: 'life/server-marked-down',
	outranks: ['life/ended-together', 'life/reload-hard-stop', 'life/deploy', ...ofOneConnection],
	needs: [simultaneous],
	uses: beside.uses,
	// HAProxy's own word is enough, whoever else was hit.
	instead: known => loggedOf(known(termination), known(log)) !== undefined,
	find: (together: unknown, ...values) => diagnosis(together, beside.read(values)),
});
