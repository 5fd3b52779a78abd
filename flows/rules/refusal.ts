import {rule} from '../../source/define.ts';
import type {ConfigurationText, Diagnosis, Path, Reach, Rule, Upgrade} from '../../source/model.ts';
import {pathOf, type Way} from '../reading/path.ts';
import {config} from '../steps/configuration.ts';
import {reach, reachAtBackend, reachAtHaproxy} from '../steps/reach.ts';
import {backend, haproxy, url} from '../steps/target.ts';
import {path, symptom, termination, timers} from '../steps/told.ts';
import {upgrade, upgradeAtBackend, upgradeAtHaproxy} from '../steps/upgrade.ts';

/** A handshake that gave no 101, and everything beside it. */
export type Refusal = Way & {
	readonly upgrade: Upgrade;
	readonly atHaproxy: Upgrade | undefined;
	readonly atBackend: Upgrade | undefined;
	readonly reach: Reach | undefined;
	readonly reachAtHaproxy: Reach | undefined;
	readonly reachAtBackend: Reach | undefined;
	readonly backend: string | undefined;
	readonly config: ConfigurationText | undefined;
	readonly termination: string | undefined;
	readonly symptom: string | undefined;
	readonly hops: Path;
};

const uses = [
	upgradeAtHaproxy,
	upgradeAtBackend,
	reach,
	reachAtHaproxy,
	reachAtBackend,
	url,
	haproxy,
	backend,
	config,
	path,
	timers,
	termination,
	symptom,
] as const;

type RefusalRule = {code: string; outranks?: readonly string[]; find: (refusal: Refusal) => Diagnosis | undefined};

/** A rule about a handshake that failed; it has nothing to say about one that succeeded. */
export const refusalRule = ({code, outranks = [], find}: RefusalRule): Rule =>
	rule({
		code,
		outranks,
		needs: [upgrade],
		uses,
		find(upgrade, atHaproxy, atBackend, reach, reachAtHaproxy, reachAtBackend, url, haproxy, backend, config, path, timers, termination, symptom) {
			if (upgrade.status === 101) return;
			const way: Way = {url, haproxy, config, path, timers};
			return find({...way, upgrade, atHaproxy, atBackend, reach, reachAtHaproxy, reachAtBackend, backend, config, termination, symptom, hops: pathOf(way)});
		},
	});

/** What came back, in words: `404 Not Found`, `nothing`. */
export const answerWords = ({status, reason, outcome}: Upgrade): string =>
	status === undefined ? (outcome ?? 'nothing') : `${status}${reason ? ` ${reason}` : ''}`;

/** The nearest place inward that was asked: HAProxy where it was tried, else the public URL. */
export const nearestToHaproxy = ({atHaproxy, upgrade}: Refusal): Upgrade => (atHaproxy?.status === undefined ? upgrade : atHaproxy);
