import {rule} from '../../../source/define.ts';
import type {Diagnosis, ProofItem} from '../../../source/model.ts';
import {type Logged, loggedOf} from '../../reading/logged.ts';
import {config} from '../../steps/configuration.ts';
import {haproxy, url} from '../../steps/target.ts';
import {log, simultaneous, termination} from '../../steps/told.ts';
import {byName, type Values} from '../by-name.ts';
import {decisive, met, unseen} from '../proof.ts';

/** What names a cause of the single connection: an event that ends all of them is none of these. */
export const ofOneConnection: readonly string[] = [
	...['client-timeout', 'server-timeout', 'tunnel-timeout', 'tunnel-unit', 'tunnel-not-applied', 'chained-proxy', 'front-hop', 'inner-hop'].map(
		name => `idle/${name}`,
	),
	...['silent-drop', 'backend-closes', 'ping-timeout', 'heartbeat-missing', 'heartbeat-race'].map(name => `idle/${name}`),
	...['maximum-lifetime', 'immediate-close', 'unstable'].map(name => `life/${name}`),
];

const steps = {termination, log, config, url, haproxy};
const beside = byName(steps);

/** What else is known of the moment, and what HAProxy logs of the sessions that ended in it. */
export type Moment = Values<typeof steps> & {readonly logged: Logged | undefined};

type Together = {
	code: string;
	/** Whether this is what was told of the moment, or what HAProxy's own word makes of it. */
	moment: (told: unknown, seen: Moment) => boolean;
	outranks?: readonly string[];
	diagnosis: Omit<Diagnosis, 'proof' | 'severity'>;
	/** What HAProxy's log has to say on it. */
	logged?: (seen: Moment) => readonly ProofItem[];
	then?: string;
};

/** A rule for connections of every age that end in the same moment. */
export const together = ({code, moment, outranks = [], diagnosis, logged = () => [], then}: Together) =>
	rule({
		code,
		outranks,
		needs: [simultaneous],
		uses: beside.uses,
		find(told: unknown, ...values) {
			const known = beside.read(values);
			const seen = {...known, logged: loggedOf(known.termination, known.log)};
			if (!moment(told, seen)) return;
			const open = then ? [unseen(then)] : [];
			const common = decisive(met('all connections end at the same moment, whatever their age', 'simultaneous'));
			return {...diagnosis, severity: 'problem', proof: [common, ...logged(seen), ...open]};
		},
	});
