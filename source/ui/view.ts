import type {Comparison} from '../compare.ts';
import type {Completion, Evidence, Report} from '../model.ts';
import {canTakeBack, type Snapshot} from '../snapshot.ts';
import type {Draft} from './draft.ts';
import type {Field} from './field.ts';

export type Size = {readonly columns: number; readonly rows: number};

/** The four places of the wizard, in order. */
export const places = ['symptom', 'questions', 'examination', 'findings'] as const;
export type Place = (typeof places)[number];

/** A row of the menu: a symptom to examine, or a command to run in the wizard's place, with its operand. */
export type MenuItem = {
	readonly kind: 'symptom' | 'session' | 'command';
	readonly id: string;
	readonly operand?: string;
	readonly label: string;
	readonly hint: string;
	/** It is asked and shown in the wizard itself, as a symptom is. */
	readonly here?: true;
};

/** Saving: in which format, a name is typed, an existing file is asked about, it is being written; `agreeing`: yes is typed before a file is changed. */
export type Saving =
	| {readonly stage: 'format' | 'naming' | 'confirming' | 'writing'; readonly complaint?: string}
	| {readonly stage: 'agreeing'; readonly path: string; readonly complaint?: string};

/** What became of saving: done, with the file before it where there was one; a file of that name is there already; or why not. */
export type Saved = {readonly outcome: 'saved'; readonly backup?: string} | {readonly outcome: 'exists'} | {readonly outcome: 'failed'; readonly why: string};

/** A format of the report, and how its file is called. */
export type Format = {readonly name: string; readonly extension: string};

/** What is looked at over the place where the operator is; `step` is the probe it is about. */
export type Panel =
	| {readonly kind: 'fix' | 'evidence'}
	| {readonly kind: 'details' | 'command'; readonly step: string}
	| {readonly kind: 'paste'; readonly step: string; readonly complaint?: string};

/** All that a frame is made from, beside the theme and the time. */
export type View = {
	readonly size: Size;
	readonly version: string;
	readonly menu: readonly MenuItem[];
	/** What was told before the wizard opened. */
	readonly given: readonly Evidence[];
	readonly snapshot?: Snapshot | undefined;
	/** Once the examination has ended. */
	readonly report?: Report | undefined;
	/** What was found before the change that is now verified. */
	readonly before?: Report | undefined;
	/** What the change has done, once that is known. */
	readonly comparison?: Comparison | undefined;
	/** What a set-up leads to, once all is answered and checked. */
	readonly draft?: Draft | undefined;
	/** Where it was written. */
	readonly written?: string | undefined;
	/** Formats in which the report can be saved. */
	readonly formats: readonly Format[];
	/** Which row of a list is chosen. */
	readonly chosen: number;
	/** The probe that keys are about; without one the first. */
	readonly selected?: string | undefined;
	readonly field: Field;
	/** What the text in the field may become. */
	readonly completions?: readonly Completion[];
	/** A question with choices takes typed text, too. */
	readonly typing: boolean;
	/** The first row of the content that is shown; undefined follows what is chosen. */
	readonly scroll?: number | undefined;
	readonly help: boolean;
	readonly panels: readonly Panel[];
	/** What is being pasted: it must outlive whatever happens to the examination meanwhile. */
	readonly pasted: Field;
	readonly saving?: Saving | undefined;
	/** What was just done, in a line: where the report was saved, that something was copied. */
	readonly note?: string | undefined;
	/** Where the report was saved. */
	readonly saved?: string | undefined;
};

/** Whether the plan of connections waits for leave. */
export const isPlanning = ({snapshot}: Pick<View, 'snapshot'>): boolean => (snapshot?.planned?.length ?? 0) > 0;

/** Whether this is the guided set-up, which asks and writes, and examines nothing. */
export const isSetup = ({snapshot}: Pick<View, 'snapshot'>): boolean => snapshot?.flow.id === 'setup';

/** Where the operator is. */
export const placeOf = ({snapshot}: Pick<View, 'snapshot'>): Place => {
	if (!snapshot) return 'symptom';
	if (snapshot.finished) return 'findings';
	return snapshot.question || isPlanning({snapshot}) ? 'questions' : 'examination';
};

/** Whether the examination can be ended at a question: something has been opened, from which something can follow. */
export const canConclude = ({snapshot}: Pick<View, 'snapshot'>): boolean =>
	snapshot !== undefined &&
	!snapshot.finished &&
	!isSetup({snapshot}) &&
	(snapshot.probes.length > 0 || snapshot.evidence.some(({step}) => /^(?:reach|upgrade)/.test(step)));

export const panelOf = ({panels}: View): Panel | undefined => panels.at(-1);

/** The question that is on the screen. */
export const questionOf = (view: View) => (placeOf(view) === 'questions' && !isPlanning(view) ? view.snapshot?.question : undefined);

/** Whether a question is answered from a list. */
export const hasList = ({snapshot}: View): boolean => Boolean(snapshot?.question?.choices?.length) || (snapshot?.offered?.length ?? 0) > 1;

/** Whether keys are text now. */
export const takesText = (view: View): boolean => {
	if (view.help) return false;
	if (view.saving) return view.saving.stage === 'naming' || view.saving.stage === 'agreeing';
	const panel = panelOf(view);
	if (panel) return panel.kind === 'paste';
	return questionOf(view) !== undefined && (!hasList(view) || view.typing);
};

/** Whether Back leads anywhere: to an answer given before, else from a question or the plan to the menu where there is one. */
export const canGoBack = ({snapshot, menu}: Pick<View, 'snapshot' | 'menu'>): boolean =>
	snapshot !== undefined &&
	(!snapshot.finished || isSetup({snapshot})) &&
	(canTakeBack(snapshot) || ((snapshot.question !== undefined || isPlanning({snapshot})) && menu.length > 1));
