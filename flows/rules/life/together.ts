import {rule} from '../../../source/define.ts';
import type {Diagnosis, ProofItem} from '../../../source/model.ts';
import {type Logged, loggedOf} from '../../reading/logged.ts';
import {log, simultaneous, termination} from '../../steps/told.ts';
import {decisive, met, unseen} from '../proof.ts';

/** What names a cause of the single connection: an event that ends all of them is none of these. */
export const ofOneConnection: readonly string[] = [
	...['client-timeout', 'server-timeout', 'tunnel-timeout', 'tunnel-unit', 'tunnel-not-applied', 'chained-proxy', 'front-hop', 'inner-hop'].map(
		name => `idle/${name}`,
	),
	...['silent-drop', 'backend-closes', 'ping-timeout', 'heartbeat-missing'].map(name => `idle/${name}`),
	...['maximum-lifetime', 'immediate-close', 'unstable'].map(name => `life/${name}`),
];

type Together = {
	code: string;
	/** Whether this is what was told of the moment. */
	moment: (told: unknown) => boolean;
	outranks?: readonly string[];
	diagnosis: Omit<Diagnosis, 'proof' | 'severity'>;
	/** What HAProxy's log has to say on it. */
	logged?: (logged: Logged | undefined, lines: readonly string[] | undefined) => readonly ProofItem[];
	then?: string;
};

/** A rule for connections of every age that end in the same moment. */
export const together = ({code, moment, outranks = [], diagnosis, logged = () => [], then}: Together) =>
	rule({
		code,
		outranks,
		needs: [simultaneous],
		uses: [termination, log],
		find(told, state, lines) {
			if (!moment(told)) return;
			const open = then ? [unseen(then)] : [];
			const common = decisive(met('all connections end at the same moment, whatever their age', 'simultaneous'));
			return {...diagnosis, severity: 'problem', proof: [common, ...logged(loggedOf(state, lines), lines), ...open]};
		},
	});
