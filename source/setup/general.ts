import {atLeast, releaseOf} from '../haproxy/version.ts';
import type {Sizes} from './capacity.ts';
import {finsAct, type Setup} from './model.ts';
import type {Section} from './sections.ts';

// Extended CONNECT of Chrome is refused by these (haproxy/haproxy issue 3355): browsers are kept on HTTP/1.1 for WebSockets.
const broken: ReadonlySet<string> = new Set(['3.0.22', '3.2.18', '3.3.9']);

const workaround = ({http2, release}: Setup) =>
	http2 && release && broken.has(releaseOf(release))
		? ['# This release refuses WebSockets of Chrome over HTTP/2.', 'h2-workaround-bogus-websocket-clients']
		: [];

// Since 3.3 an old process is ended, without a line in the log, after 50 reloads.
const reloads = ({release}: Setup) => (atLeast(release, 3, 3) ? ['# The fallback of 50 would cut tunnels on a busy day.', 'mworker-max-reloads 500'] : []);

/** `global`: who runs it, where it logs, and how much it carries. */
export const globalSection = (setup: Setup, {maxconn, arithmetic}: Sizes): Section => ({
	header: 'global',
	lines: [
		'log /dev/log local0',
		'user haproxy',
		'group haproxy',
		`# ${arithmetic}`,
		`maxconn ${maxconn}`,
		...(setup.tls ? ['ssl-default-bind-options ssl-min-ver TLSv1.2'] : []),
		...workaround(setup),
		...reloads(setup),
	],
});

/** `defaults`: the timers of everything but tunnels; httplog writes its line when a WebSocket ends, with how it ended. */
export const defaultsSection = (setup: Setup): Section => ({
	header: 'defaults',
	lines: [
		'mode http',
		'log global',
		'option httplog',
		'option dontlognull',
		'timeout connect 5s',
		'timeout client 60s',
		'timeout server 60s',
		...(finsAct(setup)
			? ['# A half-closed connection: client-fin and server-fin act before 2.9 only.', 'timeout client-fin 30s', 'timeout server-fin 30s']
			: []),
		'timeout http-request 10s',
		'timeout http-keep-alive 10s',
		'timeout queue 10s',
		'timeout check 5s',
	],
});
