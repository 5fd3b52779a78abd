import {rule} from '../../source/define.ts';
import type {Diagnosis, Path, Rule, Upgrade} from '../../source/model.ts';
import {pathOf} from '../reading/path.ts';
import {config} from '../steps/configuration.ts';
import {reach, reachAtBackend, reachAtHaproxy} from '../steps/reach.ts';
import {backend, haproxy, url} from '../steps/target.ts';
import {path, someClients, symptom, termination, timers, upgradeWithoutOrigin} from '../steps/told.ts';
import {upgrade, upgradeAtBackend, upgradeAtHaproxy} from '../steps/upgrade.ts';
import {byName} from './by-name.ts';

const beside = byName({
	atHaproxy: upgradeAtHaproxy,
	atBackend: upgradeAtBackend,
	withoutOrigin: upgradeWithoutOrigin,
	...{reach, reachAtHaproxy, reachAtBackend, url, haproxy, backend, config, path, timers, termination, symptom, someClients},
});

/** A handshake that gave no 101, and everything beside it. */
export type Refusal = ReturnType<typeof beside.read> & {readonly upgrade: Upgrade; readonly hops: Path};

type RefusalRule = {code: string; outranks?: readonly string[]; find: (refusal: Refusal) => Diagnosis | undefined};

/** A rule about a handshake that failed; it has nothing to say about one that succeeded. */
export const refusalRule = ({code, outranks = [], find}: RefusalRule): Rule =>
	rule({
		code,
		outranks,
		needs: [upgrade],
		uses: beside.uses,
		find(upgrade, ...values) {
			if (upgrade.status === 101) return;
			const seen = beside.read(values);
			return find({...seen, upgrade, hops: pathOf(seen)});
		},
	});

/** What came back, in words: `404 Not Found`, `nothing`. */
export const answerWords = ({status, reason, outcome}: Upgrade): string =>
	status === undefined ? (outcome ?? 'nothing') : `${status}${reason ? ` ${reason}` : ''}`;

/** The nearest place inward that was asked: HAProxy where it was tried, else the public URL. */
export const nearestToHaproxy = ({atHaproxy, upgrade}: Refusal): Upgrade => (atHaproxy?.status === undefined ? upgrade : atHaproxy);
