import {probe, question} from '../../source/define.ts';
import type {Instruments, Milliseconds, Reach, Series, Upgrade} from '../../source/model.ts';
import {text} from '../../source/shape.ts';
import {lifting} from './differentials.ts';
import {readSeries} from './observed.ts';
import {spot} from './places.ts';
import {reach} from './reach.ts';
import {url} from './target.ts';
import {someClients, symptom} from './told.ts';
import {upgrade} from './upgrade.ts';

type Row = {readonly count: number; readonly apartMs: Milliseconds; readonly cookies: boolean; readonly header?: string};

const inRow = ({series}: Instruments, url: string, row: Row, ...rest: [AbortSignal, Parameters<NonNullable<Instruments['series']>>[3]]): Promise<Series> => {
	if (!series) throw new Error('this run has no instrument for a row of handshakes');
	return series({url}, row, ...rest);
};

const slow: Milliseconds = 2000;

/** How often it is worth trying again: seldom where each answer takes long. */
const again = ({status, timings}: Upgrade): number => {
	if ((timings?.firstByte ?? 0) > slow) return 2;
	return status === 101 ? 9 : 4;
};

/** Refusals that may be gone a moment later: those of a proxy, of a counter, of a server that fell over. */
const passes = ({status, outcome}: Upgrade): boolean =>
	status === undefined ? outcome === 'closed' || outcome === 'reset' : (status >= 500 && status !== 501 && status !== 505) || status === 429;

/** Whether some addresses of the name answer, and others do not. */
const differ = ({each = []}: Reach): boolean => new Set(each.map(({outcome}) => outcome === 'connected')).size > 1;

/** A 101 does not end the matter where connections are known to fail. */
const hinted = (symptom: string | undefined, someClients: boolean | undefined, reach: Reach | undefined): boolean =>
	symptom === 'refused' || someClients === true || (reach !== undefined && differ(reach));

/** The same handshake a few times more: whether a refusal stays, or comes and goes. What seemed to lift it is only believed if it stays. */
export const retries = probe({
	id: 'retries',
	title: 'The same handshake again',
	lane: 'handshake',
	needs: [url, upgrade],
	uses: [symptom, someClients, reach, ...Object.values(lifting)],
	notNeeded: 'nothing hints at a fault that comes and goes',
	read: readSeries,
	when: (_url, first, symptom?: string, someClients?: boolean, reach?: Reach, ...lifted: ReadonlyArray<Upgrade | undefined>) =>
		first.status === 101 ? hinted(symptom, someClients, reach) : passes(first) || lifted.some(seen => seen?.status === 101),
	plan: (url, first) => `${again(first)} more handshakes to ${spot({url})}, one after another`,
	cost: (_url, first) => again(first) * 15_000,
	run: (instruments, signal, notify, url, first) => inRow(instruments, url, {count: again(first), apartMs: 100, cookies: false}, signal, notify),
});

export const serverHeader = question({
	id: 'serverHeader',
	title: 'Which response header names the server that answered?',
	hint: 'X-Served-By, X-Backend-Server or the like; without it cookies and addresses have to tell',
	needs: [url],
	optional: true,
	parse(value) {
		const name = value.trim();
		if (!/^[!#$%&'*+.^_`|~\w-]{1,100}$/.test(name)) throw new Error('expected the name of a header, such as X-Served-By');
		return name.toLowerCase();
	},
	read: json => text(json, 'serverHeader to be the name of a header').toLowerCase(),
});

const count = 6;

/** Handshakes in a row without and then with the cookies that were set: who answers whom. */
export const series = probe({
	id: 'series',
	title: 'Handshakes in a row, without and with the cookies',
	lane: 'handshake',
	needs: [url, upgrade],
	uses: [serverHeader],
	read: readSeries,
	plan: url => `${count} handshakes to ${spot({url})} without cookies and ${count} with those that were set, one after another`,
	cost: () => 2 * count * 15_000,
	run: (instruments, signal, notify, url, _first, header?: string) =>
		inRow(instruments, url, {count, apartMs: 100, cookies: true, ...(header !== undefined && {header})}, signal, notify),
});
