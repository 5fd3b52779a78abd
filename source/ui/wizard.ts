import type {Evidence, Flow, Milliseconds, Report} from '../model.ts';
import type {Snapshot} from '../session.ts';
import type {Desk, Save} from './control/desk.ts';
import {press} from './control/press.ts';
import {createExamining, type ExaminingOptions} from './examining.ts';
import {fieldOf} from './field.ts';
import type {Key} from './keys.ts';
import {createStore} from './store.ts';
import type {Theme} from './theme.ts';
import type {Size, View} from './view.ts';

/** What the wizard is given to work with: it does no IO of its own. */
export type WizardOptions = ExaminingOptions & {
	/** The menu, in order. */
	readonly flows: readonly Flow[];
	/** The flow to begin with at once, without the menu. */
	readonly flow?: Flow | undefined;
	/** What was told before it opens, to be shown; `start` hands it to the session. */
	readonly given?: readonly Evidence[];
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

const turn = () => new Promise<void>(resolve => void setImmediate(resolve));

/** Handles keys one after another. Keys typed ahead meet the question that follows. */
const createKeyboard = (desk: Desk) => {
	let handled = Promise.resolve();
	return (key: Key) => {
		if (key.type === 'key' && key.name === 'ctrl-c') desk.leave(true);
		else handled = handled.then(() => press(desk, key)).then(turn);
	};
};

/** Creates the wizard; it stands at the menu, or at the first question of the flow that was given. */
export const createWizard = (options: WizardOptions, theme: Theme, size: Size): Wizard => {
	const {flows, flow, given = [], save, version, now = Date.now} = options;
	const store = createStore({size, version, flows, given, chosen: 0, field: fieldOf(''), typing: false, help: false});
	const {getView, update, subscribe} = store;
	const {end, ...examining} = createExamining(store, options);
	let resolveLeft: (left: Left) => void = () => {};
	const left = new Promise<Left>(resolve => {
		resolveLeft = resolve;
	});
	const leave = (interrupted: boolean) => {
		const snapshot = examining.getSession()?.getSnapshot();
		const {report, saved} = getView();
		end();
		resolveLeft({interrupted, snapshot, report, saved});
	};

	if (flow) examining.begin(flow);
	return {
		press: createKeyboard({theme, now, save, getView, update, ...examining, leave}),
		resize: size => update({size}),
		subscribe,
		getView,
		now,
		interrupt: () => leave(true),
		left,
	};
};
