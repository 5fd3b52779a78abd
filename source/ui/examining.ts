import type {Comparison} from '../compare.ts';
import type {Evidence, Question, Report} from '../model.ts';
import type {Session, Snapshot} from '../session.ts';
import {answersOf, withoutLast} from '../snapshot.ts';
import type {Draft} from './draft.ts';
import {planIn} from './draft.ts';
import {fieldOf} from './field.ts';
import {calmly, type Store} from './store.ts';
import {isPlanning, isSetup, placeOf, type View} from './view.ts';

/** Begins an examination of a symptom with what is known; `gate` asks for leave before the first connection. */
export type Start = (symptom: string, given: readonly Evidence[], gate: boolean) => Session | Promise<Session>;

/** What examinations need, and the menu does not. */
export type Loaded = {
	readonly start: Start;
	/** The report of an ended examination. */
	readonly reportOf: (snapshot: Snapshot) => Report;
	/** What the answers of a set-up lead to. */
	readonly draftOf?: (snapshot: Snapshot) => Promise<Draft>;
	/** What a change has done. */
	readonly compare: (before: Report, after: Report) => Comparison;
};

export type ExaminingOptions = {
	/** What is known beforehand. */
	readonly given: readonly Evidence[];
	readonly load: () => Promise<Loaded>;
};

const fresh: Partial<View> = {saving: undefined, note: undefined, typing: false, scroll: undefined, draft: undefined, written: undefined};

/** How a question begins: with the answer it had before, else with what speaks for one, else with what is assumed without one. */
const entering = (question: Question<unknown> | undefined, {offered = []}: Pick<Snapshot, 'offered'>, draft: string | undefined): Partial<View> => {
	const options = [...offered, ...(question?.choices ?? [])];
	const listed = offered.length > 1 || Boolean(question?.choices?.length);
	const chosen = options.findIndex(({value}) => value === (draft ?? question?.fallback));
	return {...fresh, field: fieldOf(listed ? '' : (draft ?? offered[0]?.value ?? '')), chosen: Math.max(0, chosen)};
};

const hasMoved = (now: Snapshot, before: Snapshot | undefined) =>
	now.question?.id !== before?.question?.id ||
	placeOf({snapshot: now}) !== placeOf({snapshot: before}) ||
	isPlanning({snapshot: now}) !== isPlanning({snapshot: before});

/** Starts examinations, one at a time, and keeps the view abreast of the one under way. */
export const createExamining = ({getView, update}: Store, {given, load}: ExaminingOptions) => {
	const drafts = new Map<string, string>();
	let loading: Promise<Loaded> | undefined;
	let session: Session | undefined;
	let begun: Start | undefined;
	let unfollow = () => {};

	const loaded = () => {
		loading ??= load();
		return loading;
	};

	/** A set-up has been answered: what comes of it is worked out and checked. */
	const plan = async (followed: Session, {draftOf}: Loaded) => {
		const draft = await draftOf?.(followed.getSnapshot());
		if (session === followed) update({draft});
	};

	const refresh = (followed: Session, all: Loaded) => {
		const {reportOf, compare} = all;
		if (session !== followed) return;
		const snapshot = followed.getSnapshot();
		const {snapshot: before, report: made, before: earlier} = getView();
		const {question} = snapshot;
		const moved = hasMoved(snapshot, before);
		const entered = moved ? entering(question, snapshot, question && drafts.get(question.id)) : {};
		const ended = snapshot.finished && !isSetup({snapshot});
		const report = ended ? (made ?? reportOf(snapshot)) : undefined;
		update({snapshot, report, comparison: earlier && report && compare(earlier, report), ...entered});
		if (moved && snapshot.finished && !ended) void plan(followed, all);
		if (moved) update({completions: followed.complete(getView().field.text.join(''))});
	};

	const end = () => {
		unfollow();
		if (session && !session.getSnapshot().finished) session.stop();
	};

	const begin = async (symptom: string, known = given, gate = true, start?: Start) => {
		const all = await loaded();
		begun = start ?? all.start;
		const followed = await begun(symptom, known, gate);
		session = followed;
		update({report: undefined, draft: undefined, written: undefined});
		unfollow = followed.subscribe(calmly(() => refresh(followed, all)));
		refresh(followed, all);
	};

	return {
		getSession: () => session,
		/** Loads ahead what an examination needs. */
		prepare: () => void loaded().catch(() => {}),
		begin: (symptom: string) => begin(symptom),
		/** Examines again with the same answers, beside what was found before. */
		async verify() {
			const {snapshot, report} = getView();
			if (!snapshot || !report) return;
			update({before: report});
			await begin(snapshot.flow.id, answersOf(snapshot), false, begun);
		},
		/** Takes a set-up up again at its last answer. */
		async reopen() {
			const {snapshot} = getView();
			if (snapshot) await begin(snapshot.flow.id, withoutLast(snapshot));
		},
		/** Tries what a set-up has written, once HAProxy has been reloaded: the first pool. */
		async prove() {
			const {draft, written} = getView();
			const proof = written === undefined ? undefined : await planIn(draft)?.prove(written);
			if (proof) await begin('check-up', proof.given, true, proof.start);
		},
		/** Files what was found elsewhere; an examination that has ended is taken up again with it. Returns why it was not taken. */
		async paste(step: string, text: string): Promise<string | undefined> {
			const snapshot = session?.getSnapshot();
			const taken = session?.paste(step, text);
			if (!snapshot || !taken) return undefined;
			if ('complaint' in taken) return taken.complaint;
			if (snapshot.finished) await begin(snapshot.flow.id, taken.evidence, false, begun);
			return undefined;
		},
		toMenu() {
			const {menu, snapshot} = getView();
			end();
			session = undefined;
			const chosen = menu.findIndex(({id}) => id === snapshot?.flow.id);
			update({snapshot: undefined, report: undefined, before: undefined, panels: [], ...entering(undefined, {}, undefined), chosen: Math.max(0, chosen)});
		},
		/** Remembers what was answered to a question, for when Back leads to it again. */
		remember: (question: string, text: string) => void drafts.set(question, text),
		end,
	};
};
