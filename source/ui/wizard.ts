import type {Evidence, Flow, Milliseconds, Question, Report} from '../model.ts';
import type {Session, Snapshot} from '../session.ts';
import type {Desk, Save} from './control/desk.ts';
import {press} from './control/press.ts';
import {fieldOf} from './field.ts';
import type {Key} from './keys.ts';
import type {Theme} from './theme.ts';
import {placeOf, type Size, type View} from './view.ts';

/** What the wizard is given to work with: it does no IO of its own. */
export type WizardOptions = {
	/** The menu, in order. */
	readonly flows: readonly Flow[];
	/** The flow to begin with at once, without the menu. */
	readonly flow?: Flow | undefined;
	/** What was told before it opens, to be shown; `start` hands it to the session. */
	readonly given?: readonly Evidence[];
	readonly start: (flow: Flow) => Session;
	/** The report of an ended examination. */
	readonly reportOf: (snapshot: Snapshot) => Report;
	readonly save: Save;
	readonly version: string;
	readonly now?: () => Milliseconds;
};

/** How the wizard was left. */
export type Left = {
	readonly interrupted: boolean;
	/** Absent when it was left at the menu. */
	readonly snapshot?: Snapshot | undefined;
	/** Absent when the examination had not ended. */
	readonly report?: Report | undefined;
	/** Where the report was saved. */
	readonly saved?: string | undefined;
};

/** The wizard without a screen: keys in, views out. */
export type Wizard = {
	readonly press: (key: Key) => void;
	readonly resize: (size: Size) => void;
	readonly subscribe: (listener: () => void) => () => void;
	readonly getView: () => View;
	readonly now: () => Milliseconds;
	/** Ends it as Ctrl-C does. */
	readonly interrupt: () => void;
	readonly left: Promise<Left>;
};

const createStore = (initial: View) => {
	const listeners = new Set<() => void>();
	let view = initial;
	return {
		getView: () => view,
		update(change: Partial<View>) {
			view = {...view, ...change};
			for (const listener of listeners) listener();
		},
		subscribe(listener: () => void) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
};

const turn = () => new Promise<void>(resolve => void setImmediate(resolve));

/** How a question begins: with the answer it had before, else with what is assumed without one. */
const entering = (question: Question<unknown> | undefined, draft: string | undefined): Partial<View> => {
	const choices = question?.choices ?? [];
	const chosen = choices.findIndex(({value}) => value === (draft ?? question?.fallback));
	return {field: fieldOf(choices.length > 0 ? '' : (draft ?? '')), chosen: Math.max(0, chosen), typing: false, scroll: undefined};
};

/** Calls back once for whatever happens within a turn of the event loop: what lies between two questions is not shown. */
const calmly = (callback: () => void) => {
	let waiting = false;
	return () => {
		if (waiting) return;
		waiting = true;
		setImmediate(() => {
			waiting = false;
			callback();
		});
	};
};

/** Creates the wizard; it stands at the menu, or at the first question of the flow that was given. */
export const createWizard = ({flows, flow, given = [], start, reportOf, save, version, now = Date.now}: WizardOptions, theme: Theme, size: Size): Wizard => {
	const {getView, update, subscribe} = createStore({
		size,
		version,
		flows,
		given,
		...entering(undefined, undefined),
		chosen: 0,
		field: fieldOf(''),
		typing: false,
		help: false,
	});
	const drafts = new Map<string, string>();
	let session: Session | undefined;
	let unfollow = () => {};
	let resolveLeft: (left: Left) => void = () => {};
	const left = new Promise<Left>(resolve => (resolveLeft = resolve));

	const refresh = (followed: Session) => {
		if (session !== followed) return;
		const snapshot = followed.getSnapshot();
		const {snapshot: before, report} = getView();
		const moved = snapshot.question?.id !== before?.question?.id || placeOf({snapshot}) !== placeOf({snapshot: before});
		const entered = moved ? entering(snapshot.question, snapshot.question && drafts.get(snapshot.question.id)) : {};
		update({snapshot, report: snapshot.finished ? (report ?? reportOf(snapshot)) : undefined, ...entered});
	};

	const begin = (flow: Flow) => {
		const followed = start(flow);
		session = followed;
		unfollow = followed.subscribe(calmly(() => refresh(followed)));
		refresh(followed);
	};

	const end = () => {
		unfollow();
		if (session && !session.getSnapshot().finished) session.stop();
	};

	const toMenu = () => {
		const chosen = flows.findIndex(({id}) => id === getView().snapshot?.flow.id);
		end();
		session = undefined;
		update({snapshot: undefined, report: undefined, ...entering(undefined, undefined), chosen: Math.max(0, chosen)});
	};

	const leave = (interrupted: boolean) => {
		const snapshot = session?.getSnapshot();
		const {report, saved} = getView();
		end();
		resolveLeft({interrupted, snapshot, report, saved});
	};

	const remember = (question: string, text: string) => void drafts.set(question, text);
	const desk: Desk = {theme, now, save, getView, update, getSession: () => session, begin, toMenu, remember, leave};
	let handled = Promise.resolve();
	if (flow) begin(flow);
	return {
		press(key) {
			if (key.type === 'key' && key.name === 'ctrl-c') leave(true);
			// Keys typed ahead meet the question that follows.
			else handled = handled.then(() => press(desk, key)).then(turn);
		},
		resize: size => update({size}),
		subscribe,
		getView,
		now,
		interrupt: () => leave(true),
		left,
	};
};
