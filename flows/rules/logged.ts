import type {Ending, ProofItem} from '../../source/model.ts';
import type {Logged} from '../reading/logged.ts';

/** How HAProxy logs the end of a session, by who ended it; `--` is an orderly end by either side (manual §8.5, measured). */
const states = {
	client: /^(--|CD)/,
	server: /^(--|SD)/,
	either: /^(--|CD|SD)/,
	clientTimer: /^cD/,
	serverTimer: /^sD/,
	killed: /^K/,
	markedDown: /^D/,
} as const;

const words: Readonly<Record<keyof typeof states, string>> = {
	client: 'HAProxy logs the end of the client side, or an orderly one',
	server: 'HAProxy logs the end of the server side, or an orderly one',
	either: 'HAProxy logs that one of its sides ended it',
	clientTimer: 'HAProxy logs cD, as it does for this timer',
	serverTimer: 'HAProxy logs sD, as it does for this timer',
	killed: 'HAProxy logs that it ended the sessions itself (K), as a hard stop does',
	markedDown: 'HAProxy logs that it ended the sessions because their server went down (D)',
};

/** Whether HAProxy's log names this end. Whoever forgets a flow in silence leaves it to HAProxy's timers, which then tells nothing. */
export const loggedBy = (logged: Logged | undefined, by: keyof typeof states, ending?: Ending): readonly ProofItem[] => {
	if (!logged || (ending === 'silent' && /^[cs]D/.test(logged.state))) return [];
	return [{says: words[by], state: states[by].test(logged.state) ? 'met' : 'contradicted', evidence: [logged.step]}];
};
