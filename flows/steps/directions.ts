import {probe} from '../../source/define.ts';
import type {ConfigurationText, Idle, Milliseconds, OperatorTimer} from '../../source/model.ts';
import {distinguishesDirections} from '../reading/directions.ts';
import {config} from './configuration.ts';
import {busy, idle, idleLimit, limitBeside} from './idle.ts';
import {readIdle} from './observed.ts';
import {spot} from './places.ts';
import {haproxy, url} from './target.ts';
import {path, timers} from './told.ts';

type Hops = readonly string[];
type Timers = readonly OperatorTimer[];

const seconds = (ms: Milliseconds) => `${Math.ceil(ms / 1000)} s`;

/** A connection on which the client alone sends: unsolicited pongs, to which a server owes no answer (RFC 6455 §5.5.3). Worth its time only where a suspect cares. */
export const clientOnly = probe({
	id: 'clientOnly',
	title: 'Only the client sends, at the public URL',
	needs: [url, idleLimit, idle, busy],
	uses: [haproxy, config, path, timers],
	read: readIdle,
	notNeeded: 'no suspect cares which side is silent',
	when: (url, limit, cut, busy, haproxy?: string, config?: ConfigurationText, path?: Hops, timers?: Timers) =>
		limit > 0 && distinguishesDirections({url, haproxy, config, path, timers}, cut, busy),
	plan: (url, limit, cut) => `one connection with unsolicited pongs to ${spot({url})}, at most ${seconds(limitBeside(limit, cut))}`,
	cost: (_url, limit, cut) => limitBeside(limit, cut) + 5000,
	run: (instruments, signal, notify, url, limit, cut: Idle) =>
		instruments.watch({place: 'public', target: {url}, traffic: 'clientOnly', limit: limitBeside(limit, cut), clocks: []}, signal, notify),
});
