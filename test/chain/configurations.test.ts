import {testHaproxy} from '../helpers/haproxy.ts';
import {haproxyWith, type OwnPorts} from '../helpers/opened-chain.ts';
import {proves} from '../helpers/prove.ts';

// Each with a healthy application, and one way of writing a timer that a reader of the file may miss.

const text = (...lines: readonly string[]) => `${lines.join('\n')}\n`;
const bind = ({public: port}: OwnPorts) => `\tbind 127.0.0.1:${port}`;
const server = ({websocket}: OwnPorts) => `\tserver ws1 127.0.0.1:${websocket}`;
const long = ['\ttimeout connect 2s', '\ttimeout client 30s', '\ttimeout server 30s'];

testHaproxy(proves, {
	title: 'a listen section, the last of two values',
	open: haproxyWith(ports => text('listen all', '\tmode http', bind(ports), ...long, '\ttimeout client 20s', '\ttimeout client 2500ms', server(ports))),
	expected: {code: 'idle/client-timeout', timer: {name: 'timeout client', ms: 2500}, line: /timeout client 2500ms/},
});

testHaproxy(proves, {
	title: 'named defaults and from',
	open: haproxyWith(ports =>
		text(
			'defaults outer',
			'\tmode http',
			...long,
			'defaults quick from outer',
			'\ttimeout tunnel 2400ms',
			'frontend f from outer',
			bind(ports),
			'\tdefault_backend b',
			'backend b from quick',
			server(ports),
		),
	),
	expected: {code: 'idle/tunnel-timeout', timer: {name: 'timeout tunnel', ms: 2400}, line: /timeout tunnel 2400ms/},
});

testHaproxy(proves, {
	title: 'http-request set-timeout tunnel',
	open: haproxyWith(ports =>
		text('listen all', '\tmode http', bind(ports), ...long, '\ttimeout tunnel 1h', '\thttp-request set-timeout tunnel 2300ms', server(ports)),
	),
	expected: {code: 'idle/tunnel-timeout', timer: {name: 'timeout tunnel', ms: 2300}, line: /set-timeout tunnel 2300ms/},
});

testHaproxy(proves, {
	title: 'mode tcp',
	open: haproxyWith(ports => text('listen all', '\tmode tcp', bind(ports), ...long, '\ttimeout tunnel 2200ms', server(ports))),
	expected: {code: 'idle/tunnel-timeout', timer: {name: 'timeout tunnel', ms: 2200}, line: /timeout tunnel 2200ms/},
});

testHaproxy(proves, {
	title: 'a tunnel timer of 0 is none',
	open: haproxyWith(ports =>
		text(
			'defaults',
			'\tmode http',
			'\ttimeout connect 2s',
			'\ttimeout client 9s',
			'\ttimeout server 2s',
			'\ttimeout tunnel 1h',
			'frontend f',
			bind(ports),
			'\tdefault_backend b',
			'backend b',
			'\ttimeout tunnel 0',
			server(ports),
		),
	),
	expected: {code: 'idle/tunnel-not-applied', timer: {name: 'timeout server', ms: 2000}, line: /timeout server 2s/, vaguely: ['idle/server-timeout']},
});

testHaproxy(proves, {
	title: 'client and server alike',
	open: haproxyWith(ports =>
		text('listen all', '\tmode http', bind(ports), '\ttimeout connect 2s', '\ttimeout client 2s', '\ttimeout server 2s', server(ports)),
	),
	expected: {code: 'idle/client-timeout', timer: {name: 'timeout client', ms: 2000}, line: /timeout client 2s/},
});

testHaproxy(proves, {
	title: 'only the path decides, and it decides for the short one',
	open: haproxyWith(ports =>
		text(
			'defaults',
			'\tmode http',
			...long,
			'frontend f',
			bind(ports),
			'\tuse_backend long if { path_beg /socket }',
			'\tuse_backend short if { path_beg /ws } { hdr(Connection) -i upgrade }',
			'\tdefault_backend long',
			'backend long',
			'\ttimeout tunnel 1h',
			server(ports),
			'backend short',
			'\ttimeout tunnel 2100ms',
			server(ports),
		),
	),
	expected: {code: 'idle/tunnel-timeout', timer: {name: 'timeout tunnel', ms: 2100}, line: /timeout tunnel 2100ms/},
});
