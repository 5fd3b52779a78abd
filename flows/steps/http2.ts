import {probe} from '../../source/define.ts';
import {readUpgrade} from './observed.ts';
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
