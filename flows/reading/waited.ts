import {agreesInTime} from '../../source/clocks.ts';
import {inForce} from '../../source/haproxy/proxies.ts';
import type {EffectiveTimer, Route} from '../../source/haproxy/types.ts';
import type {Milliseconds, Upgrade} from '../../source/model.ts';

/** One of HAProxy's timers that agrees with how long an answer took, and how it makes up that time. */
export type Waited = {readonly timer: EffectiveTimer; readonly ms: Milliseconds; readonly how: string};

/** `retries` in force (manual §4.2): 3 unless the file says otherwise. */
export const retriesOf = ({backend}: Route): number => Number(inForce(backend, 'retries').at(-1)?.words[1]?.text ?? 3);

type Sum = {readonly timer: EffectiveTimer | undefined; readonly of: (ms: Milliseconds) => Milliseconds; readonly how: string};

const agreeing = ({timer, of, how}: Sum, took: Milliseconds | undefined): readonly Waited[] => {
	if (!timer?.ms || took === undefined) return [];
	const ms = of(timer.ms);
	return ms > 0 && agreesInTime({ms, origin: 'configured'}, took) === 'met' ? [{timer, ms, how}] : [];
};

/** What may keep a client waiting before HAProxy's own answer of that status (manual §4.2 "timeout connect", "timeout queue", "timeout server"; measured on 2.6.12). */
const sumsFor = (status: number | undefined, route: Route): readonly Sum[] => {
	const {connect, queue, server, 'http-request': request} = route.timers;
	const retries = retriesOf(route);
	if (status === 504) return [{timer: server, of: ms => ms, how: 'timeout server'}];
	if (status === 408) return [{timer: request, of: ms => ms, how: 'timeout http-request'}];
	if (status !== 503) return [];
	return [
		{timer: queue ?? connect, of: ms => ms, how: queue ? 'timeout queue' : 'timeout connect, which stands in for timeout queue'},
		{timer: connect, of: ms => ms * (retries + 1), how: `timeout connect, ${retries + 1} times`},
		{timer: connect, of: ms => Math.min(ms, 1000) * retries, how: `${retries} retries, each after a pause of a second or timeout connect`},
	];
};

/** HAProxy's timers that agree with how long this answer took; none where the time was not measured. */
export const waitedFor = (answer: Upgrade, route: Route | undefined): readonly Waited[] =>
	route ? sumsFor(answer.status, route).flatMap(sum => agreeing(sum, answer.timings?.firstByte)) : [];
