import type {Instruments, Milliseconds} from '../model.ts';
import type {KnownAddresses} from './addresses.ts';
import {createBoard} from './board.ts';
import {readHostLimits} from './host-limits.ts';
import type {Environment} from './proxy.ts';
import {createReach} from './reach.ts';
import {createReadConfiguration} from './read-configuration.ts';
import {readPatterns} from './read-patterns.ts';
import type {Credentials} from './secrets.ts';
import {createSeries} from './series.ts';
import {upgrade, upgradeOverHttp2} from './upgrade.ts';
import {createWatch} from './watch.ts';

export type InstrumentOptions = Credentials & {
	/** Reads the whole of standard input, for `-`. */
	readonly stdin?: () => Promise<string>;
	/** Of the programs that are started, instead of our own. */
	readonly environment?: Environment;
	/** The environment whose HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY count; no proxy is used without it. */
	readonly proxies?: Environment;
	/** Certificates in PEM that are trusted beside Node's own. */
	readonly ca?: string;
	/** Addresses of names, instead of what the resolver says. */
	readonly addresses?: KnownAddresses;
	/** How long name resolution, TCP and TLS may each take; 5 s without it. */
	readonly connectTimeout?: Milliseconds;
	/** How long a server may take for the whole head of its response; 10 s without it. */
	readonly responseTimeout?: Milliseconds;
};

const isToken = (name: string): boolean => /^[!#$%&'*+.^_`|~\w-]+$/.test(name);
const oneLine = (value: string): boolean => !/[\r\n\0]/.test(value);

/** A line break in a value would smuggle a second header, or request, in. */
const checkCredentials = ({headers = [], origin = '', cookie = '', subprotocol = ''}: Credentials): void => {
	const wrong = headers.find(([name, value]) => !isToken(name) || !oneLine(value));
	if (wrong !== undefined) throw new Error("a header is malformed: expected 'Name: value' in one line");
	if (![origin, cookie, subprotocol].every(oneLine)) throw new Error('origin, cookie and subprotocol have to be one line each');
};

/** The doctor's hands. Credentials stay in here: they appear in no result and in no command. Throws `Error` when one of them is malformed. */
export const createInstruments = (options: InstrumentOptions = {}): Required<Instruments> => {
	checkCredentials(options);
	const {stdin, environment, proxies, ca, addresses, connectTimeout = 5000, responseTimeout = 10_000, ...credentials} = options;
	const ways = {...(proxies && {proxies}), ...(addresses && {addresses})};
	const session = {credentials, connectTimeout, responseTimeout, ...ways, ...(ca !== undefined && {ca})};
	return {
		reach: createReach({...ways, ...(environment && {environment})}),
		upgrade: (target, signal) => upgrade(target, session, signal),
		upgradeOverHttp2: (target, signal) => upgradeOverHttp2(target, session, signal),
		series: createSeries(session),
		watch: createWatch(session, createBoard()),
		readConfiguration: createReadConfiguration(stdin),
		readHost: () => readHostLimits(),
		readPatterns: async (...asked) => (await readPatterns(...asked)).patterns,
	};
};
