import type {Known} from '../source/model.ts';
import {application, busy, idle} from './steps/idle.ts';
import {reach} from './steps/reach.ts';
import {simultaneous, symptom} from './steps/told.ts';
import {trials} from './steps/trials.ts';
import {upgrade} from './steps/upgrade.ts';

const reported = (known: Known): boolean => {
	const told = known(symptom);
	return (told !== undefined && told !== 'check-up') || Boolean(known(simultaneous)) || Boolean(known(trials)?.length);
};

/** Whether anything has failed: the way there, the handshake, a watched connection, or what the operator reports. */
export const failed = (known: Known): boolean => {
	const [way, handshake] = [known(reach), known(upgrade)];
	const refused = handshake ? handshake.status !== 101 : way !== undefined && way.outcome !== 'connected';
	const cut = [known(idle), known(busy), known(application)].some(watched => watched?.outcome === 'closed');
	return refused || cut || reported(known);
};
