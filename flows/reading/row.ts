import type {Attempt, CookieSet, Series} from '../../source/model.ts';

/** What a row of handshakes shows of who answers whom. */
export type Row = {
	/** Who answered without cookies, and with those of the first answer; each named once. */
	readonly without: readonly string[];
	readonly withCookies: readonly string[];
	/** Cookies that answers set. */
	readonly cookies: readonly CookieSet[];
	/** Whether the cookies bring a client back to the server that set them; undefined where that cannot be told. */
	readonly pins: boolean | undefined;
	readonly count: number;
};

const serversOf = (attempts: readonly Attempt[]): readonly string[] => [...new Set(attempts.flatMap(({server}) => server ?? []))];

const firstCookies = (attempts: readonly Attempt[]): readonly CookieSet[] => attempts.find(({cookies = []}) => cookies.length > 0)?.cookies ?? [];

/** Reads a row; undefined where nobody could tell who answered. */
export const rowOf = ({attempts}: Series): Row | undefined => {
	const [bare, kept] = [attempts.filter(({withCookies}) => !withCookies), attempts.filter(({withCookies}) => withCookies)];
	const [without, withCookies] = [serversOf(bare), serversOf(kept)];
	if (without.length === 0) return;
	const told = kept.length > 1 && withCookies.length > 0 && bare[0]?.server !== undefined;
	return {
		without,
		withCookies,
		cookies: firstCookies(attempts),
		pins: told ? withCookies.length === 1 && withCookies[0] === bare[0]?.server : undefined,
		count: attempts.length,
	};
};

/** Whether answers went to several servers: nothing but the row itself keeps clients together. */
export const isSpread = ({without}: Row): boolean => without.length > 1;
