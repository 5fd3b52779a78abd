import type {Milliseconds, Target, Upgrade} from '../model.ts';
import {exchangeOverHttp1, type MakeExchange, type OpenWebSocket, type Session} from './exchange.ts';
import {closePayload, encodeFrame, opcodes} from './frames.ts';
import {mask} from './mask.ts';
import type {Wire} from './wire.ts';

export type {OpenWebSocket, Session};

const politeness: Milliseconds = 250;

/** Sends a masked Close frame and lets the connection go. */
export const closePolitely = (wire: Wire, code = 1000): Promise<void> => {
	wire.write(encodeFrame(opcodes.close, closePayload(code), mask()));
	return wire.finish(politeness);
};

/** One handshake over the version of HTTP that the target's variant asks for. Follows nothing; rejects only with the signal's reason. */
export const exchange: MakeExchange = async (target, ...rest) => {
	if (target.variant?.http2 === undefined) return exchangeOverHttp1(target, ...rest);
	// HTTP/2 is loaded by whoever speaks it.
	const {exchangeOverHttp2} = await import('./http2.ts');
	return exchangeOverHttp2(target, ...rest);
};

/** One WebSocket handshake; a connection that it opened is closed with 1000. Rejects only with the signal's reason. */
export const upgrade = async (target: Target, session: Session, signal: AbortSignal): Promise<Upgrade> => {
	const {upgrade: found, open} = await exchange(target, session, signal);
	if (open !== undefined) await closePolitely(open.wire);
	return found;
};

/** The same over HTTP/2, as an extended CONNECT (RFC 8441); 200 is its 101. */
export const upgradeOverHttp2 = ({variant, ...target}: Target, session: Session, signal: AbortSignal): Promise<Upgrade> =>
	upgrade({...target, variant: {http2: 'alpn', ...variant}}, session, signal);

/** A sentence for a handshake that gave no 101. */
export const describeFailure = ({status, reason, outcome, detail = ''}: Upgrade): string => {
	if (status !== undefined) return ['status', status, ...(reason ? [reason] : []), 'instead of 101'].join(' ');
	return outcome === undefined ? detail || 'garbage' : `${outcome}${detail && ` (${detail})`}`;
};

/** Opens a WebSocket and leaves it open; `address` pins it to the machine an earlier one reached. Throws `the handshake failed: …` without a 101. */
export const openWebSocket = async (target: Target, session: Session, signal: AbortSignal, address?: string): Promise<OpenWebSocket> => {
	const {upgrade: found, open} = await exchange(target, session, signal, address);
	if (open === undefined) throw new Error(`the handshake failed: ${describeFailure(found)}`);
	return open;
};
