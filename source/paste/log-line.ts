import type {Milliseconds} from '../model.ts';
import {redactLogLine} from '../secrets.ts';
import {clean} from '../text.ts';

/** A session in HAProxy's HTTP or TCP log (HAProxy manual §8.2.2, §8.2.3). A timer of a phase that was not reached is left out. */
export type LoggedSession = {
	readonly frontend: string;
	readonly backend: string;
	readonly server: string;
	/** Until the response, for a WebSocket its 101 (Tr). */
	readonly response?: Milliseconds;
	/** The whole life (Ta, Tt). */
	readonly total?: Milliseconds;
	readonly status?: number;
	readonly termination: string;
	/** The line as it may be kept. */
	readonly line: string;
};

const http = /\] (\S+?)~? ([^\s/]+)\/(\S+) -?\d+\/-?\d+\/-?\d+\/(-?\d+)\/\+?(-?\d+) (-?\d+) \+?\d+ \S+ \S+ ([CSPLRIDUKcs-][RQCHDLT-][A-Z-]{2}) /;
const tcp = /\] (\S+?)~? ([^\s/]+)\/(\S+) -?\d+\/-?\d+\/\+?(-?\d+) \+?\d+ ([CSPLRIDUKcs-][RQCHDLT-]) /;

const reached = <Name extends string>(name: Name, digits: string | undefined) =>
	(digits === undefined || Number(digits) < 0 ? {} : {[name]: Number(digits)}) as {[Key in Name]?: number};

const sessionIn = (raw: string): LoggedSession | undefined => {
	// A captured header can hold what looks like another line; nothing that counts stands behind a brace.
	const text = raw.replace(/\{.*$/, '');
	const line = clean(redactLogLine(raw.trim()), 1000);
	const [, frontend = '', backend = '', server = '', response, total, status, termination] = http.exec(`${text} `) ?? [];
	if (termination)
		return {frontend, backend, server, termination, line, ...reached('response', response), ...reached('total', total), ...reached('status', status)};
	const [, fe = '', be = '', name = '', life, state] = tcp.exec(`${text} `) ?? [];
	return state ? {frontend: fe, backend: be, server: name, termination: state, line, ...reached('total', life)} : undefined;
};

const most = 200;

/** The sessions of pasted log lines, in order; other lines are passed over. Throws when there is none. */
export const readLog = (text: string): readonly LoggedSession[] => {
	const sessions = text
		.split(/\r?\n/)
		.slice(0, 10_000)
		.flatMap(raw => sessionIn(raw.slice(0, 4096)) ?? [])
		.slice(-most);
	if (sessions.length === 0) throw new Error("Expected a line of HAProxy's log, with its timers and termination state, as option httplog or tcplog writes it.");
	return sessions;
};
