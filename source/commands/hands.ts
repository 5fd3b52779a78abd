import type {Context} from '../context.ts';
import {createInstruments} from '../instruments/index.ts';
import type {Instruments} from '../model.ts';

/** Instruments with the credentials of the command line, which live nowhere else. */
export const instrumentsFor = ({flags, stdin}: Context): Instruments =>
	createInstruments({
		...(flags.header && {headers: flags.header.map(({name, value}) => [name, value] as const)}),
		...(flags.origin && {origin: flags.origin}),
		...(flags.cookie && {cookie: flags.cookie}),
		...(flags.subprotocol && {subprotocol: flags.subprotocol}),
		...(flags.insecure && {insecure: true}),
		stdin,
	});
