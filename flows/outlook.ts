import {agreesInTime, predict} from '../source/clocks.ts';
import type {Finding, Idle, Known, Milliseconds, Next, Outlook, Path, Timer} from '../source/model.ts';
import {canonical} from '../source/products/index.ts';
import {recognise} from '../source/products/recognise.ts';
import {hopsAtWork} from './clocks.ts';
import {idle} from './steps/idle.ts';
import {path} from './steps/told.ts';
import {upgrade} from './steps/upgrade.ts';

const hour = 3_600_000;
const isSide = ({name}: Timer) => name === 'timeout client' || name === 'timeout server';
const isTunnel = ({name}: Timer) => name === 'timeout tunnel';

/** Whether a clock is mended with the finding's cause: the one it names, or on a segment all that agree with the cut. */
const isMended = ({hop = '', timer, location}: Finding, seen: Idle | undefined, clock: Timer): boolean => {
	if (!timer || !clock.applies) return false;
	if (hop.includes('→')) return clock.hop !== 'haproxy' && seen?.outcome === 'closed' && agreesInTime(clock, seen.afterMs) === 'met';
	return clock.hop === hop && clock.name === timer.name && clock.ms === timer.ms && (!location || clock.location?.line === location.line);
};

/** A tunnel timer takes the place of both sides. */
const withTunnel = (timers: readonly Timer[]): readonly Timer[] => [
	...timers.filter(timer => !isTunnel(timer)).map(timer => (isSide(timer) ? {...timer, applies: false} : timer)),
	{hop: 'haproxy', name: 'timeout tunnel', ms: hour, kind: 'idle', origin: 'configured', applies: true, ending: 'fin'},
];

/** What the proposed fix makes of the timer that is to blame; gone, where nobody knows what it will be set to. */
const repairedTimer = ({code}: Finding, timer: Timer): readonly Timer[] => {
	if (code === 'idle/tunnel-unit') return [{...timer, ms: timer.ms && timer.ms * 1000}];
	return code === 'idle/tunnel-timeout' ? [{...timer, ms: hour}] : [];
};

/** The path after the proposed fix. */
const repaired = (hops: Path, finding: Finding, seen: Idle | undefined): Path => {
	const isBlamed = (timer: Timer) => isMended(finding, seen, timer);
	const side = /^idle\/(client-timeout|server-timeout|tunnel-not-applied)$/.test(finding.code);
	return hops.map(hop => {
		if (!hop.timers.some(isBlamed)) return hop;
		return {...hop, timers: side ? withTunnel(hop.timers) : hop.timers.flatMap(timer => (isBlamed(timer) ? repairedTimer(finding, timer) : [timer]))};
	});
};

const startOf = (seen: Idle | undefined): Milliseconds => {
	if (seen?.outcome !== 'closed' || seen.afterMs === undefined) return 0;
	return typeof seen.afterMs === 'number' ? seen.afterMs * 0.9 : seen.afterMs[0];
};

/** The clock that ends a silent connection once the cause is mended; one that would have fired before the cut is not at work. */
const nextClock = (hops: Path, finding: Finding, seen: Idle | undefined): Next | undefined => {
	const firing = predict(repaired(hops, finding, seen), {pause: null}).find(({at}) => at >= startOf(seen));
	if (!firing) return;
	const {hop, name, ms, location} = firing.timer;
	return {timer: {hop, name, ms, kind: firing.timer.kind, ...(location && {location})}, at: firing.at};
};

const endsOpenConnections = ({code, severity}: Finding) => severity === 'problem' && /^(idle|life\/maximum-lifetime$)/.test(code);

/** What the responses show of the path beyond what was told, and what would break next once the first finding is mended. */
export const outlookOf = (known: Known, first: Finding | undefined): Outlook => {
	const told = (known(path) ?? []).map(canonical);
	const recognised = recognise(known(upgrade)?.headers).filter(({product}) => !told.includes(product));
	const next = first && endsOpenConnections(first) ? nextClock(hopsAtWork(known), first, known(idle)) : undefined;
	return {...(recognised.length > 0 && {recognised}), ...(next && {next})};
};
