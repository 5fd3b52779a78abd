import {probe, question} from '../../source/define.ts';
import {parseDuration} from '../../source/duration.ts';
import {margin} from '../../source/margin.ts';
import type {ConfigurationText, Idle, Milliseconds, OperatorTimer, Probe, Upgrade, Watch} from '../../source/model.ts';
import {connections, rungs} from '../../source/rungs.ts';
import {amount} from '../../source/shape.ts';
import {silentClocks} from '../reading/path.ts';
import {config} from './configuration.ts';
import {readIdle} from './observed.ts';
import {type Place, places, spot} from './places.ts';
import {url} from './target.ts';
import {path, timers} from './told.ts';
import {upgrade, upgradeAtBackend, upgradeAtHaproxy} from './upgrade.ts';

export const idleLimit = question({
	id: 'idleLimit',
	flag: 'idle',
	title: 'How long may the silence test wait?',
	hint: 'It opens 10 to 61 silent connections to each place side by side, more where more timers are known, and ends soon after the first cut. 0 = no such test',
	needs: [url, upgrade],
	when: (_url, {status}) => status === 101,
	notNeeded: 'needs a handshake that succeeds',
	fallback: '75s',
	choices: [
		{value: '75s', label: '75 seconds', hint: 'finds the usual minute'},
		{value: '15s', label: '15 seconds', hint: 'a first look'},
		{value: '6m', label: '6 minutes', hint: 'finds balancers and firewalls of 350 s'},
		{value: '0', label: 'no silence test'},
	],
	parse: parseDuration,
	read: json => amount(json, 'idleLimit to be milliseconds'),
});

const last = (after: Milliseconds | readonly [Milliseconds, Milliseconds]) => (typeof after === 'number' ? after : after[1]);

/** A place that is tried after the cut is known need only outlive it. */
export const limitBeside = (limit: Milliseconds, beside?: Idle): Milliseconds =>
	beside?.outcome === 'closed' && beside.afterMs !== undefined ? Math.min(limit, last(beside.afterMs) + margin(last(beside.afterMs))) : limit;

const seconds = (ms: Milliseconds) => `${Math.ceil(ms / 1000)} s`;

/** From so many connections on, a limit for one client or a firewall may take notice. */
const many = 20;

/** What so many connections at once may set off. */
const warning = (count: number): string => (count < many ? '' : '; a rate limit or a firewall that counts connections of one client may react to so many');

type Hops = readonly string[];
type Timers = readonly OperatorTimer[];

/** What is known when a watch begins. */
type Told = {
	readonly url: string;
	readonly where: string;
	readonly limit: Milliseconds;
	readonly config: ConfigurationText | undefined;
	readonly path: Hops | undefined;
	readonly timers: Timers | undefined;
	/** What has become of the connection at the public place, where this watch begins after that. */
	readonly known: Idle | undefined;
};

type IdleVariant = {id: string; title: string; place: Place; handshake: typeof upgrade; traffic: 'silent' | 'pings'; beside?: Probe<Idle>};

/** A row of watched connections at a place: silent ones, or a busy one. */
export const idleAt = ({id, title, place, handshake, traffic, beside}: IdleVariant) => {
	const watchFor = ({url, where, limit, known, ...way}: Told): Watch => ({
		...{place: place.name, target: place.target(url, where), traffic},
		...{limit: limitBeside(limit, known), clocks: traffic === 'silent' ? silentClocks({url, ...way}) : []},
	});
	return probe({
		id,
		title,
		needs: [url, place.where, upgrade, handshake, idleLimit],
		uses: [config, path, timers, ...(beside ? [beside] : [])],
		read: readIdle,
		notNeeded: 'needs a handshake that succeeds, and time to wait',
		moments: (url, where, _publicly, _here, limit, config?: ConfigurationText, path?: Hops, timers?: Timers, known?: Idle) => {
			const watch = watchFor({url, where, limit, config, path, timers, known});
			return traffic === 'silent' ? rungs(watch.limit, watch.clocks) : [];
		},
		when: (_url, _where, publicly: Upgrade, here: Upgrade, limit) => publicly.status === 101 && here.status === 101 && limit > 0,
		plan: (url, where, _publicly, _here, limit, config?: ConfigurationText, path?: Hops, timers?: Timers, known?: Idle) => {
			const {target, clocks, ...watch} = watchFor({url, where, limit, config, path, timers, known});
			const count = connections(watch.limit, clocks);
			const opened = traffic === 'pings' ? 'one connection with pings' : `${count} silent connections`;
			return `${opened} to ${spot(target)}, at most ${seconds(watch.limit)}${traffic === 'pings' ? '' : warning(count)}`;
		},
		cost: (_url, _where, _publicly, _here, limit) => limit + 5000,
		run: (instruments, signal, notify, url, where, _publicly, _here, limit, config?: ConfigurationText, path?: Hops, timers?: Timers, known?: Idle) =>
			instruments.watch(watchFor({url, where, limit, config, path, timers, known}), signal, notify),
	});
};

const [publicPlace, haproxyPlace, backendPlace] = places;

export const idle = idleAt({id: 'idle', title: 'Silence at the public URL', place: publicPlace, handshake: upgrade, traffic: 'silent'});
export const busy = idleAt({id: 'busy', title: 'Pings at the public URL', place: publicPlace, handshake: upgrade, traffic: 'pings', beside: idle});
export const idleAtHaproxy = idleAt({
	id: 'idleAtHaproxy',
	title: 'Silence at HAProxy itself',
	place: haproxyPlace,
	handshake: upgradeAtHaproxy,
	traffic: 'silent',
	beside: idle,
});
export const idleAtBackend = idleAt({
	id: 'idleAtBackend',
	title: 'Silence at the backend itself',
	place: backendPlace,
	handshake: upgradeAtBackend,
	traffic: 'silent',
	beside: idle,
});

/** The application's own connection, with the heartbeat it has; only ever told. */
export const application = question({
	id: 'application',
	title: "What becomes of the application's own connection?",
	hint: 'Given with --answers',
	when: () => false,
	optional: true,
	read: readIdle,
	parse: value => readIdle(JSON.parse(value)),
});
