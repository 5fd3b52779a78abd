import {formatDuration} from '../duration.ts';
import type {ConfigurationText, Evidence, Idle, Milliseconds, Reach, Series, Upgrade} from '../model.ts';

type Shape = {readonly outcome?: unknown; readonly files?: unknown; readonly attempts?: unknown};

const endings = {fin: 'by FIN', rst: 'by RST', 'close-frame': 'by a Close frame', silent: 'without a word'} as const;

/** To the millisecond below a second, to a hundredth below a minute. */
const time = (ms: Milliseconds) => formatDuration(ms < 1000 ? Math.ceil(ms) : ms < 60_000 ? Math.round(ms / 10) * 10 : ms);

const pings = (count: number | undefined) => (count ? `; ${count} ${count === 1 ? 'ping' : 'pings'} from the server` : '');

const idleWords = (idle: Idle): string => {
	if (idle.outcome === 'survived') return `still alive${idle.ms === undefined ? '' : ` after ${time(idle.ms)}`}${pings(idle.serverPings)}`;
	const {afterMs, ending, closeCode} = idle;
	const when = afterMs === undefined ? '' : ` after ${typeof afterMs === 'number' ? time(afterMs) : afterMs.map(time).join(' to ')} of silence`;
	const code = closeCode === undefined || closeCode === 1006 ? '' : ` with code ${closeCode}`;
	return `cut${when}${ending ? ` ${endings[ending]}` : ''}${code}${pings(idle.serverPings)}`;
};

const upgradeWords = ({status, reason, outcome, detail, acceptValid, timings}: Upgrade): string => {
	if (status === undefined) return `no answer: ${outcome ?? 'unknown'}${detail ? ` (${detail})` : ''}`;
	const accept = acceptValid === false ? ', but its Sec-WebSocket-Accept is wrong' : '';
	return `answered ${status}${reason ? ` ${reason}` : ''}${timings?.firstByte === undefined ? '' : ` in ${time(timings.firstByte)}`}${accept}`;
};

const reachWords = ({outcome, host, port, addresses, detail, ms, by}: Reach): string => {
	const spot = `${addresses?.[0] ?? host}:${port}`;
	if (outcome === 'connected') return `connected to ${spot}${ms === undefined ? '' : ` in ${time(ms)}`}${by ? ` (${by})` : ''}`;
	return `${outcome.replace('-', ' ')}: ${spot}${detail ? ` (${detail})` : ''}`;
};

const filesWords = ({files}: ConfigurationText): string =>
	files.map(({name, text}) => `${name}, ${text.trimEnd().split('\n').length} lines`).join('; ') || 'no file';

const seriesWords = ({attempts}: Series): string => {
	const answers = attempts.map(({status, outcome}) => `${status ?? outcome ?? 'unknown'}`);
	const counts = [...new Set(answers)].map(answer => `${answers.filter(other => other === answer).length} × ${answer}`);
	const servers = new Set(attempts.flatMap(({server}) => server ?? []));
	return `${counts.join(', ') || 'none made'}${servers.size > 0 ? `, by ${servers.size} ${servers.size === 1 ? 'server' : 'servers'}` : ''}`;
};

type Stream = {readonly frontend?: unknown; readonly backend?: unknown; readonly age?: unknown};

const streamsWords = (streams: readonly Stream[]): string => {
	const oldest = Math.max(0, ...streams.map(({age}) => (typeof age === 'number' ? age : 0)));
	return `${streams.length} ${streams.length === 1 ? 'stream' : 'streams'}, the oldest ${time(oldest)}`;
};

type Info = {readonly Version?: unknown; readonly CurrConns?: unknown; readonly Maxconn?: unknown};

const infoWords = ({Version, CurrConns, Maxconn}: Info): string => `HAProxy ${Version ?? '?'}, ${CurrConns ?? '?'} of ${Maxconn ?? '?'} connections`;

const isIdle = ({outcome}: Shape) => outcome === 'closed' || outcome === 'survived';

/** What a step found or an operator said, in one line; every value has words, also one of a kind that is not known here. */
export const valueWords = (value: unknown, step = ''): string => {
	if (typeof value === 'string') return value;
	if (typeof value === 'number') return formatDuration(value);
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.join(', ');
	const shape = (value ?? {}) as Shape;
	if (Array.isArray(shape.files)) return filesWords(value as ConfigurationText);
	if (Array.isArray(shape.attempts)) return seriesWords(value as Series);
	if (step === 'showInfo') return infoWords((value ?? {}) as Info);
	if (step === 'showSess' && Array.isArray(value)) return streamsWords(value);
	if (step.startsWith('reach')) return reachWords(value as Reach);
	if (step.startsWith('upgrade')) return upgradeWords(value as Upgrade);
	return isIdle(shape) ? idleWords(value as Idle) : (JSON.stringify(value) ?? 'nothing');
};

/** The same for evidence, which may be missing. */
export const foundWords = ({step, value, missing}: Evidence): string => (missing === undefined ? valueWords(value, step) : `not known: ${missing}`);
