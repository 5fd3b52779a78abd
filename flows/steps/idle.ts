import {probe, question} from '../../source/define.ts';
import {parseDuration} from '../../source/duration.ts';
import type {ConfigurationText, Idle, Milliseconds, Probe, Upgrade} from '../../source/model.ts';
import {amount} from '../../source/shape.ts';
import {idleClocks} from '../reading/configuration.ts';
import {config} from './configuration.ts';
import {readIdle} from './observed.ts';
import {type Place, places, spot} from './places.ts';
import {url} from './target.ts';
import {upgrade, upgradeAtBackend, upgradeAtHaproxy} from './upgrade.ts';

export const idleLimit = question({
	id: 'idleLimit',
	flag: 'idle',
	title: 'How long may the silence test wait?',
	hint: 'It opens about 10 silent connections to each place side by side, and ends soon after the first cut. 0 = no such test',
	needs: [url, upgrade],
	when: (_url, {status}) => status === 101,
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

/** How much longer than the first cut a comparison place has to live. */
export const margin = (cut: Milliseconds): Milliseconds => Math.max(1000, cut / 4);

const last = (after: Milliseconds | readonly [Milliseconds, Milliseconds]) => (typeof after === 'number' ? after : after[1]);

/** A place that is tried after the cut is known need only outlive it. */
const limitBeside = (limit: Milliseconds, beside?: Idle): Milliseconds =>
	beside?.outcome === 'closed' && beside.afterMs !== undefined ? Math.min(limit, last(beside.afterMs) + margin(last(beside.afterMs))) : limit;

const seconds = (ms: Milliseconds) => `${Math.ceil(ms / 1000)} s`;

type IdleVariant = {id: string; title: string; place: Place; handshake: typeof upgrade; traffic: 'silent' | 'pings'; beside?: Probe<Idle>};

/** A row of watched connections at a place: silent ones, or a busy one. */
export const idleAt = ({id, title, place, handshake, traffic, beside}: IdleVariant) =>
	probe({
		id,
		title,
		needs: [url, place.where, upgrade, handshake, idleLimit],
		uses: [config, ...(beside ? [beside] : [])],
		read: readIdle,
		when: (_url, _where, publicly: Upgrade, here: Upgrade, limit) => publicly.status === 101 && here.status === 101 && limit > 0,
		plan: (url, where, _publicly, _here, limit) =>
			`${traffic === 'pings' ? 'one connection with pings' : 'about 10 silent connections'} to ${spot(place.target(url, where))}, at most ${seconds(limit)}`,
		cost: (_url, _where, _publicly, _here, limit) => limit + 5000,
		run: (instruments, signal, notify, url, where, _publicly, _here, limit, config?: ConfigurationText, known?: Idle) =>
			instruments.watch(
				{place: place.name, target: place.target(url, where), traffic, limit: limitBeside(limit, known), clocks: idleClocks(config, url)},
				signal,
				notify,
			),
	});

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
