import {rule} from '../../../source/define.ts';
import {valueAfter} from '../../../source/haproxy/lint/servers.ts';
import {statementsOf} from '../../../source/haproxy/proxies.ts';
import type {ProofItem} from '../../../source/model.ts';
import {routesMet} from '../../reading/configuration.ts';
import {loggedOf} from '../../reading/logged.ts';
import {config} from '../../steps/configuration.ts';
import {upgradeOverHttp2} from '../../steps/http2.ts';
import {haproxy, url} from '../../steps/target.ts';
import {log, simultaneous, someClients, termination} from '../../steps/told.ts';
import {byName, type Values} from '../by-name.ts';
import {decisive, met, unseen} from '../proof.ts';
import {ofOneConnection} from './together.ts';

const steps = {termination, log, someClients, upgradeOverHttp2, config, url, haproxy};
const beside = byName(steps);

type Beside = Values<typeof steps>;

/** Whether clients may come over HTTP/2: by a handshake that was made so, by a session in the log, or by what the `bind` lines offer. */
const overHttp2 = ({upgradeOverHttp2, log, config, url, haproxy}: Beside): ProofItem => {
	const says = 'the WebSocket is carried over HTTP/2';
	if (upgradeOverHttp2?.status === 200 || upgradeOverHttp2?.status === 101) return met(says, 'upgradeOverHttp2');
	if (log?.some(line => / 101 \d+ .* HTTP\/2/.test(line))) return met(says, 'log');
	const frontends = config ? routesMet(config, url, haproxy).routes.map(({frontend}) => frontend) : [];
	const offered = frontends.flatMap(frontend => statementsOf(frontend, 'bind')).some(bind => valueAfter(bind, 'alpn')?.split(',').includes('h2'));
	return offered ? met(says, 'config') : unseen(says);
};

/** Over HTTP/2 a reload sends GOAWAY; the stream could live on, but some browsers reset it (haproxy/haproxy issue 2789). */
export default rule({
	code: 'life/goaway',
	outranks: ['life/reload-hard-stop', 'life/ended-together', ...ofOneConnection],
	needs: [simultaneous],
	uses: beside.uses,
	find(told: unknown, ...values) {
		const seen = beside.read(values);
		const logged = loggedOf(seen.termination, seen.log);
		if (told !== 'reload' || !logged?.state.startsWith('CD')) return;
		const carried = overHttp2(seen);
		return {
			severity: 'problem',
			title: "At HAProxy's reload some browsers reset their WebSockets themselves: over HTTP/2 the old worker announces its end with GOAWAY.",
			why: 'The old worker keeps its tunnels, and HTTP/1.1 clients stay. Firefox takes GOAWAY for the end of the WebSocket, too.',
			hop: 'haproxy',
			proof: [
				decisive(met("the connections end with HAProxy's reload", 'simultaneous')),
				decisive(met('HAProxy logs that the client reset them (CD), as no hard stop does', logged.step)),
				seen.someClients ? met('only some clients are hit', 'someClients') : unseen('only some clients are hit, Firefox above all'),
				// Nothing else is known to hit some clients only, at a reload.
				seen.someClients ? carried : decisive(carried),
			],
			fixes: [
				{title: 'Set close-spread-time infinite in global, or keep WebSockets on HTTP/1.1: h2-workaround-bogus-websocket-clients, or a bind line without h2'},
			],
		};
	},
});
