import type {Diagnosis, Fix, Location, ProofItem} from '../../../source/model.ts';
import {decisive} from '../proof.ts';
import {answeredWith, nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';

/** What a configuration or a clock adds to what the answer itself says. */
type More = Pick<Diagnosis, 'hop' | 'timer' | 'location'> & {readonly title?: string; readonly why?: string; readonly proof?: readonly ProofItem[]};

type StatusCause = {
	code: string;
	fits: (refusal: Refusal) => string | undefined;
	title: string;
	why: string;
	hop?: string;
	fixes: readonly Fix[];
	outranks?: readonly string[];
	more?: (refusal: Refusal) => More;
};

/** A `Location` as the `location` of a finding, or nothing. */
export const at = (location: Location | undefined): {location?: Location} => (location ? {location} : {});

/** A rule for an answer that names its own cause; `fits` returns what in it does. */
export const byStatus = ({code, fits, title, why, hop, fixes, outranks = [], more = () => ({})}: StatusCause) =>
	refusalRule({
		code,
		sometimes: true,
		outranks: ['upgrade/route-missed', 'upgrade/not-an-endpoint', 'upgrade/header-stripped', ...outranks],
		find(refusal) {
			const sign = fits(refusal);
			if (!sign) return;
			const {proof = [], ...rest} = more(refusal);
			return {severity: 'problem', title, why, ...(hop && {hop}), ...rest, proof: [decisive(answeredWith(sign, refusal)), ...proof], fixes};
		},
	});

/** Whether the answer nearest to HAProxy has this status. */
export const answered = (refusal: Refusal, status: number): string | undefined =>
	nearestToHaproxy(refusal).status === status ? `the answer is ${status}` : undefined;
