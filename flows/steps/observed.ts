import type {Ending, Idle, Milliseconds, Upgrade, UpgradeFailure} from '../../source/model.ts';
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
	if (status === undefined && outcome === undefined) throw new Error('expected an upgrade to have a status or an outcome');
	return compact({
		...upgrade,
		status,
		outcome,
		headers: optional(upgrade.headers, readHeaders),
		bodyStart: optional(upgrade.bodyStart, body => text(body, 'bodyStart to be text')),
	});
};
