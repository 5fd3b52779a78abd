import type {Fix} from '../../../source/model.ts';
import {decisive, met} from '../proof.ts';
import {nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';

type StatusCause = {
	code: string;
	fits: (refusal: Refusal) => string | undefined;
	title: string;
	why: string;
	hop?: string;
	fixes: readonly Fix[];
	outranks?: readonly string[];
};

/** A rule for an answer that names its own cause; `fits` returns what in it does. */
export const byStatus = ({code, fits, title, why, hop, fixes, outranks = []}: StatusCause) =>
	refusalRule({
		code,
		outranks: ['upgrade/route-missed', 'upgrade/not-an-endpoint', 'upgrade/header-stripped', ...outranks],
		find(refusal) {
			const sign = fits(refusal);
			return sign ? {severity: 'problem', title, why, ...(hop && {hop}), proof: [decisive(met(sign, 'upgrade'))], fixes} : undefined;
		},
	});

/** Whether the answer nearest to HAProxy has this status. */
export const answered = (refusal: Refusal, status: number): string | undefined =>
	nearestToHaproxy(refusal).status === status ? `the answer is ${status}` : undefined;
