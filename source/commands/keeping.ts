import type {Context} from '../context.ts';
import type {Recorder} from '../examine.ts';
import type {Begin, Keeping} from '../journal/keeping.ts';
import type {Evidence, Flow, Report} from '../model.ts';
import type {Session, Snapshot} from '../session.ts';
import {reportOf} from './kept.ts';

/** The examinations of one wizard, one after another, each kept under a name of its own. */
export type WizardKeeping = {
	/** Opens a session that is taken down, and follows it to its end. */
	readonly open: (flow: Flow, given: readonly Evidence[], create: (recorder: Recorder) => Session) => Session;
	/** The report of the examination that was opened last. */
	readonly reportOf: (snapshot: Snapshot) => Report;
	/** Settles when all of them are on the disk. */
	readonly ended: () => Promise<unknown>;
	/** The name of the last one, where it was stopped and can be resumed. */
	readonly resumable: () => string | undefined;
};

/** Keeps what a wizard examines; `begin` says where. */
export const keepWizard = (begin: Begin, {now, version}: Pick<Context, 'now' | 'version'>): WizardKeeping => {
	const ends: Array<Promise<void>> = [];
	let last: {readonly keeping: Keeping; stopped: boolean} | undefined;
	return {
		open(flow, given, create) {
			const opened = {keeping: begin(flow, given), stopped: false};
			last = opened;
			const session = create(opened.keeping.recorder);
			const finish = () => opened.keeping.finish({...session.getSnapshot().assessment, finishedAt: now(), interrupted: opened.stopped});
			// What rejects is our bug: nobody hears of it here, and it ends the process.
			ends.push(session.ended.finally(finish));
			const stop = () => {
				opened.stopped = true;
				session.stop();
			};
			return {...session, stop};
		},
		reportOf({assessment, evidence, flow}) {
			if (!last) throw new Error('a report of an examination that was never opened');
			return reportOf(last.keeping, {assessment, evidence, version, flow: flow.id, finishedAt: now(), interrupted: last.stopped});
		},
		ended: () => Promise.all(ends),
		resumable: () => (last?.stopped && last.keeping.isKept() ? last.keeping.session : undefined),
	};
};
