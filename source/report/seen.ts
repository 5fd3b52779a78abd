import {formatDuration} from '../duration.ts';
import type {Evidence, Idle, Milliseconds, Report, Upgrade} from '../model.ts';
import {manners} from './cut.ts';

/** What was seen at one place: the answer to the handshake, and what became of a silent connection; empty where it was not tried. */
export type Seen = {readonly place: string; readonly handshake: string; readonly silent: string};

const about = (ms: Milliseconds) => formatDuration(ms < 60_000 ? Math.round(ms / 10) * 10 : Math.round(ms / 1000) * 1000);

type Closed = Extract<Idle, {outcome: 'closed'}>;

const when = ({afterMs, ageMs}: Closed): string => {
	if (afterMs === undefined) return ageMs === undefined ? '' : ` at an age of ${about(ageMs)}`;
	return typeof afterMs === 'number' ? ` after ${about(afterMs)}` : ` between ${about(afterMs[0])} and ${about(afterMs[1])}`;
};

const silence = (idle: Partial<Idle> | undefined): string => {
	if (idle?.outcome === 'survived') return `open${idle.ms === undefined ? '' : ` after ${about(idle.ms)}`}`;
	if (idle?.outcome !== 'closed') return '';
	const code = idle.closeCode === undefined || idle.closeCode === 1006 ? '' : ` ${idle.closeCode}${idle.closeReason ? ` "${idle.closeReason}"` : ''}`;
	return `cut${when(idle as Closed)}${idle.ending ? manners[idle.ending] : ''}${code}`;
};

const answer = (upgrade: Partial<Upgrade> | undefined): string => {
	if (upgrade?.status === 101) return '101';
	if (upgrade?.status !== undefined) return `${upgrade.status}${upgrade.reason ? ` ${upgrade.reason}` : ''}`;
	return upgrade?.outcome ?? '';
};

const placeOf = (suffix: string): string => {
	if (suffix === '') return 'public URL';
	return suffix.startsWith('At:') ? suffix.slice(3) : suffix.replace(/^At/, '').toLowerCase();
};

const suffixes = (evidence: readonly Evidence[]): readonly string[] => {
	const found = evidence.flatMap(({step}) => /^(?:upgrade|idle)(|At(?:Haproxy|Backend)|At:.+)$/.exec(step)?.[1] ?? []);
	const rank = (suffix: string) => ['', 'At:', 'AtHaproxy', 'AtBackend'].findIndex(each => (each === 'At:' ? suffix.startsWith(each) : suffix === each));
	return [...new Set(found)].sort((one, other) => rank(one) - rank(other));
};

/** The observations that a verdict is held against, outermost place first; the connection with pings, and the application's own, behind them. */
export const seenIn = ({evidence}: Report): readonly Seen[] => {
	const value = <Value>(step: string) => evidence.find(item => item.step === step)?.value as Partial<Value> | undefined;
	return [
		...suffixes(evidence).map(suffix => ({
			place: placeOf(suffix),
			handshake: answer(value<Upgrade>(`upgrade${suffix}`)),
			silent: silence(value<Idle>(`idle${suffix}`)),
		})),
		{place: 'public URL, with pings', handshake: '', silent: silence(value<Idle>('busy'))},
		{place: "the application's own", handshake: '', silent: silence(value<Idle>('application'))},
	].filter(({handshake, silent}) => handshake !== '' || silent !== '');
};
