import {config, configurationFiles, haproxyCheck} from './configuration.ts';
import {differentials} from './differentials.ts';
import {clientOnly} from './directions.ts';
import {host} from './host.ts';
import {idleOverHttp2, upgradeOverHttp2} from './http2.ts';
import {application, busy, idle, idleAtBackend, idleAtHaproxy, idleLimit} from './idle.ts';
import {reach, reachAtBackend, reachAtHaproxy} from './reach.ts';
import {retries, series, serverHeader} from './series.ts';
import {backend, haproxy, url} from './target.ts';
import {
	haproxyVersion,
	heartbeat,
	here,
	log,
	path,
	showInfo,
	showSess,
	simultaneous,
	someClients,
	symptom,
	termination,
	timers,
	upgradeWithCredentials,
} from './told.ts';
import {trialCount, trials} from './trials.ts';
import {upgrade, upgradeAtBackend, upgradeAtHaproxy} from './upgrade.ts';

/** What is asked and tried about the way to the handshake, in the order in which people are asked. */
export const handshakeSteps = [
	url,
	// The files say where HAProxy and its servers listen.
	configurationFiles,
	config,
	haproxy,
	backend,
	path,
	reach,
	reachAtHaproxy,
	reachAtBackend,
	upgrade,
	upgradeAtHaproxy,
	upgradeAtBackend,
	...differentials,
	retries,
	host,
	upgradeOverHttp2,
];

/** Who answers, when the same handshake is made again and again. */
export const seriesSteps = [serverHeader, series];

/** What is asked and tried about a connection that stays open. */
export const silenceSteps = [heartbeat, idleLimit, idle, idleAtHaproxy, idleAtBackend, busy, clientOnly, idleOverHttp2, trialCount];

/** What is only ever told, with `--answers` or a flag. */
export const toldSteps = [
	haproxyCheck,
	symptom,
	here,
	timers,
	termination,
	simultaneous,
	someClients,
	trials,
	log,
	showInfo,
	showSess,
	application,
	haproxyVersion,
	upgradeWithCredentials,
];
