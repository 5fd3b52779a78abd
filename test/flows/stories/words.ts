import type {Idle, OperatorTimer} from '../../../source/model.ts';
import type {Answers} from '../../helpers/assess.ts';

/** A story somebody told in public: where, what of it an operator would know, and every verdict an expert would sign; null is none. */
export type Story = readonly [source: string, answers: Answers, ...accept: readonly (string | null)[]];

type Moment = number | readonly [number, number];

export const up = {upgrade: {status: 101}};
export const dies = (afterMs?: Moment, more: object = {}) => ({outcome: 'closed', ...(afterMs !== undefined && {afterMs}), ...more}) as Idle;
export const lives = (ms?: number) => ({outcome: 'survived', ...(ms && {ms})}) as Idle;
export const cut = (ms?: Moment, more: object = {}) => ({symptom: 'drops', ...up, idle: dies(ms, more)});
export const atOnce = (moment: true | string = true) => ({symptom: 'drops-together', ...up, simultaneous: moment});
export const timer = (hop: string, name: string, ms: number): OperatorTimer => ({hop, name, ms});

/** A line of HAProxy's HTTP log, as syslog hands it on, of a WebSocket that ended so after `ms`. */
export const line = (state: string, ms: number) =>
	`Nov 21 16:21:54 lb1 haproxy[1703]: 192.0.2.9:5123 [21/Nov/2026:16:21:24.830] fe~ be/app1 0/0/1/4/${ms} 101 132 - - ${state} 3/3/2/1/0 0/0 "GET /ws HTTP/1.1"`;

export const code = {
	client: 'idle/client-timeout',
	server: 'idle/server-timeout',
	tunnel: 'idle/tunnel-timeout',
	unit: 'idle/tunnel-unit',
	unapplied: 'idle/tunnel-not-applied',
	chained: 'idle/chained-proxy',
	front: 'idle/front-hop',
	inner: 'idle/inner-hop',
	drop: 'idle/silent-drop',
	closes: 'idle/backend-closes',
	ping: 'idle/ping-timeout',
	race: 'idle/heartbeat-race',
	missing: 'idle/heartbeat-missing',
	lifetime: 'life/maximum-lifetime',
	reload: 'life/reload-hard-stop',
	down: 'life/server-marked-down',
	deploy: 'life/deploy',
	goaway: 'life/goaway',
	together: 'life/ended-together',
	immediate: 'life/immediate-close',
	unstable: 'life/unstable',
} as const;
