import type {Evidence, Flow, Report} from '../model.ts';
import type {Snapshot} from '../session.ts';
import type {Field} from './field.ts';

export type Size = {readonly columns: number; readonly rows: number};

/** The four places of the wizard, in order. */
export const places = ['symptom', 'questions', 'examination', 'findings'] as const;
export type Place = (typeof places)[number];

/** Saving the report: a name is typed, an existing file is asked about, it is being written. */
export type Saving = {readonly stage: 'naming' | 'confirming' | 'writing'; readonly complaint?: string};

/** All that a frame is made from, beside the theme and the time. */
export type View = {
	readonly size: Size;
	readonly version: string;
	readonly flows: readonly Flow[];
	/** What was told before the wizard opened. */
	readonly given: readonly Evidence[];
	readonly snapshot?: Snapshot | undefined;
	/** Once the examination has ended. */
	readonly report?: Report | undefined;
	/** Which row of a list is chosen. */
	readonly chosen: number;
	readonly field: Field;
	/** A question with choices takes typed text, too. */
	readonly typing: boolean;
	/** The first row of the content that is shown; undefined follows what is chosen. */
	readonly scroll?: number | undefined;
	readonly help: boolean;
	readonly saving?: Saving | undefined;
	/** Where the report was saved. */
	readonly saved?: string | undefined;
};

/** Where the operator is. */
export const placeOf = ({snapshot}: Pick<View, 'snapshot'>): Place => {
	if (!snapshot) return 'symptom';
	if (snapshot.finished) return 'findings';
	return snapshot.question ? 'questions' : 'examination';
};

/** Whether keys are text now. */
export const takesText = (view: View): boolean => {
	if (view.help) return false;
	if (view.saving) return view.saving.stage === 'naming';
	const question = placeOf(view) === 'questions' ? view.snapshot?.question : undefined;
	return question !== undefined && (!question.choices?.length || view.typing);
};

/** Whether the operator has answered anything that can be taken back. */
export const hasAnswered = ({evidence}: Snapshot): boolean =>
	evidence.some(({source, missing}) => source === 'user' || (source === 'default' && missing === undefined));

/** Whether Back leads anywhere: to an answer given before, else from a question to the menu where there is one. */
export const canGoBack = ({snapshot, flows}: View): boolean =>
	snapshot !== undefined && !snapshot.finished && (hasAnswered(snapshot) || (snapshot.question !== undefined && flows.length > 1));
