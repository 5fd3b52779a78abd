import type {Context} from '../context.ts';
import type {Instruments} from '../model.ts';

/** Instruments with the credentials of the command line, which live nowhere else. */
export const instrumentsFor = ({flags, stdin}: Context): Instruments => {
	const options = {
		...(flags.header && {headers: flags.header.map(({name, value}) => [name, value] as const)}),
		...(flags.origin && {origin: flags.origin}),
		...(flags.cookie && {cookie: flags.cookie}),
		...(flags.subprotocol && {subprotocol: flags.subprotocol}),
		...(flags.insecure && {insecure: true}),
		stdin,
	};

	// Sockets and TLS are loaded with the first probe, so that the first frame does not wait for them.
	let made: Promise<Instruments> | undefined;
	const hands = () => {
		made ??= import('../instruments/index.ts').then(({createInstruments}) => createInstruments(options));
		return made;
	};

	return {
		reach: async (...given) => (await hands()).reach(...given),
		upgrade: async (...given) => (await hands()).upgrade(...given),
		watch: async (...given) => (await hands()).watch(...given),
		readConfiguration: async paths => (await hands()).readConfiguration(paths),
	};
};
