import {formatDuration} from '../duration.ts';
import type {Finding, ProofItem} from '../model.ts';

/** What a finding blames: hop, timer, value and line, as far as it names them. */
export const factsOf = ({hop, timer, location}: Finding): ReadonlyArray<readonly [name: string, value: string]> => [
	...(hop ? [['hop', hop] as const] : []),
	...(timer ? [['timer', timer.name] as const, ['value', formatDuration(timer.ms)] as const] : []),
	...(location ? [['line', `${location.file}:${location.line}`] as const] : []),
];

/** How much of a proof holds: `5 of 6 hold, 1 was not seen`. */
export const proofCount = (proof: readonly ProofItem[]): string => {
	const met = proof.filter(({state}) => state === 'met').length;
	return `${met} of ${proof.length} hold${met < proof.length ? `, ${proof.length - met} not seen` : ''}`;
};
