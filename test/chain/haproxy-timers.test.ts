import {testHaproxy} from '../helpers/haproxy.ts';
import {chainOf} from '../helpers/opened-chain.ts';
import {proves} from '../helpers/prove.ts';

const connect = '2s';
const long = {connect, client: '30s', server: '30s'};
const short = {connect, client: '3s', server: '6s'};
const client = {name: 'timeout client', ms: 3000};

testHaproxy(proves, {
	title: 'client 3 s, server 6 s, no tunnel',
	open: chainOf({settings: {defaults: short}}),
	expected: {code: 'idle/client-timeout', hop: 'haproxy', timer: client, line: /timeout client 3s/},
});

testHaproxy(proves, {
	title: 'client 6 s, server 3 s, no tunnel',
	open: chainOf({settings: {defaults: {connect, client: '6s', server: '3s'}}}),
	expected: {code: 'idle/server-timeout', hop: 'haproxy', timer: {name: 'timeout server', ms: 3000}, line: /timeout server 3s/},
});

testHaproxy(proves, {
	title: 'a tunnel timer of 2.5 s in the backend over one hour in defaults',
	open: chainOf({settings: {defaults: {...long, tunnel: '1h'}, websocket: {tunnel: '2500ms'}}}),
	expected: {code: 'idle/tunnel-timeout', hop: 'haproxy', timer: {name: 'timeout tunnel', ms: 2500}, line: /timeout tunnel 2500ms/},
});

testHaproxy(proves, {
	title: 'timeout tunnel 3600',
	open: chainOf({settings: {defaults: long, websocket: {tunnel: '3600'}}}),
	expected: {code: 'idle/tunnel-unit', hop: 'haproxy', timer: {name: 'timeout tunnel', ms: 3600}, line: /timeout tunnel 3600$/, says: /3600/},
});

testHaproxy(proves, {
	title: 'a tunnel timer in another backend',
	open: chainOf({settings: {defaults: short, web: {tunnel: '1h'}}}),
	expected: {code: 'idle/tunnel-not-applied', hop: 'haproxy', timer: client, line: /timeout client 3s/, says: /timeout tunnel 1h/},
});

testHaproxy(proves, {
	title: 'a tunnel timer in the frontend',
	open: chainOf({settings: {defaults: {connect, client: '6s', server: '3s'}, frontend: {tunnel: '1h'}}}),
	expected: {code: 'idle/tunnel-not-applied', hop: 'haproxy', timer: {name: 'timeout server', ms: 3000}, line: /timeout server 3s/, says: /timeout tunnel 1h/},
});

testHaproxy(proves, {
	title: 'a healthy chain',
	open: chainOf({}),
	idle: '4s',
	expected: {code: null},
	also(t, {timers, safeHeartbeat}) {
		t.like(
			timers.find(({binding}) => binding),
			{hop: 'haproxy', name: 'timeout tunnel', ms: 3_600_000, origin: 'configured'},
		);
		t.is(safeHeartbeat, 1_800_000);
	},
});

testHaproxy(proves, {
	title: 'the client timer fires before the hop in front would',
	open: chainOf({settings: {defaults: short}, front: {cutAfterIdle: 5000, how: 'fin'}}),
	expected: {code: 'idle/client-timeout', hop: 'haproxy', timer: client, line: /timeout client 3s/},
});
