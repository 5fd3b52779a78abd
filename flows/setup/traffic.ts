import {question} from '../../source/define.ts';
import {parseDuration} from '../../source/duration.ts';
import {checkHeartbeat} from '../../source/setup/pools.ts';
import {readAddress, readHop, readNetwork} from '../../source/setup/values.ts';
import {amount} from '../../source/shape.ts';
import {counted, listed} from './kinds.ts';

export const heartbeat = question({
	id: 'heartbeat',
	title: 'How often does the application send something on an idle connection?',
	hint: 'A duration such as 25s; 0 = never, unless told: a heartbeat that nobody knows of is not to be relied on',
	fallback: '0',
	parse: typed => checkHeartbeat(parseDuration(typed)),
	read: json => checkHeartbeat(amount(json, 'heartbeat to be milliseconds, 0 for none')),
});

export const path = question({
	id: 'path',
	title: 'What stands between the clients and the application?',
	hint: 'Client first: cloudflare,aws-alb,haproxy; haproxy unless told: clients come directly',
	fallback: 'haproxy',
	...listed('path', readHop),
});

const isBehind = (path: readonly string[]) => path.some(hop => hop !== 'haproxy');

export const trusted = question({
	id: 'trusted',
	title: 'From which addresses does the hop in front of HAProxy come?',
	hint: 'Networks such as 10.0.0.0/8: only their X-Forwarded-For counts; none unless told, since a header that anyone can send proves nothing',
	needs: [path],
	when: isBehind,
	fallback: 'none',
	...listed('trusted', readNetwork),
});

export const connections = question({
	id: 'connections',
	title: 'How many WebSockets are open at the same time, at the peak?',
	hint: '1000 unless told: limits, descriptors, memory and source ports are sized for it',
	fallback: '1000',
	...counted('connections', 1, 2_000_000),
});

export const perClient = question({
	id: 'perClient',
	title: 'How many of them may one client address hold?',
	hint: '50 unless told: several tabs, and several people behind one address; 0 = any number',
	fallback: '50',
	...counted('perClient', 0, 1_000_000),
});

export const sources = question({
	id: 'sources',
	title: 'From which addresses of this machine does HAProxy connect to the servers?',
	hint: '10.0.0.2,10.0.0.3; none unless told: the system chooses one, good for some 28,000 connections to each server',
	fallback: 'none',
	...listed('sources', readAddress),
});
