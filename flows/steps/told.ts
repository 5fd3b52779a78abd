import {question} from '../../source/define.ts';
import {parseDuration} from '../../source/duration.ts';
import type {OperatorTimer} from '../../source/model.ts';
import {amount, list, object, text} from '../../source/shape.ts';
import {readUpgrade} from './observed.ts';
import {url} from './target.ts';

export const path = question({
	id: 'path',
	title: 'What stands between the client and the application?',
	hint: 'Client first, separated by commas: cloudflare,aws-alb,haproxy,nginx',
	needs: [url],
	optional: true,
	parse: value =>
		value
			.split(',')
			.map(hop => hop.trim())
			.filter(Boolean),
	read: json => list(json, 'path to be a list such as ["cloudflare", "haproxy"]').map(hop => text(hop, 'each hop of path to be text')),
});

export const heartbeat = question({
	id: 'heartbeat',
	title: 'How often does the application send something on an idle connection?',
	hint: 'A duration such as 25s; 0 = never',
	needs: [url],
	optional: true,
	parse: parseDuration,
	read: json => amount(json, 'heartbeat to be milliseconds, 0 for none'),
});

/** Something that is only ever told, by `--answers` or a flag, and never asked. */
const told = <Value>(id: string, title: string, read: (json: unknown) => Value) =>
	question<Value>({
		id,
		title,
		hint: 'Given with --answers',
		when: () => false,
		optional: true,
		read,
		parse: value => read(JSON.parse(value)),
	});

const readTimer = (json: unknown): OperatorTimer => {
	const timer = object(json, 'each of timers to be {"hop", "name", "ms"}');
	return {
		hop: text(timer.hop, 'a timer to name its hop'),
		name: text(timer.name, 'a timer to have a name'),
		ms: amount(timer.ms, 'a timer to have ms'),
	};
};

export const symptom = told('symptom', 'The symptom', json => text(json, 'symptom to be the id of a flow, such as "drops"'));
export const timers = told('timers', 'Timers the operator has set', json =>
	// One that is unlimited ends nothing.
	list(json, 'timers to be a list')
		.filter(timer => (timer as {ms?: unknown} | null)?.ms !== null)
		.map(readTimer),
);
export const termination = told('termination', "HAProxy's termination state", json => text(json, 'termination to be text such as "cD--"'));
const readMoment = (json: unknown): boolean | string => (typeof json === 'boolean' ? json : text(json, 'simultaneous to be true, false, "reload" or "deploy"'));

export const simultaneous = told('simultaneous', 'Do all connections end at the same moment?', readMoment);

/** The same, asked where it is what the operator has come for. */
export const coincides = question({
	id: simultaneous.id,
	title: 'When connections drop together, what happens at that moment?',
	hint: "Compare with the times of reloads, of roll-outs, and of servers that go down in HAProxy's log",
	needs: [url],
	optional: true,
	choices: [
		{value: 'reload', label: 'HAProxy is reloaded or restarted'},
		{value: 'deploy', label: 'the application is rolled out or restarted'},
		{value: 'true', label: 'nothing that I know of', hint: 'but they end in one second'},
		{value: 'false', label: 'they do not end in one moment'},
	],
	parse: value => (value === 'true' ? true : value === 'false' ? false : readMoment(value)),
	read: readMoment,
});

export const someClients = told('someClients', 'Are only some clients hit?', json => json === true);
export const log = told('log', "Lines of HAProxy's log", json =>
	Array.isArray(json) ? json.map(line => text(line, 'log to be lines of text')) : text(json, 'log to be text').split('\n'),
);
export const upgradeWithCredentials = told('upgradeWithCredentials', "The handshake with the client's credentials", readUpgrade);
/** Where ws-doctor runs, as it was seen. */
export const here = told('here', 'Where ws-doctor runs', json => text(json, 'here to be text such as "in a pod of Kubernetes"'));

/** `show info` of HAProxy's runtime API (management guide §9.3), by its names. */
export const showInfo = told('showInfo', "HAProxy's show info", json => object(json, 'showInfo to be an object such as {"Maxconn": 20000, "CurrConns": 7}'));

/** `show sess`: the streams of a running HAProxy. */
export const showSess = told('showSess', "HAProxy's show sess", json => list(json, 'showSess to be a list of streams'));

export const haproxyVersion = told('haproxyVersion', "HAProxy's version", json =>
	text(json, 'haproxyVersion to be text such as "2.6.12"').replace(/^HA-?Proxy version /i, ''),
);
