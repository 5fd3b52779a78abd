import type {Known} from '../source/model.ts';
import {busy, idle} from './steps/idle.ts';
import {simultaneous, symptom} from './steps/told.ts';
import {upgrade} from './steps/upgrade.ts';

/** Whether anything has failed: the handshake, a watched connection, or what the operator reports. */
export const failed = (known: Known): boolean => {
	const handshake = known(upgrade);
	const refused = handshake !== undefined && (handshake.status !== 101 || handshake.acceptValid === false);
	const cut = [known(idle), known(busy)].some(watched => watched?.outcome === 'closed');
	return refused || cut || Boolean(known(simultaneous)) || known(symptom) !== undefined;
};
