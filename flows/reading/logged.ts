/** What HAProxy's log says of the ends: the termination state they share, and which step told. */
export type Logged = {readonly state: string; readonly step: 'termination' | 'log'};

/**
 * The state of an upgraded session in the HTTP log format, `101 132 - - cD--`, which from 3.2 on says 500 of one that HAProxy itself
 * ended; and of a session in the TCP log format, `1/0/50003 3412 cD` (HAProxy manual §8.2.2, §8.2.3; measured).
 */
const sessions: readonly RegExp[] = [
	/ 101 \d+ \S+ \S+ ([A-Za-z-]{4}) \d+\/\d+\//,
	/ 500 \d+ \S+ \S+ ([KDU]C[A-Za-z-]{2}) \d+\/\d+\//,
	/ -?\d+\/-?\d+\/\d+ \d+ ([A-Za-z-]{2}) \d+\/\d+\//,
];

const stateIn = (line: string): string | undefined => sessions.map(session => session.exec(line)?.[1]).find(Boolean);

const inLog = (lines: readonly string[]): Logged | undefined => {
	const states = new Set(lines.flatMap(line => stateIn(line) ?? []));
	const [state, ...others] = states;
	// Sessions that ended in several ways tell of no single cause.
	return state && others.length === 0 ? {state, step: 'log'} : undefined;
};

/** The termination state as it was told, else that of every WebSocket in the lines of log that were given. */
export const loggedOf = (termination: string | undefined, log: readonly string[] | undefined): Logged | undefined =>
	termination === undefined ? log && inLog(log) : {state: termination, step: 'termination'};

/** Whether a line says that a server was taken down. */
export const saysDown = (log: readonly string[] = []): boolean => log.some(line => /\bServer \S+ is (?:going )?DOWN\b/.test(line));

/** Whether a line says that an old process was stopped with connections left. */
export const saysHardStop = (log: readonly string[] = []): boolean => log.some(line => /\bhard-stop(?:ped)?\b/.test(line));

/** The state that all requests with this status share in the lines of log that were given: of a handshake that got no 101. */
export const stateLogged = (lines: readonly string[] = [], status: number | undefined): string | undefined => {
	const states = new Set(
		lines.flatMap(line => {
			const [, logged, state] = / (\d{3}) \d+ \S+ \S+ ([A-Za-z-]{4}) \d+\/\d+\//.exec(line) ?? [];
			return state && Number(logged) === status ? [state] : [];
		}),
	);
	return states.size === 1 ? [...states][0] : undefined;
};
