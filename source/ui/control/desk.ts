import type {Milliseconds, Report} from '../../model.ts';
import type {Session} from '../../session.ts';
import type {Theme} from '../theme.ts';
import type {MenuItem, View} from '../view.ts';

/** What became of saving: done, a file of that name is there already, or why not. */
export type Saved = {readonly outcome: 'saved'} | {readonly outcome: 'exists'} | {readonly outcome: 'failed'; readonly why: string};

export type Save = (report: Report, path: string, overwrite: boolean) => Promise<Saved>;

/** What keys can move. */
export type Desk = {
	readonly theme: Theme;
	readonly now: () => Milliseconds;
	readonly save: Save;
	readonly short: (report: Report) => Promise<string>;
	readonly copy: (text: string) => void;
	readonly getView: () => View;
	readonly update: (change: Partial<View>) => void;
	/** The examination under way. */
	readonly getSession: () => Session | undefined;
	readonly begin: (symptom: string) => Promise<void>;
	readonly verify: () => Promise<void>;
	/** Returns why what was pasted was not taken. */
	readonly paste: (step: string, text: string) => Promise<string | undefined>;
	readonly toMenu: () => void;
	/** Remembers what was answered to a question, for when Back leads to it again. */
	readonly remember: (question: string, text: string) => void;
	readonly leave: (how: {readonly interrupted: boolean; readonly other?: MenuItem}) => void;
};
