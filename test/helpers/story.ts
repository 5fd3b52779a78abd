import test from 'ava';
import {products} from '../../source/products/index.ts';
import {type Answers, assess} from './assess.ts';

/** A public report turned into answers, with the verdict that was signed before the engine saw it. */
export type Story = {
	/** Where it was told, `owner/repository#number`, or the manual that says so. */
	readonly told: string;
	readonly answers: Answers;
	/** Codes that are right; none, where no cause can be proven. */
	readonly accept: readonly string[];
	/** Codes that would be no blunder once a fact is missing. */
	readonly also?: readonly string[];
};

/** The same with every hop of the path under a name that no catalogue has. */
const renamed = (answers: Answers): Answers => ({
	...answers,
	...(Array.isArray(answers.path) && {path: answers.path.map((_, index) => `hop-${index + 1}`)}),
});

const without = (answers: Answers, step: string): Answers => Object.fromEntries(Object.entries(answers).filter(([name]) => name !== step));

/** The verdict itself, and that no perturbed world gets a wrong one: hops renamed, one fact taken away. */
export const tell = ({told, answers, accept, also = []}: Story): void => {
	const allowed = [...accept, ...also];
	test(`${told}: ${accept.join(' or ') || 'no verdict'} ${JSON.stringify(answers)}`, t => {
		const {verdict, findings} = assess(answers);
		const shown = JSON.stringify(findings.map(({code, certainty, proof}) => [code, certainty, proof.filter(({state}) => state !== 'met')]));
		if (accept.length === 0) t.is(verdict, null, shown);
		else t.true(verdict !== null && accept.includes(verdict.code), `${verdict?.code}: ${shown}`);

		const blind = assess(renamed(answers));
		t.true(blind.verdict === null || allowed.includes(blind.verdict.code), `with unknown hops: ${blind.verdict?.code}`);
		if (blind.verdict && answers.path && !JSON.stringify(answers).includes('headers'))
			t.false(products.includes(blind.findings[0]?.hop ?? '') && blind.findings[0]?.hop !== 'haproxy', 'no product is named unseen');
		for (const step of Object.keys(answers)) {
			const {verdict} = assess(without(answers, step));
			t.true(verdict === null || allowed.includes(verdict.code), `without ${step}: ${verdict?.code}`);
		}
	});
};

/** Rows of one symptom. */
export const stories = (
	symptom: string,
	rows: ReadonlyArray<readonly [told: string, answers: Answers, accept: readonly string[], also?: readonly string[]]>,
): void => {
	for (const [told, answers, accept, also = []] of rows) tell({told, answers: {symptom, ...answers}, accept, also});
};
