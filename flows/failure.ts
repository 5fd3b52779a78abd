import {sawFailure} from '../source/disturbed.ts';
import type {Flow, Idle, Known} from '../source/model.ts';
import {scatteredIn} from './reading/ends.ts';
import {application, busy, idle} from './steps/idle.ts';
import {reach} from './steps/reach.ts';
import {simultaneous, symptom, termination} from './steps/told.ts';
import {trials} from './steps/trials.ts';
import {upgrade} from './steps/upgrade.ts';

const reported = (known: Known): boolean => {
	const told = known(symptom);
	// HAProxy writes `-` where a session ended as it should (manual 8.5).
	const abnormal = /^[^-]/.test(known(termination) ?? '');
	return (told !== undefined && told !== 'check-up') || abnormal || Boolean(known(simultaneous)) || Boolean(known(trials)?.length);
};

type Missing = Parameters<Flow['failed']>[1];

/** Whether the silence test was to be made and its machine or its handshake failed it. */
const spoilt = (missing: Missing): boolean => [idle, busy].some(step => sawFailure(missing(step) ?? ''));

/** Connections of the ladder that were ended although the watched one lived. */
const scattered = (seen: Idle | undefined): boolean => seen?.outcome === 'survived' && scatteredIn(seen).length > 0;

/** Whether anything has failed: the way there, the handshake, a watched connection, the watch itself, or what the operator reports. */
export const failed = (known: Known, missing: Missing): boolean => {
	const [way, handshake] = [known(reach), known(upgrade)];
	const refused = handshake ? handshake.status !== 101 : way !== undefined && way.outcome !== 'connected';
	const cut = [known(idle), known(busy), known(application)].some(watched => watched?.outcome === 'closed');
	return refused || cut || scattered(known(idle)) || spoilt(missing) || reported(known);
};
