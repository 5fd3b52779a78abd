import type {Milliseconds, Report} from '../../model.ts';
import type {Session} from '../../session.ts';
import type {Theme} from '../theme.ts';
import type {MenuItem, Saved, View} from '../view.ts';

export type {Saved} from '../view.ts';

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
	/** Tries what a set-up has written. */
	readonly prove: () => Promise<void>;
	/** Takes a set-up that has been answered up again, with the last answer open. */
	readonly reopen: () => Promise<void>;
	/** Returns why what was pasted was not taken. */
	readonly paste: (step: string, text: string) => Promise<string | undefined>;
	readonly toMenu: () => void;
	/** Remembers what was answered to a question, for when Back leads to it again. */
	readonly remember: (question: string, text: string) => void;
	readonly leave: (how: {readonly interrupted: boolean; readonly other?: MenuItem}) => void;
};
