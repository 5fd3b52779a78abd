import type {Context} from '../context.ts';
import {recordable} from '../journal/recordable.ts';
import type {Evidence, Instruments, Target} from '../model.ts';

/** Instruments, and what keeps from everybody else the secrets that only they need. */
export type Hands = {
	/** Instruments for one examination: what they learn of each other's cuts ends with it. */
	readonly create: () => Instruments;
	/** The evidence as it may be recorded and shown. The URL as it was told stays in here. */
	readonly conceal: (item: Evidence) => Evidence;
};

/** Instruments with the credentials of the command line, which live nowhere else. */
const create = ({flags, stdin, env}: Context, aimed: <T extends Target>(target: T) => T): Instruments => {
	const options = {
		...(flags.header && {headers: flags.header.map(({name, value}) => [name, value] as const)}),
		...(flags.origin && {origin: flags.origin}),
		...(flags.cookie && {cookie: flags.cookie}),
		...(flags.subprotocol && {subprotocol: flags.subprotocol}),
		...(flags.insecure && {insecure: true}),
		stdin,
		proxies: env,
	};

	// Sockets and TLS are loaded with the first probe, so that the first frame does not wait for them.
	let made: Promise<Required<Instruments>> | undefined;
	const hands = () => {
		made ??= import('../instruments/index.ts').then(({createInstruments}) => createInstruments(options));
		return made;
	};

	return {
		reach: async (...given) => (await hands()).reach(...given),
		upgrade: async (target, signal) => (await hands()).upgrade(aimed(target), signal),
		upgradeOverHttp2: async (target, signal) => (await hands()).upgradeOverHttp2(aimed(target), signal),
		series: async (target, ...rest) => (await hands()).series(aimed(target), ...rest),
		watch: async (watch, ...rest) => (await hands()).watch({...watch, target: aimed(watch.target)}, ...rest),
		readConfiguration: async paths => (await hands()).readConfiguration(paths),
		readHost: async () => (await hands()).readHost(),
		readPatterns: async (...asked) => (await hands()).readPatterns(...asked),
	};
};

/** The doctor's hands for one run. */
export const handsFor = (context: Context): Hands => {
	const whole = new Map<unknown, string>();
	const conceal = (item: Evidence): Evidence => {
		const safe = recordable(item);
		if (item.step === 'url' && typeof item.value === 'string' && safe.value !== item.value) whole.set(safe.value, item.value);
		return safe;
	};

	return {create: () => create(context, target => ({...target, url: whole.get(target.url) ?? target.url})), conceal};
};

/** Instruments for a run that has nothing to conceal. */
export const instrumentsFor = (context: Context): Instruments => handsFor(context).create();
