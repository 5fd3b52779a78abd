import type {Milliseconds} from '../model.ts';
import type {BackendOptions} from './backend.ts';
import type {Settings} from './configuration.ts';
import type {RelayOptions} from './relay.ts';

/** One planted fault: a chain, and the verdict it deserves. */
export type Fault = {
	readonly id: string;
	/** What is broken, for the person who chooses a demo. */
	readonly says: string;
	/** The symptom an operator would report; none on a healthy chain. */
	readonly symptom?: 'drops' | 'refused';
	/** Path of the URL; fallback `/ws`. */
	readonly path?: string;
	readonly settings: Settings;
	/** The WebSocket server, or `down`: nothing listens on its port. */
	readonly backend: BackendOptions | 'down';
	/** A hop in front of HAProxy. */
	readonly front?: RelayOptions;
	/** A hop between HAProxy and the WebSocket server. */
	readonly behind?: RelayOptions;
	/** How long the operator tells the doctor to stay silent. */
	readonly idle: Milliseconds;
	/** Code of the verdict; null where there is nothing to find. */
	readonly expected: string | null;
};

const short = {connect: '2s', client: '3s', server: '6s'};
const usual = {connect: '2s', client: '30s', server: '30s'};
const healthy: Fault = {
	id: 'healthy',
	says: 'Nothing is broken: a tunnel timeout of one hour where it belongs',
	settings: {defaults: usual, websocket: {tunnel: '1h'}},
	backend: {},
	idle: 8000,
	expected: null,
};

/** The planted faults; the first is what `demo` shows unless told otherwise. */
export const faults: readonly [Fault, ...Fault[]] = [
	{
		...healthy,
		id: 'no-tunnel',
		says: 'No tunnel timeout, so that the client timeout ends silent WebSockets',
		symptom: 'drops',
		settings: {defaults: short},
		expected: 'idle/client-timeout',
	},
	{
		...healthy,
		id: 'tunnel-unit',
		says: 'A tunnel timeout without a unit: 3600 is 3.6 seconds',
		symptom: 'drops',
		settings: {defaults: usual, websocket: {tunnel: '3600'}},
		expected: 'idle/tunnel-unit',
	},
	{
		...healthy,
		id: 'tunnel-not-applied',
		says: 'A tunnel timeout in a backend that no WebSocket reaches',
		symptom: 'drops',
		settings: {defaults: short, web: {tunnel: '1h'}},
		expected: 'idle/tunnel-not-applied',
	},
	{
		...healthy,
		id: 'backend-closes',
		says: 'The application closes after 4 seconds of silence, with a Close frame',
		symptom: 'drops',
		backend: {closeAfterIdle: {ms: 4000, how: 'close-frame', code: 1001}},
		expected: 'idle/backend-closes',
	},
	{
		...healthy,
		id: 'front-silent',
		says: 'A firewall in front of HAProxy forgets silent connections and tells nobody',
		symptom: 'drops',
		front: {cutAfterIdle: 3000, how: 'silent'},
		expected: 'idle/silent-drop',
	},
	{
		...healthy,
		id: 'front-fin',
		says: 'A load balancer in front of HAProxy closes silent connections',
		symptom: 'drops',
		front: {cutAfterIdle: 3000, how: 'fin'},
		expected: 'idle/front-hop',
	},
	{
		...healthy,
		id: 'lifetime',
		says: 'The application ends every connection at 4 seconds of age, busy or not',
		symptom: 'drops',
		backend: {lifetime: {ms: 4000, how: 'fin'}},
		expected: 'life/maximum-lifetime',
	},
	{
		...healthy,
		id: 'route-missed',
		says: 'An ACL misses the path, and the WebSocket falls into the web site',
		symptom: 'refused',
		settings: {...healthy.settings, acl: 'path_beg /ws/'},
		expected: 'upgrade/route-missed',
	},
	{
		...healthy,
		id: 'backend-down',
		says: 'The WebSocket server is down, and HAProxy answers for it',
		symptom: 'refused',
		backend: 'down',
		expected: 'reach/backend-down',
	},
	healthy,
];
