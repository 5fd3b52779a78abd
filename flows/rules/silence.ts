import type {Diagnosis, Idle, Milliseconds} from '../../source/model.ts';
import {byAge} from '../reading/directions.ts';
import {bracketOf, type Closed, compareWith} from '../reading/ends.ts';
import {repeatedCut} from '../reading/repeated.ts';

/** What can stand for a test of silence, or of a busy connection, where nobody has made one. */
export type Beside = {
	readonly application: Idle | undefined;
	readonly heartbeat: Milliseconds | undefined;
	readonly trials: readonly Milliseconds[] | undefined;
};

/** An application's own connection is a silent one, if its heartbeat never comes, or not before the end. */
const isSilent = (own: Idle | undefined, heartbeat: Milliseconds | undefined): own is Closed => {
	if (own?.outcome !== 'closed' || heartbeat === undefined) return false;
	return heartbeat === 0 || heartbeat >= (bracketOf(own)?.[1] ?? Infinity);
};

/** An application's own connection is a busy one, if its heartbeat is safely faster than what was cut. */
export const busyApplication = ({application, heartbeat = 0}: Pick<Beside, 'application' | 'heartbeat'>, cut: Closed): Idle | undefined =>
	heartbeat > 0 && heartbeat * 2 <= (bracketOf(cut)?.[0] ?? 0) ? application : undefined;

/** How silence fares, and which step shows it: the silence test, else the application's connection, else trials that agree. */
export const silenceIn = ({application, heartbeat, trials}: Beside, idle?: Idle): {readonly cut: Idle; readonly step: string} | undefined => {
	const repeated = repeatedCut(trials);
	if (idle) return {cut: idle.outcome === 'closed' && repeated ? {...repeated, ...idle} : idle, step: 'idle'};
	if (isSilent(application, heartbeat)) return {cut: application, step: 'application'};
	return repeated && {cut: repeated, step: 'trials'};
};

/** Trials that repeat each other, but at another moment, leave open which of the two it was. */
export const isDenied = (cut: Closed, {trials}: Pick<Beside, 'trials'>): boolean => {
	const fared = compareWith(repeatedCut(trials), byAge(cut));
	return fared !== undefined && fared !== 'same';
};

/** Names the steps that were looked at where a rule names those that they stand for. */
export const shownBy = (shown: Readonly<Record<string, string>>, diagnosis: Diagnosis): Diagnosis => ({
	...diagnosis,
	proof: diagnosis.proof.map(item => ({...item, evidence: item.evidence.map(step => shown[step] ?? step)})),
});
