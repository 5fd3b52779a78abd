import type {Milliseconds, Report} from '../model.ts';
import type {Snapshot} from '../session.ts';
import type {Desk, Save} from './control/desk.ts';
import {press} from './control/press.ts';
import type {Draft} from './draft.ts';
import {createExamining, type ExaminingOptions} from './examining.ts';
import {fieldOf} from './field.ts';
import type {Key} from './keys.ts';
import {createStore} from './store.ts';
import type {Theme} from './theme.ts';
import type {Format, MenuItem, Size, View} from './view.ts';

/** What the wizard is given to work with: it does no IO of its own. */
export type WizardOptions = ExaminingOptions & {
	/** The menu, in order. */
	readonly menu: readonly MenuItem[];
	/** What else can be offered on this machine, looked up once the menu is there. */
	readonly more?: () => Promise<readonly MenuItem[]>;
	/** The symptom to begin with at once, without the menu. */
	readonly symptom?: string | undefined;
	readonly save: Save;
	readonly formats: readonly Format[];
	/** The report for a chat. */
	readonly short: (report: Report) => Promise<string>;
	/** Puts text into the operator's clipboard. */
	readonly copy: (text: string) => void;
	/** Stops the process until the shell goes on with it. */
	readonly suspend?: () => void;
	/** Leaves as soon as a set-up has been answered. */
	readonly answersOnly?: boolean | undefined;
	readonly version: string;
	readonly now?: () => Milliseconds;
};

/** How the wizard was left. */
export type Left = {
	readonly interrupted: boolean;
	/** Absent when it was left at the menu. */
	readonly snapshot?: Snapshot | undefined;
	/** What a set-up led to, and where it was written. */
	readonly draft?: Draft | undefined;
	readonly written?: string | undefined;
	/** Absent when the examination had not ended. */
	readonly report?: Report | undefined;
	/** Where the report was saved. */
	readonly saved?: string | undefined;
	/** What was chosen in the menu in place of a symptom. */
	readonly other?: MenuItem | undefined;
};

/** The wizard without a screen: keys in, views out. */
export type Wizard = {
	readonly press: (key: Key) => void;
	readonly resize: (size: Size) => void;
	readonly subscribe: (listener: () => void) => () => void;
	readonly getView: () => View;
	readonly now: () => Milliseconds;
	/** Settles when the first frame can be painted. */
	readonly ready: Promise<void>;
	/** Loads what comes after the first frame. */
	readonly prepare: () => void;
	/** Ends it as Ctrl-C does. */
	readonly interrupt: () => void;
	readonly left: Promise<Left>;
};

const turn = () => new Promise<void>(resolve => void setImmediate(resolve));

/** Handles keys one after another. Keys typed ahead meet the question that follows. */
const createKeyboard = (desk: Desk, {suspend}: Pick<WizardOptions, 'suspend'>, fail: (error: unknown) => void) => {
	let handled = Promise.resolve();
	return (key: Key) => {
		if (key.type === 'key' && key.name === 'ctrl-c') desk.leave({interrupted: true});
		else if (key.type === 'key' && key.name === 'ctrl-z') suspend?.();
		else handled = handled.then(() => press(desk, key)).then(turn, fail);
	};
};

const beginning = ({version, menu, given, formats}: WizardOptions, size: Size): View => ({
	...{size, version, menu, given, formats, chosen: 0, field: fieldOf(''), typing: false, help: false, panels: [], pasted: fieldOf('')},
});

const order: ReadonlyArray<MenuItem['kind']> = ['symptom', 'session', 'command'];

/** Sessions stand between the symptoms and the other commands; what was chosen stays chosen. */
const withMore = ({menu, chosen}: View, more: readonly MenuItem[]): Partial<View> => {
	const longer = order.flatMap(each => [...more, ...menu].filter(({kind}) => kind === each));
	return {menu: longer, chosen: Math.max(0, longer.indexOf(menu[chosen] as MenuItem))};
};

/** `Promise.withResolvers` of later releases of Node. */
const withResolvers = <Value>() => {
	let [resolve, reject] = [(_value: Value) => {}, (_error: unknown) => {}];
	const promise = new Promise<Value>((...settle) => ([resolve, reject] = settle));
	return {promise, resolve, reject};
};

/** Creates the wizard; it stands at the menu, or at the first question of the symptom that was given. */
export const createWizard = (options: WizardOptions, theme: Theme, size: Size): Wizard => {
	const {symptom, save, short, copy, more, answersOnly, now = Date.now} = options;
	const store = createStore(beginning(options, size));
	const {getView, update, subscribe} = store;
	const {end, prepare, ...examining} = createExamining(store, options);
	const {promise: left, resolve, reject} = withResolvers<Left>();
	const leave: Desk['leave'] = how => {
		const snapshot = examining.getSession()?.getSnapshot();
		const {report, saved, draft, written} = getView();
		end();
		resolve({...how, snapshot, report, saved, draft, written});
	};

	if (answersOnly) subscribe(() => getView().snapshot?.finished && leave({interrupted: false}));

	// What is asked first is known after a turn.
	const ready = symptom === undefined ? Promise.resolve() : examining.begin(symptom).then(turn).then(turn);
	return {
		ready,
		press: createKeyboard({theme, now, save, short, copy, getView, update, ...examining, leave}, options, reject),
		resize: size => update({size}),
		subscribe,
		getView,
		now,
		prepare() {
			prepare();
			void more?.().then(
				items => items.length > 0 && update(withMore(getView(), items)),
				() => {},
			);
		},
		interrupt: () => leave({interrupted: true}),
		left,
	};
};
