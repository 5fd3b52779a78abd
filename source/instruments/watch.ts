import {setMaxListeners} from 'node:events';
import {sawFailure} from '../disturbed.ts';
import type {Idle, Instruments, Milliseconds, Watch} from '../model.ts';
import type {Board, Seat} from './board.ts';
import {watchBusily} from './busy.ts';
import type {Connection} from './connection.ts';
import {type Crew, createCrew, createJournal, type Journal} from './crew.ts';
import {createDisturbances, type Disturbances} from './disturbances.ts';
import {endpointOf} from './endpoint.ts';
import {watchOneWay} from './one-way.ts';
import {classifyWatch, cutAt} from './outcome.ts';
import {scrub, secretsOf} from './secrets.ts';
import {watchSilently} from './silent.ts';
import type {Session} from './upgrade.ts';
import {after, sleep} from './wait.ts';

/** What the kinds of watch share while one runs. */
export type Vigil = {
	readonly watch: Watch;
	readonly crew: Crew;
	readonly journal: Journal;
	/** Aborts when the watch is over, for whatever reason. */
	readonly over: AbortSignal;
	/** Resolves when the operator has seen enough, rejects with any other reason of the abort. */
	readonly interruption: Promise<'conclude'>;
	/** The first connection starts the clock; without it there is nothing to conclude. */
	readonly firstOpen: <Opened extends Connection & {readonly address: string}>(opening: Promise<Opened>) => Promise<Opened>;
	/** Resolves at the limit, or earlier when the board allows, by the connection's own clock. */
	readonly stopFor: (connection: Connection) => Promise<'stop'>;
};

const interruptionOf = (signal: AbortSignal, over: AbortSignal): Promise<'conclude'> => {
	const interruption = new Promise<'conclude'>((resolve, reject) => {
		const stop = () => (signal.reason === 'conclude' ? resolve('conclude') : reject(signal.reason));
		if (signal.aborted) stop();
		else signal.addEventListener('abort', stop, {once: true, signal: over});
	});
	// It may reject after everybody has stopped listening.
	interruption.catch(() => {});
	return interruption;
};

const createStop = (limit: Milliseconds, seat: () => Seat, over: AbortSignal) => {
	let rearm = () => {};
	return {
		changed: () => rearm(),
		stopFor: (connection: Connection) =>
			new Promise<'stop'>(resolve => {
				let timer: NodeJS.Timeout | undefined;
				rearm = () => {
					clearTimeout(timer);
					timer = after(Math.min(limit, seat().until()) - connection.age(), () => resolve('stop'));
				};
				over.addEventListener('abort', () => clearTimeout(timer), {once: true});
				rearm();
			}),
	};
};

const watchers = {silent: watchSilently, pings: watchBusily, clientOnly: watchOneWay} as const;

/** The seat of a watch that is alone. */
const nobody: Seat = {until: () => Number.POSITIVE_INFINITY, cut: () => {}, leave: () => {}};

type Attempt = {readonly watch: Watch; readonly session: Session; readonly board: Board; readonly journal: Journal; readonly disturbances: Disturbances};

const firstOpening =
	({journal, disturbances}: Attempt, over: AbortSignal): Vigil['firstOpen'] =>
	async opening => {
		const opened = await opening.catch((error: unknown) => {
			throw error === 'conclude' ? new Error('it was stopped before the handshake was over') : error;
		});
		journal.begin(opened.openedAt);
		await disturbances.watch(opened, over);
		return opened;
	};

/** One ladder, from its first connection to its end. */
const attemptOnce = async (attempt: Attempt, signal: AbortSignal): Promise<Idle> => {
	const {watch, session, board, journal, disturbances} = attempt;
	const over = new AbortController();
	// A watch has many connections and waits, and a run many watches, all on these signals.
	setMaxListeners(0, signal, over.signal);
	const crew = createCrew(watch.target, session, AbortSignal.any([signal, over.signal]));
	const stop = createStop(watch.limit, () => seat, over.signal);
	const seat = watch.alone ? nobody : board.join(`${watch.place} ${watch.traffic}`, stop.changed);
	try {
		const common = {watch, crew, journal, over: over.signal, stopFor: stop.stopFor};
		const vigil = {...common, interruption: interruptionOf(signal, over.signal), firstOpen: firstOpening(attempt, over.signal)};
		const disturbed = disturbances.begin(over.signal);
		const record = await Promise.race([watchers[watch.traffic](vigil), disturbed]);
		disturbances.check(record.end?.says);
		const idle = classifyWatch({...record, ...disturbances.lagOf(record.end)});
		const cut = cutAt(idle);
		if (cut !== undefined) seat.cut(cut);
		over.abort();
		if (!signal.aborted) await crew.close();
		return {...idle, events: [...(idle.events ?? [])]};
	} finally {
		over.abort();
		seat.leave();
		crew.destroy();
	}
};

/** Watches what becomes of a connection; after a disturbance of this machine once more from the beginning. Rejects with `the handshake failed: …`, what disturbed it the second time, and with the signal's reason, unless that is `conclude`. */
export const createWatch =
	(session: Session, board: Board): Instruments['watch'] =>
	async (watch, signal, notify): Promise<Idle> => {
		signal.throwIfAborted();
		const secrets = secretsOf(session.credentials, endpointOf(watch.target).userinfo);
		const journal = createJournal(event => notify(scrub(event, secrets)));
		const disturbances = createDisturbances(journal);
		const attempt = {watch, session, board, journal, disturbances};
		if (watch.delay) await sleep(watch.delay, signal);
		try {
			return scrub(await attemptOnce(attempt, signal), secrets);
		} catch (error) {
			const mayGoOn = !signal.aborted && disturbances.happened() && sawFailure(String((error as Error).message)) && (await disturbances.isOver(signal));
			if (!mayGoOn) throw error;
			journal.note('it begins again, on new connections');
			return scrub(await attemptOnce(attempt, signal), secrets);
		}
	};
