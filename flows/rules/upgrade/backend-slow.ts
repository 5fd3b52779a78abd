import {originSays} from '../../reading/gateway-status.ts';
import {routeOf} from '../../reading/servers.ts';
import {type Waited, waitedFor} from '../../reading/waited.ts';
import {lineOf, measured} from '../../reading/words.ts';
import {met} from '../proof.ts';
import {madeInFront, nearestToHaproxy, type Refusal} from '../refusal.ts';
import {byStatus} from './by-status.ts';

/** The one timer that agrees with the wait; two that do tell nothing. */
const timerOf = (refusal: Refusal): Waited | undefined => {
	const agreeing = waitedFor(nearestToHaproxy(refusal), routeOf(refusal.config, refusal.url, refusal.haproxy));
	return agreeing.length === 1 ? agreeing[0] : undefined;
};

/** A 503 after the whole of `timeout connect` for each try: the server's address swallows what is sent to it. */
const connectUsedUp = (refusal: Refusal): string | undefined => {
	const waited = timerOf(refusal);
	return nearestToHaproxy(refusal).status === 503 && waited?.how.endsWith('times')
		? `the answer is 503 after ${measured(waited.ms)}: ${waited.how}`
		: undefined;
};

const titleOf = (waited: Waited): string =>
	waited.timer.name === 'connect'
		? `No server could be connected to: HAProxy gave up after ${measured(waited.ms)}, ${waited.how} (${lineOf(waited.timer.location)}).`
		: `The server did not answer the handshake within ${waited.how} ${waited.timer.written} (${lineOf(waited.timer.location)}).`;

/** A connection that never came about, by HAProxy's log (manual §8.5, sC). */
const connectLogged = ({termination, ...refusal}: Refusal): string | undefined =>
	nearestToHaproxy(refusal).status === 503 && termination?.startsWith('sC')
		? `HAProxy logs ${termination}: connecting took longer than "timeout connect"`
		: undefined;

/** A CDN's own word that its origin, which is HAProxy, took too long. */
const byCdn = ({upgrade: {status}}: Refusal): string | undefined => {
	const says = originSays(status, 'slow');
	return says && `the answer is ${status}, by which a CDN says of what stands behind it: ${says}`;
};

/** 504: no answer to the handshake within the proxy's timer (HAProxy manual §8.5, sH); or no connection within all tries (sC). */
export default byStatus({
	code: 'upgrade/backend-slow',
	outranks: ['upgrade/no-server'],
	fits: refusal => (nearestToHaproxy(refusal).status === 504 ? 'the answer is 504' : (connectUsedUp(refusal) ?? connectLogged(refusal) ?? byCdn(refusal))),
	title: 'A proxy gave up waiting for the answer to the handshake: 504.',
	why: 'The server accepted the connection and did not answer within "timeout server" (or the like): it hangs, is overloaded, or waits for something itself before the 101.',
	hop: 'backend',
	more(refusal) {
		if (madeInFront(refusal)) return {hop: 'client→haproxy', title: 'A proxy in front gave up waiting (504), and HAProxy itself, asked directly, answers 101.'};
		const waited = timerOf(refusal);
		if (!waited) return {};
		const {timer, ms} = waited;
		return {
			title: titleOf(waited),
			...(timer.name === 'connect' && {
				why: 'Nothing answers at the address of the server line, not even to refuse: the host is down, or packets are dropped on the way.',
			}),
			timer: {name: `timeout ${timer.name}`, ms: timer.ms ?? ms},
			location: timer.location,
			proof: [met(`the answer came after ${measured(ms)}: ${waited.how} (${lineOf(timer.location)})`, 'upgrade', 'config')],
		};
	},
	fixes: [{title: 'Time the handshake at the backend itself; raise the timer only if that is slow by design'}],
});
