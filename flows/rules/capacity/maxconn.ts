import {activeServers} from '../../../source/haproxy/lint/stickiness.ts';
import type {Diagnosis, ProofItem} from '../../../source/model.ts';
import {acceptLimits, type Limit, serverLimits} from '../../reading/limits.ts';
import {routeOf, serverLineOf} from '../../reading/servers.ts';
import {waitedFor} from '../../reading/waited.ts';
import {lineOf, measured} from '../../reading/words.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answeredWith, nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';

const whole = (limits: readonly Limit[]): string => limits.map(({says, location}) => `${says} (${lineOf(location)})`).join(', ');

const count = unseen('the present count is at the limit (show info, show stat)');

const diagnosis = (limit: Limit, title: string, why: string, ...proof: readonly ProofItem[]): Diagnosis => ({
	severity: 'problem',
	title,
	why,
	hop: 'haproxy',
	location: limit.location,
	proof: [...proof, count],
	fixes: [
		{
			title: `Raise "maxconn" (${lineOf(limit.location)}), each tunnel costs two descriptors; or let dead tunnels go earlier with a shorter "timeout tunnel" and pings`,
			where: lineOf(limit.location),
			then: ["echo 'show info; show stat' | socat stdio unix-connect:/run/haproxy/admin.sock"],
		},
	],
});

/** The log says itself that the queue was given up (manual §8.5, sQ). */
const queued = ({termination, log = []}: Refusal): ProofItem | undefined => {
	if (termination?.startsWith('sQ')) return met(`HAProxy logs ${termination}: the request waited in the queue until its timer`, 'termination');
	return log.some(line => /\bsQ--/.test(line)) ? met('HAProxy logs sQ--: requests waited in the queue until the timer', 'log') : undefined;
};

/** Whether the operator sees it happen at the peak only. */
const isPeak = ({symptom}: Refusal): boolean => symptom === 'slow-or-full';

/** Where the time was not measured: a server that answers at once when asked directly, in a backend of which every server has a limit, at the peak. */
const atThePeak = (refusal: Refusal, limits: readonly Limit[]): ProofItem | undefined => {
	const route = routeOf(refusal.config, refusal.url, refusal.haproxy);
	const all = route !== undefined && limits.length === activeServers(route.backend).length;
	return isPeak(refusal) && all && refusal.atBackend?.status === 101 && nearestToHaproxy(refusal).timings === undefined && refusal.termination === undefined
		? met('it fails at the peak, and a server asked directly answers 101', 'symptom', 'upgradeAtBackend')
		: undefined;
};

/** All servers are full: a 503 after the whole of `timeout queue`, and by no other timer. */
const serversFull = (refusal: Refusal): Diagnosis | undefined => {
	const route = routeOf(refusal.config, refusal.url, refusal.haproxy);
	const limits = route ? serverLimits(route) : [];
	const [limit] = limits;
	const answer = nearestToHaproxy(refusal);
	if (!limit || answer.status !== 503) return;
	const agreeing = waitedFor(answer, route);
	const [waited, ...others] = agreeing;
	const byLog = queued(refusal);
	if (!byLog && !waited?.how.startsWith('timeout') && !atThePeak(refusal, limits)) return;
	const inTime =
		waited && !waited.how.endsWith('times')
			? met(`the answer came after ${measured(waited.ms)}: ${waited.how} (${lineOf(waited.timer.location)})`, 'upgrade', 'config')
			: undefined;
	const proven = byLog ?? (inTime && others.length === 0 ? inTime : undefined) ?? atThePeak(refusal, limits);
	return {
		...diagnosis(
			limit,
			`The servers are full: the handshake waited in the queue and got 503 (${whole(limits)}).`,
			'A WebSocket holds its slot for as long as it lives, so the queue does not move.',
			decisive(answeredWith('the answer is 503', refusal)),
			decisive(met(`the servers have a limit: ${whole(limits)}`, 'config')),
			decisive(proven ?? unseen('the wait is that of the queue, and of no other timer')),
		),
		...(waited && inTime && {timer: {name: `timeout ${waited.timer.name}`, ms: waited.ms}}),
	};
};

/** HAProxy is silent, and the very server its route leads to answers at once: then the request was never accepted. */
const processFull = (refusal: Refusal): Diagnosis | undefined => {
	const {config, url, haproxy, backend, atBackend, upgrade, atHaproxy} = refusal;
	const route = routeOf(config, url, haproxy);
	const [limit] = config && route ? acceptLimits(config, route) : [];
	const silent = upgrade.outcome === 'no-response' && (atHaproxy === undefined || atHaproxy.outcome === 'no-response');
	if (!limit || !route || !silent) return;
	const isServer = atBackend?.status === 101 && serverLineOf(config, url, backend, haproxy) !== undefined;
	return diagnosis(
		limit,
		`HAProxy takes no more connections: ${limit.says} (${lineOf(limit.location)}) is the lowest limit on the way.`,
		'Where a process or frontend is full the kernel still accepts, and nobody reads: connecting succeeds, then there is silence.',
		decisive(met('the connection is accepted, and the request is never answered', atHaproxy ? 'upgradeAtHaproxy' : 'upgrade')),
		decisive(met(`there is a limit: ${limit.says} (${lineOf(limit.location)})`, 'config')),
		decisive(
			isServer
				? met('the server that the route leads to answers 101 at once', 'upgradeAtBackend')
				: unseen('the server that the route leads to answers at once'),
		),
	);
};

/** A `maxconn` of the process, of the frontend or of the servers is reached. */
export default refusalRule({
	code: 'capacity/maxconn',
	sometimes: true,
	outranks: ['upgrade/no-server', 'upgrade/no-response', 'upgrade/backend-slow', 'upgrade/route-missed'],
	find: refusal => serversFull(refusal) ?? processFull(refusal),
});
