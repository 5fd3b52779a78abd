import {config, configurationFiles} from './configuration.ts';
import {clientOnly} from './directions.ts';
import {application, busy, idle, idleAtBackend, idleAtHaproxy, idleLimit} from './idle.ts';
import {reach, reachAtBackend, reachAtHaproxy} from './reach.ts';
import {backend, haproxy, url} from './target.ts';
import {heartbeat, log, path, simultaneous, someClients, symptom, termination, timers, upgradeOverHttp2, upgradeWithoutOrigin} from './told.ts';
import {trialCount, trials} from './trials.ts';
import {upgrade, upgradeAtBackend, upgradeAtHaproxy} from './upgrade.ts';

/** What is asked and tried about the way to the handshake, in the order in which people are asked. */
export const handshakeSteps = [
	url,
	haproxy,
	backend,
	configurationFiles,
	config,
	path,
	reach,
	reachAtHaproxy,
	reachAtBackend,
	upgrade,
	upgradeAtHaproxy,
	upgradeAtBackend,
];

/** What is asked and tried about a connection that stays open. */
export const silenceSteps = [heartbeat, idleLimit, idle, idleAtHaproxy, idleAtBackend, busy, clientOnly, trialCount];

/** What is only ever told, with `--answers` or a flag. */
export const toldSteps = [symptom, timers, termination, simultaneous, someClients, trials, log, application, upgradeOverHttp2, upgradeWithoutOrigin];
