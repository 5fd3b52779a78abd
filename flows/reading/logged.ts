/** What HAProxy's log says of the ends: the termination state they share, and which step told. */
export type Logged = {readonly state: string; readonly step: 'termination' | 'log'};

/** The state of an upgraded session in the HTTP log format: `101 132 - - cD--` (HAProxy manual §8.2.3). */
const session = / 101 \d+ \S+ \S+ ([A-Za-z-]{4}) \d+\/\d+\//;

const inLog = (lines: readonly string[]): Logged | undefined => {
	const states = new Set(lines.flatMap(line => session.exec(line)?.[1] ?? []));
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
