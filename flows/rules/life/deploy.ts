import {loggedBy} from '../logged.ts';
import {together} from './together.ts';

/** The connections end with a restart or roll-out of the backend. */
export default together({
	code: 'life/deploy',
	moment: told => told === 'deploy',
	logged: ({logged}) => loggedBy(logged, 'server'),
	outranks: ['life/ended-together'],
	diagnosis: {
		title: 'All connections end with a roll-out of the application: its processes take their WebSockets with them.',
		why: 'A WebSocket lives in one process. When that stops, the connection ends, whatever proxies stand before it.',
		hop: 'backend',
		fixes: [{title: 'Drain before stopping: close with 1001 or 1012 over some minutes, and let clients reconnect with a random delay'}],
	},
});
