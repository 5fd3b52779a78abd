import {agreesInTime} from '../../source/clocks.ts';
import type {Idle, ProofItem, Timer} from '../../source/model.ts';
import {type Closed, type Comparison, compareWith, endingOf} from './ends.ts';
import {pathOf, type Way} from './path.ts';

/** A connection that is never silent: its age is held against the age of the cut one. */
export const byAge = (cut: Closed): Closed => ({...cut, ...(cut.ageMs !== undefined && {afterMs: cut.ageMs})});

/** Whether the cut is an idle timer's, and a suspect is known that does not take every byte for a sign of life. */
export const distinguishesDirections = (way: Way, cut: Idle, busy: Idle): boolean => {
	if (cut.outcome !== 'closed' || endingOf(cut) === 'silent' || compareWith(busy, byAge(cut)) !== 'later') return false;
	return pathOf(way).some(({timers}) => timers.some(timer => timer.applies && timer.resetBy && agreesInTime(timer, cut.afterMs) === 'met'));
};

/** Whether a clock that cares for one side fits how a connection fared on which the client alone sent. */
export const agreesInDirection = ({resetBy}: Pick<Timer, 'resetBy'>, clientAlone: Comparison | undefined): ProofItem['state'] => {
	if (resetBy === undefined || clientAlone === undefined) return 'unseen';
	return clientAlone === (resetBy === 'client' ? 'later' : 'same') ? 'met' : 'contradicted';
};

/** Which side's silence the timer watches, and whether a heartbeat saves it; empty where nobody looked. */
export const directionWords = (clientAlone: Comparison | undefined): string => {
	if (clientAlone === 'later')
		return ' What the client alone sends keeps it open: the timer does not watch the silence of the server, and a heartbeat from the client saves the connection.';
	if (clientAlone === 'same')
		return ' What the client alone sends does not keep it: the timer watches the silence of the server, and a heartbeat saves the connection only if the server sends it, or answers it as it does a ping.';
	return '';
};
