import {question} from '../../source/define.ts';
import {parsePools, readPools} from '../../source/setup/pools.ts';
import {readPath, readServer} from '../../source/setup/values.ts';
import {listed, one, oneOfThese} from './kinds.ts';
import {mode} from './place.ts';

export const servers = question({
	id: 'servers',
	title: 'Where do the WebSocket servers listen?',
	hint: '10.0.0.7:8080,10.0.0.8:8080; plain HTTP/1.1 without TLS',
	...listed('servers', readServer, 1),
});

export const paths = question({
	id: 'paths',
	title: 'On which paths do they accept WebSockets?',
	hint: '/chat,/feed, each with all below it; none unless told: every path',
	fallback: 'none',
	...listed('paths', readPath),
});

export const pools = question({
	id: 'pools',
	title: 'Are there more WebSocket servers, for other paths?',
	hint: '/feed=10.0.0.9:9000 heartbeat=1m stickiness=none; /game=…: each pool has timers of its own; none unless told',
	fallback: 'none',
	parse: typed => (/^(?:none)?$/i.test(typed.trim()) ? [] : parsePools(typed)),
	read: readPools,
});

const addresses = listed('web', readServer, 1);

export const web = question<'same' | 'none' | readonly string[], [typeof mode]>({
	id: 'web',
	title: 'Who answers everything that is no WebSocket?',
	hint: 'same: the WebSocket servers; none: nobody, 404; or 10.0.0.9:80. same unless told: Socket.IO and SockJS poll the server that they upgrade on',
	needs: [mode],
	when: mode => mode === 'new',
	fallback: 'same',
	parse: typed => (typed.trim() === 'same' || typed.trim() === 'none' ? (typed.trim() as 'same' | 'none') : addresses.parse(typed)),
	read: json => (json === 'same' || json === 'none' ? json : addresses.read(json)),
});

export const stickiness = question({
	id: 'stickiness',
	title: 'Must a client come back to the same server?',
	hint: 'none unless told: right for servers that share their state',
	choices: [
		{value: 'none', label: 'no', hint: 'the server with the fewest connections'},
		{value: 'cookie', label: 'by a cookie', hint: 'browsers; set in the 101 itself'},
		{value: 'source', label: 'by its address', hint: 'clients without cookies; moves with the network'},
	],
	fallback: 'none',
	...oneOfThese('stickiness', ['none', 'cookie', 'source']),
});

export const check = question({
	id: 'check',
	title: 'How is the health of the servers checked?',
	hint: 'tcp unless told: it works with every application, and stays green with a dead WebSocket handler',
	choices: [
		{value: '101', label: 'a WebSocket handshake', hint: 'where a server accepts one without login; each check opens and drops a WebSocket'},
		{value: 'http', label: 'a page', hint: 'that answers 2xx or 3xx'},
		{value: 'tcp', label: 'a connect'},
	],
	fallback: 'tcp',
	...oneOfThese('check', ['101', 'http', 'tcp']),
});

export const checkPath = question({
	id: 'checkPath',
	title: 'On which path?',
	hint: "/health, for example; / unless told, which for a handshake means the pool's own first path",
	needs: [check],
	when: check => check !== 'tcp',
	fallback: '/',
	...one('checkPath', readPath),
});
