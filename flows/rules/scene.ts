import {rule} from '../../source/define.ts';
import type {ConfigurationText, Diagnosis, Idle, Milliseconds, Path, Rule, Upgrade} from '../../source/model.ts';
import {type Closed, type Comparison, compareWith} from '../reading/ends.ts';
import {pathOf, type Way} from '../reading/path.ts';
import {type Suspect, suspectsOf} from '../reading/suspects.ts';
import {config} from '../steps/configuration.ts';
import {busy, idle, idleAtBackend, idleAtHaproxy} from '../steps/idle.ts';
import {backend, haproxy, url} from '../steps/target.ts';
import {heartbeat, path, termination, timers} from '../steps/told.ts';
import {upgrade} from '../steps/upgrade.ts';

/** A cut and everything beside it: what the rules about dropped connections look at. */
export type Scene = Way & {
	readonly cut: Closed;
	/** How the same silence fared at the next places inward, and a busy connection at the public one, seen from the cut. */
	readonly atHaproxy: Comparison | undefined;
	readonly atBackend: Comparison | undefined;
	readonly whenBusy: Comparison | undefined;
	readonly idleAtHaproxy: Idle | undefined;
	readonly idleAtBackend: Idle | undefined;
	readonly busy: Idle | undefined;
	readonly backend: string | undefined;
	readonly heartbeat: Milliseconds | undefined;
	readonly termination: string | undefined;
	readonly upgrade: Upgrade | undefined;
	readonly config: ConfigurationText | undefined;
	readonly hops: Path;
	/** Hops other than HAProxy whose clock agrees with the cut. */
	readonly suspects: readonly Suspect[];
};

const uses = [idleAtHaproxy, idleAtBackend, busy, url, haproxy, backend, config, path, timers, heartbeat, termination, upgrade] as const;

type CutRule = {code: string; outranks?: readonly string[]; find: (scene: Scene) => Diagnosis | undefined};

/** A rule about a connection that was cut; it has nothing to say about one that survived. */
export const cutRule = ({code, outranks = [], find}: CutRule): Rule =>
	rule({
		code,
		outranks,
		needs: [idle],
		uses,
		find(cut, idleAtHaproxy, idleAtBackend, busy, url, haproxy, backend, config, path, timers, heartbeat, termination, upgrade) {
			if (cut.outcome !== 'closed') return;
			const way: Way = {url, haproxy, config, path, timers};
			const comparisons = {
				atHaproxy: compareWith(idleAtHaproxy, cut),
				atBackend: compareWith(idleAtBackend, cut),
				whenBusy: compareWith(busy, {...cut, afterMs: cut.ageMs ?? cut.afterMs} as Closed),
			};
			const hops = pathOf(way);
			return find({
				...way,
				...comparisons,
				cut,
				idleAtHaproxy,
				idleAtBackend,
				busy,
				backend,
				heartbeat,
				termination,
				upgrade,
				config,
				hops,
				suspects: suspectsOf(hops, cut),
			});
		},
	});
