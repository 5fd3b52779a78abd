import {connect, type Socket} from 'node:net';
import type {AddressReached, Milliseconds} from '../model.ts';
import {familyOf, inTurn, manyAddresses} from './addresses.ts';
import {bounded, sleep, tenths} from './wait.ts';

/** A TCP connect that came to nothing; `detail` is the kernel's code, or each address's. */
export type DialFailure = {readonly outcome: 'refused' | 'timeout' | 'unreachable'; readonly detail: string; readonly address?: string};

const outcomes: Readonly<Record<string, 'refused' | 'timeout'>> = {ECONNREFUSED: 'refused', ECONNRESET: 'refused', ETIMEDOUT: 'timeout'};

/** What a failed `connect` means, by its error code; whatever is neither an answer nor a time-out found no way there. */
export const classifyConnectError = (code: string): DialFailure['outcome'] => outcomes[code] ?? 'unreachable';

/** A browser waits this long for one address before it tries the next one beside it (RFC 8305 §5). */
const stagger = 250;

const dial = async (address: string, port: number, ms: Milliseconds, signal: AbortSignal): Promise<Socket | {code: string}> => {
	const answer = await bounded<Socket | {code: string}>(ms, signal, hand => {
		// Half-open is allowed so that a FIN is seen as such, and answered when we choose.
		const socket = connect({host: address, port, allowHalfOpen: true, noDelay: true});
		socket.once('connect', () => hand(socket));
		// The listener stays: an error without one would end the process.
		socket.on('error', (error: NodeJS.ErrnoException) => hand({code: error.code ?? 'EFAIL'}));
		return () => socket.destroy();
	});
	return answer === 'late' ? {code: 'ETIMEDOUT'} : answer;
};

type Failure = {readonly address: string; readonly code: string};

const telling = ['refused', 'timeout', 'unreachable'] as const;

/** Of several addresses that failed, the most telling failure, and what each of them said. */
const worst = (failures: readonly Failure[]): DialFailure => {
	const classified = failures.map(({address, code}) => ({address, outcome: classifyConnectError(code)}));
	const first = telling.map(outcome => classified.find(failure => failure.outcome === outcome)).find(Boolean);
	const detail = failures.map(({address, code}) => (failures.length === 1 ? code : `${code} ${address}`)).join(', ');
	return {outcome: first?.outcome ?? 'unreachable', detail, ...(first === undefined ? {} : {address: first.address})};
};

type Dialled = {readonly socket: Socket; readonly address: string};

const race = async (tried: readonly string[], port: number, ms: Milliseconds, signal: AbortSignal): Promise<Dialled | DialFailure> => {
	const deadline = performance.now() + ms;
	const won = new AbortController();
	const either = AbortSignal.any([signal, won.signal]);
	const failures: Failure[] = [];
	let winner: Dialled | undefined;

	const tryOne = async (address: string): Promise<void> => {
		const answer = await dial(address, port, deadline - performance.now(), either);
		if ('code' in answer) return void failures.push({address, code: answer.code});
		// Two may answer in the same moment.
		if (winner !== undefined) return void answer.destroy();
		winner = {socket: answer, address};
		won.abort();
	};

	const tryFrom = async (index: number): Promise<void> => {
		const address = tried[index];
		if (address === undefined || winner !== undefined) return;
		const own = tryOne(address);
		await Promise.race([own, sleep(stagger, either)]);
		await Promise.all([own, tryFrom(index + 1)]);
	};

	await tryFrom(0).catch((error: unknown) => {
		if (winner === undefined) throw error;
	});
	return winner ?? worst(failures);
};

/** Connects by TCP as a browser does, to the first address that answers (RFC 8305); together they may take `ms`. */
export const connectFirst = async (addresses: readonly string[], port: number, ms: Milliseconds, signal: AbortSignal): Promise<Dialled | DialFailure> => {
	const tried = inTurn(addresses).slice(0, manyAddresses);
	const [address = ''] = tried;
	if (tried.length !== 1) return race(tried, port, ms, signal);
	const answer = await dial(address, port, ms, signal);
	return 'code' in answer ? worst([{address, code: answer.code}]) : {socket: answer, address};
};

/** Tries one address of a name by itself. */
const reachAddress = async (address: string, port: number, ms: Milliseconds, signal: AbortSignal): Promise<AddressReached> => {
	const started = performance.now();
	const answer = await dial(address, port, ms, signal);
	const found = {address, family: familyOf(address), ms: tenths(performance.now() - started)};
	if ('code' in answer) return {...found, outcome: classifyConnectError(answer.code), detail: answer.code};
	answer.destroy();
	return {...found, outcome: 'connected'};
};

/** Tries each address by itself, side by side; each may take `ms`. */
export const reachEach = (addresses: readonly string[], port: number, ms: Milliseconds, signal: AbortSignal): Promise<readonly AddressReached[]> =>
	Promise.all(addresses.slice(0, manyAddresses).map(address => reachAddress(address, port, ms, signal)));
