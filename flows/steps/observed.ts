import type {Attempt, CookieSet, Ending, Idle, Milliseconds, Series, Tls, TlsFault, Upgrade, UpgradeFailure} from '../../source/model.ts';
import {amount, list, object, oneOf, optional, text} from '../../source/shape.ts';

const endings: readonly Ending[] = ['fin', 'rst', 'close-frame', 'silent'];
const failures: readonly UpgradeFailure[] = ['refused', 'timeout', 'reset', 'no-response', 'closed', 'not-resolved', 'unreachable', 'tls', 'garbage'];

const moment = (json: unknown): Milliseconds | readonly [Milliseconds, Milliseconds] => {
	if (!Array.isArray(json)) return amount(json, 'afterMs to be milliseconds, or a range [from, to]');
	const [from, to] = json.map(item => amount(item, 'each end of the range afterMs to be milliseconds'));
	if (from === undefined || to === undefined || json.length !== 2 || from > to) throw new Error('expected the range afterMs to be [from, to]');
	return [from, to];
};

/** Leaves absent members out. The caller has checked every member, which the compiler cannot follow through the filter. */
const compact = <Result>(shape: object): Result => Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Result;

/** What became of a silent or a busy connection, as an operator or a report gives it; members that rules do not read are kept. */
export const readIdle = (json: unknown): Idle => {
	const idle = object(json, '{"outcome": "closed" | "survived", …}');
	if (oneOf(idle.outcome, ['closed', 'survived'], 'outcome') === 'survived') {
		return compact({...idle, ms: optional(idle.ms, ms => amount(ms, 'ms to be milliseconds'))});
	}

	return compact({
		...idle,
		afterMs: optional(idle.afterMs, moment),
		ending: optional(idle.ending, ending => oneOf(ending, endings, 'ending')),
		closeCode: optional(idle.closeCode, code => amount(code, 'closeCode to be a number')),
		closeReason: optional(idle.closeReason, reason => text(reason, 'closeReason to be text')),
		ageMs: optional(idle.ageMs, age => amount(age, 'ageMs to be milliseconds')),
	});
};

const readHeaders = (json: unknown) =>
	Object.fromEntries(
		Object.entries(object(json, 'headers to be an object')).map(([name, value]) => [
			name.toLowerCase(),
			(Array.isArray(value) ? list(value, 'a header') : [value]).map(item => text(item, `header ${name} to be text`)).join(', '),
		]),
	);

/** One handshake, as an operator or a report gives it. */
export const readUpgrade = (json: unknown): Upgrade => {
	const upgrade = object(json, '{"status": 101} or {"outcome": "refused"}');
	const status = optional(upgrade.status, status => amount(status, 'status to be an HTTP status'));
	const outcome = optional(upgrade.outcome, outcome => oneOf(outcome, failures, 'outcome'));
	// Where HTTP/2 was not chosen or offers no WebSocket, nothing was asked.
	if (status === undefined && outcome === undefined && upgrade.http2 === undefined) throw new Error('expected an upgrade to have a status or an outcome');
	return compact({
		...upgrade,
		status,
		outcome,
		headers: optional(upgrade.headers, readHeaders),
		bodyStart: optional(upgrade.bodyStart, body => text(body, 'bodyStart to be text')),
		tls: optional(upgrade.tls, readTls),
		cookies: optional(upgrade.cookies, readCookies),
		timings: optional(upgrade.timings, readTimings),
	});
};

const readTimings = (json: unknown): object =>
	Object.fromEntries(Object.entries(object(json, 'timings to be an object')).map(([name, ms]) => [name, amount(ms, `timings.${name} to be milliseconds`)]));

const faults: readonly TlsFault[] = [
	...(['expired', 'not-yet-valid', 'wrong-name', 'self-signed', 'untrusted', 'incomplete-chain'] as const),
	...(['version', 'cipher', 'plain', 'closed', 'timeout', 'other'] as const),
];

const readTls = (json: unknown): Tls => {
	const tls = object(json, 'tls to be an object');
	return compact({
		serverName: '',
		verified: tls.fault === undefined,
		...tls,
		fault: optional(tls.fault, fault => oneOf(fault, faults, 'the fault of tls')),
		names: optional(tls.names, names => list(names, 'the names of tls to be a list').map(name => text(name, 'each name of tls to be text'))),
		validFrom: optional(tls.validFrom, moment => date(moment, 'validFrom')),
		validTo: optional(tls.validTo, moment => date(moment, 'validTo')),
		checkedAt: optional(tls.checkedAt, moment => date(moment, 'checkedAt')),
	});
};

const date = (json: unknown, name: string): string => {
	const moment = text(json, `${name} to be a date`);
	if (Number.isNaN(Date.parse(moment))) throw new Error(`expected ${name} to be a date as in 2026-11-20T12:00:00Z`);
	return moment;
};

const readCookies = (json: unknown): readonly CookieSet[] =>
	list(json, 'cookies to be a list').map(cookie => {
		const set = object(cookie, 'each cookie to be {"name"}');
		return {...set, name: text(set.name, 'each cookie to have a name')};
	});

const readAttempt = (json: unknown): Attempt => {
	const attempt = object(json, 'each attempt to be {"status"} or {"outcome"}');
	return {...attempt, ...readUpgrade(attempt), ...compact<Attempt>({server: optional(attempt.server, server => text(server, 'server to be text'))})};
};

/** Handshakes in a row, as an operator or a report gives them; a bare list is the list of attempts. */
export const readSeries = (json: unknown): Series => {
	const series = Array.isArray(json) ? {attempts: json} : object(json, '{"attempts": [{"status": 101}, …]}');
	return {...series, attempts: list(series.attempts, 'attempts to be a list').map(readAttempt)};
};
