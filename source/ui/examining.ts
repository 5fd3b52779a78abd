import type {Flow, Question, Report} from '../model.ts';
import type {Session, Snapshot} from '../session.ts';
import {fieldOf} from './field.ts';
import {calmly, type Store} from './store.ts';
import {placeOf, type View} from './view.ts';

/** How a question begins: with the answer it had before, else with what is assumed without one. */
const entering = (question: Question<unknown> | undefined, draft: string | undefined): Partial<View> => {
	const choices = question?.choices ?? [];
	const chosen = choices.findIndex(({value}) => value === (draft ?? question?.fallback));
	return {field: fieldOf(choices.length > 0 ? '' : (draft ?? '')), chosen: Math.max(0, chosen), typing: false, scroll: undefined};
};

const hasMoved = (now: Snapshot, before: Snapshot | undefined) =>
	now.question?.id !== before?.question?.id || placeOf({snapshot: now}) !== placeOf({snapshot: before});

export type ExaminingOptions = {
	readonly start: (flow: Flow) => Session;
	/** The report of an ended examination. */
	readonly reportOf: (snapshot: Snapshot) => Report;
};

/** Starts examinations, one at a time, and keeps the view abreast of the one under way. */
export const createExamining = ({getView, update}: Store, {start, reportOf}: ExaminingOptions) => {
	const drafts = new Map<string, string>();
	let session: Session | undefined;
	let unfollow = () => {};

	const refresh = (followed: Session) => {
		if (session !== followed) return;
		const snapshot = followed.getSnapshot();
		const {snapshot: before, report} = getView();
		const {question} = snapshot;
		const entered = hasMoved(snapshot, before) ? entering(question, question && drafts.get(question.id)) : {};
		update({snapshot, report: snapshot.finished ? (report ?? reportOf(snapshot)) : undefined, ...entered});
	};

	const end = () => {
		unfollow();
		if (session && !session.getSnapshot().finished) session.stop();
	};

	return {
		getSession: () => session,
		begin(flow: Flow) {
			const followed = start(flow);
			session = followed;
			unfollow = followed.subscribe(calmly(() => refresh(followed)));
			refresh(followed);
		},
		toMenu() {
			const {flows, snapshot} = getView();
			end();
			session = undefined;
			const chosen = flows.findIndex(({id}) => id === snapshot?.flow.id);
			update({snapshot: undefined, report: undefined, ...entering(undefined, undefined), chosen: Math.max(0, chosen)});
		},
		/** Remembers what was answered to a question, for when Back leads to it again. */
		remember: (question: string, text: string) => void drafts.set(question, text),
		end,
	};
};
