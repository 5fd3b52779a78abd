import {noVerdict} from '../report/words.ts';
import {wrap} from '../report/wrap.ts';
import {clean} from '../text.ts';
import {planIn} from './draft.ts';
import type {Theme} from './theme.ts';
import {isSetup} from './view.ts';
import type {Left} from './wizard.ts';

const setUp = ({draft, written, snapshot}: Left): readonly string[] => {
	const plan = planIn(draft);
	// Where it is only asked, whoever asks goes on from here.
	if (snapshot?.finished && !draft) return [];
	if (written === undefined || !plan) return ['Nothing was written.'];
	return [`Written: ${written}`, 'Then:', ...plan.commands.map(command => `$ ${command}`)];
};

const concluded = (left: Left): readonly string[] => {
	const {report, snapshot} = left;
	if (isSetup({snapshot})) return setUp(left);
	if (!report) return ['The examination was stopped before its end: no verdict.'];
	const {verdict, findings} = report;
	if (!verdict) return [noVerdict(report)];
	const [fix] = findings[0]?.fixes ?? [];
	return [
		`${verdict.code} (${verdict.certainty})`,
		verdict.summary,
		...(fix ? [`Fix: ${fix.title}${fix.where ? ` (${fix.where})` : ''}`] : []),
		`More: ${findings[0]?.docs ?? ''}`,
	];
};

/** What stays on the operator's own screen after the wizard: plain text, empty when nothing was examined. */
export const summary = (left: Left, {text}: Theme, columns: number): string => {
	if (!left.snapshot) return '';
	const lines = [...concluded(left), ...(left.saved === undefined ? [] : [`Report saved: ${left.saved}`])];
	return lines.length === 0 ? '' : `${lines.flatMap(line => wrap(text(clean(line, 1000)), columns)).join('\n')}\n`;
};
