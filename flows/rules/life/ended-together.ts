import {ofOneConnection, together} from './together.ts';

/** Many sessions end in the same second, and nothing tells why. */
export default together({
	code: 'life/ended-together',
	moment: told => told !== false,
	outranks: ofOneConnection,
	diagnosis: {
		title: 'All connections end at the same moment, whatever their age: an event ends them, no timer of the single connection.',
		why: 'A timer counts from each connection by itself. What ends all at once is a reload, a restart, a roll-out, a drained node, or a server that was marked down.',
		fixes: [
			{
				title: 'Compare the moment with reloads of the proxies, roll-outs of the application and health checks',
				then: ["journalctl -u haproxy | grep -iE 'stopped|is DOWN|hard-stop'"],
			},
		],
	},
	then: 'which event it was',
});
