import test, {type ExecutionContext} from 'ava';
import type {Assessment, Certainty, Finding} from '../../source/model.ts';
import {products} from '../../source/products/index.ts';
import {assess} from '../helpers/assess.ts';
import incidents from '../recordings/incidents.json' with {type: 'json'};
import {faster, renamed, type Told, without} from './perturbing.ts';

type Incident = {readonly id: string; readonly answers: Told; readonly accept: readonly string[]; readonly alsoReasonable: readonly string[]};

const leading = ({verdict, findings}: Assessment): Finding | undefined => (verdict ? findings[0] : undefined);

/** A verdict that would not be one without what vendors say of their products. */
const onCatalogue = (assessment: Assessment): boolean => {
	const finding = leading(assessment);
	const names = assessment.timers.filter(({origin}) => origin === 'default').map(({name}) => name);
	const byPlace = finding?.evidence.some(step => /At(Haproxy|Backend)$/.test(step));
	const byDefault = finding?.timer !== undefined && names.includes(finding.timer.name);
	return Boolean(finding?.evidence.includes('path') && (byDefault || !byPlace));
};

const unnamed = (t: ExecutionContext, {accept, alsoReasonable, answers}: Incident) => {
	const [before, after] = [assess(answers), assess(renamed(answers))];
	if (onCatalogue(before)) t.false(products.includes(leading(after)?.hop ?? ''), `${after.verdict?.summary}`);
	else t.true([before.verdict?.code, ...accept, ...alsoReasonable].includes(after.verdict?.code), `${before.verdict?.code} became ${after.verdict?.code}`);
};

const certainties: readonly Certainty[] = ['possible', 'likely', 'confirmed'];

const hurried = (t: ExecutionContext, {answers}: Incident) => {
	const [before, after] = [assess(answers), assess(faster(answers))];
	// Without a moment nothing runs faster.
	const timeless = answers.idle?.outcome === 'closed' && answers.idle.afterMs === undefined;
	if (onCatalogue(before) && !timeless) t.false(onCatalogue(after), `${after.verdict?.summary}`);
	else t.is(after.verdict?.code, before.verdict?.code);
	t.true(
		!after.verdict || certainties.indexOf(after.verdict.certainty) <= certainties.indexOf(before.verdict?.certainty ?? 'possible'),
		'a default that no longer agrees makes nothing surer',
	);
};

const lacking = (t: ExecutionContext, {answers, accept, alsoReasonable}: Incident, step: string) => {
	const {verdict} = assess(without(answers, step));
	t.true(verdict === null || [assess(answers).verdict?.code, ...accept, ...alsoReasonable].includes(verdict.code), `${verdict?.code}: ${verdict?.summary}`);
};

for (const incident of incidents as unknown as readonly Incident[]) {
	const {id, answers} = incident;
	test(`${id} with unknown hops`, t => unnamed(t, incident));
	test(`${id} in a faster world`, t => hurried(t, incident));
	for (const step of Object.keys(answers)) test(`${id} without ${step}`, t => lacking(t, incident, step));
}
