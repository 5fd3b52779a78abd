import type {Attempt, Series, Upgrade} from '../../source/model.ts';

/** How many handshakes of a row gave no 101. */
export type Fraction = {
	readonly failed: number;
	readonly of: number;
	/** The address at which all of them failed, where others answer. */
	readonly address?: string;
};

const isRefused = ({status}: Pick<Attempt, 'status'>): boolean => status !== 101;

/** A refusal, and how often it came; a row that failed as a whole has no fraction that says anything. */
export type Refused = {readonly upgrade: Upgrade; readonly fraction: Fraction | undefined; readonly step: string};

const kindOf = ({status, outcome}: Pick<Attempt, 'status' | 'outcome'>): string => `${status ?? outcome}`;

/** The refusal that came most often. */
const commonest = (refused: readonly Attempt[]): Attempt | undefined => {
	const count = (attempt: Attempt) => refused.filter(other => kindOf(other) === kindOf(attempt)).length;
	return [...refused].sort((one, other) => count(other) - count(one))[0];
};

/** One address of several that fails alone. */
const alone = (refused: readonly Attempt[], all: readonly Attempt[]): Pick<Fraction, 'address'> => {
	const addresses = (attempts: readonly Attempt[]) => [...new Set(attempts.map(({address}) => address))];
	const [address, ...others] = addresses(refused);
	const elsewhere = addresses(all.filter(attempt => !refused.includes(attempt)));
	return address !== undefined && others.length === 0 && !elsewhere.includes(address) && elsewhere.length > 0 ? {address} : {};
};

/** The refusal to explain: that of the first handshake, else one among those that followed a 101. `others` were made at the same door. */
export const refusedOf = (first: Upgrade, retries: Series | undefined, others: readonly Attempt[] = []): Refused | undefined => {
	const all = [first, ...others, ...(retries?.attempts ?? [])];
	const refused = all.filter(isRefused);
	const upgrade = isRefused(first) ? first : commonest(refused);
	if (!upgrade) return;
	const fraction = all.length > 1 ? {failed: refused.length, of: all.length, ...alone(refused, all)} : undefined;
	return {upgrade, fraction, step: isRefused(first) ? 'upgrade' : 'retries'};
};

/** Whether the same handshake is refused at one time and accepted at another. */
export const comesAndGoes = ({fraction}: Pick<Refused, 'fraction'>): boolean => fraction !== undefined && fraction.failed < fraction.of;
