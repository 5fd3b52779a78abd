import {probe} from '../../source/define.ts';
import type {Idle} from '../../source/model.ts';
import {idle, idleLimit, limitBeside} from './idle.ts';
import {readIdle, readUpgrade} from './observed.ts';
import {spot} from './places.ts';
import {url} from './target.ts';
import {upgrade} from './upgrade.ts';

/** The handshake as browsers make it where TLS offers HTTP/2: an extended CONNECT (RFC 8441). */
export const upgradeOverHttp2 = probe({
	id: 'upgradeOverHttp2',
	title: 'Handshake over HTTP/2 at the public URL',
	lane: 'handshake',
	needs: [url, upgrade],
	notNeeded: 'it takes TLS, and a 101 over HTTP/1.1',
	read: readUpgrade,
	when: (url, {status}) => status === 101 && url.startsWith('wss:'),
	plan: url => `one extended CONNECT over HTTP/2 to ${spot({url})}, at most 15 s`,
	cost: () => 15_000,
	async run(instruments, signal, _notify, url) {
		if (!instruments.upgradeOverHttp2) throw new Error('this run has no instrument for HTTP/2');
		return instruments.upgradeOverHttp2({url}, signal);
	},
});

const seconds = (ms: number) => `${Math.ceil(ms / 1000)} s`;

/** Whether a drop over HTTP/1.1 happens over HTTP/2 alike: one more silent connection, for no longer than that drop took and a margin. */
export const idleOverHttp2 = probe({
	id: 'idleOverHttp2',
	title: 'Silence over HTTP/2 at the public URL',
	needs: [url, upgradeOverHttp2, idleLimit, idle],
	notNeeded: 'it takes a WebSocket over HTTP/2, and a drop to compare with',
	read: readIdle,
	when: (_url, over, limit, cut) => over.status === 200 && limit > 0 && cut.outcome === 'closed',
	plan: (url, _over, limit, cut) => `one silent connection over HTTP/2 to ${spot({url})}, at most ${seconds(limitBeside(limit, cut))}`,
	cost: (_url, _over, limit, cut) => limitBeside(limit, cut) + 5000,
	run: (instruments, signal, notify, url, _over, limit, cut: Idle) =>
		instruments.watch(
			{place: 'public over HTTP/2', target: {url, variant: {http2: 'alpn'}}, traffic: 'silent', limit: limitBeside(limit, cut), clocks: [], alone: true},
			signal,
			notify,
		),
});
