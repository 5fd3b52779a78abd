import {disturbed} from '../disturbed.ts';
import type {Milliseconds} from '../model.ts';
import type {Connection, End} from './connection.ts';
import type {Journal} from './crew.ts';
import {isLocalLoss, type LocalNetwork, localNetworkTo} from './local-network.ts';
import {createLateness, type Disturbance, watchStandstill} from './standstill.ts';
import {sleep} from './wait.ts';

/** How long a watch waits for its own network to come back. */
const patience = 60_000;

const seconds = (ms: Milliseconds): string => `${Math.round(ms / 100) / 10} s`;

/** What may happen to this machine while it watches: it stands still, or loses its network. */
export type Disturbances = {
	/** Rejects, with one sentence, as soon as something is noticed. */
	readonly begin: (over: AbortSignal) => Promise<never>;
	/** From the first connection on its own network is watched, too. */
	readonly watch: (opened: Connection & {readonly address: string}, over: AbortSignal) => Promise<void>;
	/** Throws what has happened and was not noticed yet, and for an end that is an error of the local network. */
	readonly check: (end: string | undefined) => void;
	readonly happened: () => boolean;
	/** By how much this process was late with the last byte before an end, and with the end. */
	readonly lagOf: (end: End | undefined) => {readonly lag?: {readonly byte: Milliseconds; readonly end: Milliseconds}};
	/** Resolves with whether connections can be opened again, in a minute at most. */
	readonly isOver: (signal: AbortSignal) => Promise<boolean>;
};

export const createDisturbances = (journal: Journal): Disturbances => {
	let openedAt: Milliseconds | undefined;
	let network: LocalNetwork | undefined;
	let watched: Disturbance[] = [];
	let happened = false;
	const {beaten, lateness} = createLateness();
	let fail: (error: unknown) => void = () => {};
	const alive = (at = performance.now()) => (openedAt === undefined ? '' : `; until then, for ${seconds(at - openedAt)}, the connection was open`);
	const tell = (what: string) => {
		happened = true;
		journal.note(what);
	};

	const add = (disturbance: Disturbance) => {
		watched.push(disturbance);
		disturbance.noticed.catch(fail);
	};

	return {
		begin: over => {
			openedAt = undefined;
			watched = [];
			const noticed = new Promise<never>((_, reject) => {
				fail = reject;
			});
			// It may be noticed after everybody has stopped listening.
			noticed.catch(() => {});
			add(watchStandstill(over, tell, Date.now, alive, beaten));
			return noticed;
		},
		watch: async (opened, over) => {
			openedAt = opened.openedAt;
			network ??= await localNetworkTo(opened.address);
			add(network.watch(over, tell, alive));
		},
		check: end => {
			for (const {check} of watched) check();
			if (end === undefined || !isLocalLoss(end)) return;
			const what = `this machine lost its network (${end})${alive()}`;
			tell(what);
			throw new Error(`${what}: ${disturbed}`);
		},
		happened: () => happened,
		lagOf: end => {
			if (end === undefined || openedAt === undefined) return {};
			const at = openedAt + end.age;
			return {lag: {byte: lateness(at - end.silence), end: lateness(at)}};
		},
		isOver: async signal => {
			for (let waited = 0; waited < patience; waited += 500) {
				if (!network || (await network.isBack())) return true;
				await sleep(500, signal).catch(() => {});
				if (signal.aborted) return false;
			}

			return false;
		},
	};
};
