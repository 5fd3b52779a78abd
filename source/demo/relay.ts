import {connect, type Socket} from 'node:net';
import type {Milliseconds} from '../model.ts';
import {closeFrame} from './frames.ts';
import {type Listener, listen, portOf} from './listener.ts';

export type RelayOptions = {
	/** Cuts a connection after so long without a byte in either direction; without it, never. */
	readonly cutAfterIdle?: Milliseconds;
	/** Cuts every connection at this age, however busy; without it, never. */
	readonly lifetime?: Milliseconds;
	readonly how: 'fin' | 'rst' | 'silent' | 'close-frame';
};

const ends: Record<RelayOptions['how'], (from: Socket, to: Socket) => void> = {
	fin: (from, to) => {
		from.destroySoon();
		to.destroySoon();
	},
	rst: (from, to) => {
		from.resetAndDestroy();
		to.resetAndDestroy();
	},
	// A proxy that speaks WebSocket says goodbye to its client (RFC 6455 §7.4.1: 1001, going away).
	'close-frame': (from, to) => {
		from.unpipe(to).resume();
		to.unpipe(from).resume();
		from.end(closeFrame(1001));
		to.destroySoon();
	},
	// A firewall that forgot the flow tells nobody: both sockets stay open, and what comes in is lost.
	silent: (from, to) => {
		from.unpipe(to).resume();
		to.unpipe(from).resume();
	},
};

const forward = (client: Socket, server: Socket, {cutAfterIdle, lifetime, how}: RelayOptions): void => {
	let forwards = true;
	const cut = () => {
		if (!forwards) return;
		forwards = false;
		ends[how](client, server);
	};

	const timer = cutAfterIdle === undefined ? undefined : setTimeout(cut, cutAfterIdle);
	const age = lifetime === undefined ? undefined : setTimeout(cut, lifetime);
	const join = (from: Socket, to: Socket) => {
		from.pipe(to);
		from.on('data', () => forwards && timer?.refresh());
		from.once('error', () => forwards && to.resetAndDestroy());
		from.once('close', () => {
			clearTimeout(timer);
			clearTimeout(age);
		});
	};

	join(client, server);
	join(server, client);
};

/** A TCP forwarder on loopback, like a firewall or a balancer between two hops; `to` is `127.0.0.1:port`. */
export const startRelay = (to: string, options: RelayOptions): Promise<Listener> =>
	listen((client, track) => forward(client, track(connect(portOf(to), '127.0.0.1')), options));
