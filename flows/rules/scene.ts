import {rule} from '../../source/define.ts';
import type {Diagnosis, Path, Rule} from '../../source/model.ts';
import {type Closed, type Comparison, compareWith} from '../reading/ends.ts';
import {pathOf} from '../reading/path.ts';
import {type Suspect, suspectsOf} from '../reading/suspects.ts';
import {config} from '../steps/configuration.ts';
import {busy, idle, idleAtBackend, idleAtHaproxy} from '../steps/idle.ts';
import {haproxy, url} from '../steps/target.ts';
import {heartbeat, path, termination, timers} from '../steps/told.ts';
import {byName} from './by-name.ts';

const beside = byName({idleAtHaproxy, idleAtBackend, busy, url, haproxy, config, path, timers, heartbeat, termination});

type Seen = ReturnType<typeof beside.read>;

/** A cut and everything beside it: what the rules about dropped connections look at. */
export type Scene = Seen & {
	readonly cut: Closed;
	/** How the same silence fared at the next places inward, and a busy connection at the public one, seen from the cut. */
	readonly atHaproxy: Comparison | undefined;
	readonly atBackend: Comparison | undefined;
	readonly whenBusy: Comparison | undefined;
	readonly hops: Path;
	/** Hops other than HAProxy whose clock agrees with the cut. */
	readonly suspects: readonly Suspect[];
};

/** A busy connection is never silent: its age is held against the age of the cut one. */
const byAge = (cut: Closed): Closed => ({...cut, ...(cut.ageMs !== undefined && {afterMs: cut.ageMs})});

const sceneOf = (cut: Closed, seen: Seen): Scene => {
	const hops = pathOf(seen);
	return {
		...seen,
		...{cut, hops, suspects: suspectsOf(hops, cut)},
		atHaproxy: compareWith(seen.idleAtHaproxy, cut),
		atBackend: compareWith(seen.idleAtBackend, cut),
		whenBusy: compareWith(seen.busy, byAge(cut)),
	};
};

type CutRule = {code: string; outranks?: readonly string[]; find: (scene: Scene) => Diagnosis | undefined};

/** A rule about a connection that was cut; it has nothing to say about one that survived. */
export const cutRule = ({code, outranks = [], find}: CutRule): Rule =>
	rule({
		code,
		outranks,
		needs: [idle],
		uses: beside.uses,
		find: (cut, ...values) => (cut.outcome === 'closed' ? find(sceneOf(cut, beside.read(values))) : undefined),
	});
