import {flow} from '../../source/define.ts';
import {certificate, file, frontend, hosts, http2, listen, mode, redirect, tls, version} from './place.ts';
import {check, checkPath, paths, pools, servers, stickiness, web} from './servers.ts';
import {connections, heartbeat, path, perClient, sources, trusted} from './traffic.ts';

/** What `ws-doctor setup` asks, in this order: questions only, no probes. Its evidence is what `answersFrom` in `source/setup/` reads. */
export default flow({
	id: 'setup',
	symptom: 'Set HAProxy up for WebSockets',
	hint: 'asks what runs where, and writes a checked configuration',
	steps: [
		...[mode, file, frontend, tls, certificate, listen, redirect, http2, hosts],
		...[servers, paths, pools, web, stickiness, check, checkPath],
		...[heartbeat, path, trusted, connections, perClient, sources, version],
	],
	rules: [],
	clocks: () => ({timers: []}),
	failed: () => false,
});
