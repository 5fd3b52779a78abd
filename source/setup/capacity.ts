import {isLimited} from './clients.ts';
import type {Setup} from './model.ts';
import {type Ports, portsFor} from './ports.ts';
import type {Capacity, Explanation, Sum} from './types.ts';

/** What `global` needs of the sums. */
export type Sizes = {readonly maxconn: number; readonly descriptors: number; readonly arithmetic: string};

/** Descriptors that logs, pollers, threads and the runtime socket take. */
const spare = 100;
/** What systemd gives a service at most, unless told; and what the kernel gives a process. */
const [byService, byKernel] = [524_288, 1_048_576];

/** KB of HAProxy for an idle tunnel without and with TLS (measured on 2.6.12), of the kernel for its two sockets, and of both buffers while bytes pass. */
const memory = {plain: 5, tls: 20, kernel: 8, buffers: 32};

/** Three digits are precise enough for a limit. */
const roundedUp = (value: number): number => {
	const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 2);
	return Math.ceil(value / step) * step;
};

/** Connections that the process takes: a quarter more than WebSockets, for plain requests and for clients that come back before they are missed. */
export const sizesFor = ({connections, listen, redirect, all, web}: Setup): Sizes => {
	const maxconn = roundedUp(Math.max(connections + 20, connections * 1.25));
	const servers = all.flatMap(pool => pool.servers).length + (typeof web === 'string' ? 0 : web.length);
	const listeners = listen.length * (redirect ? 2 : 1);
	const descriptors = 2 * maxconn + listeners + servers + spare;
	const arithmetic = `${connections} WebSockets and a quarter more; descriptors: 2 x ${maxconn} + ${listeners} for listeners + ${servers} for checks + ${spare} to spare = ${descriptors}.`;
	return {maxconn, descriptors, arithmetic};
};

const memorySum = ({tls}: Setup, {maxconn}: Sizes): Sum => {
	const own = tls ? memory.tls : memory.plain;
	const kilobytes = maxconn * (own + memory.kernel) + (maxconn / 10) * memory.buffers;
	return {
		name: 'memory',
		value: Math.ceil(kilobytes / 1024),
		unit: 'MB',
		arithmetic: `${maxconn} x (${own} KB of HAProxy${tls ? ' with TLS' : ''} + ${memory.kernel} KB of the kernel), and for each tenth at work ${memory.buffers} KB of buffers`,
	};
};

const descriptorHelp = ({descriptors}: Sizes): {explanations: readonly Explanation[]; commands: readonly string[]} => {
	if (descriptors <= byService)
		return {
			explanations: [
				{
					topic: 'descriptors',
					says: `${descriptors} descriptors are within the ${byService} that systemd lets HAProxy have; it raises its own limit when it starts as root.`,
				},
			],
			commands: [],
		};
	const limit = `printf '[Service]\\nLimitNOFILE=${descriptors}\\n' > /etc/systemd/system/haproxy.service.d/descriptors.conf && systemctl daemon-reload`;
	const kernel = descriptors > byKernel ? [`sysctl -w fs.nr_open=${descriptors}`] : [];
	const says = `${descriptors} descriptors are more than the ${byService} that systemd gives unless told${kernel.length > 0 ? `, and than the ${byKernel} of the kernel` : ''}: without the commands below HAProxy does not start.`;
	return {explanations: [{topic: 'descriptors', advice: true, says}], commands: [...kernel, `mkdir -p /etc/systemd/system/haproxy.service.d && ${limit}`]};
};

const limitSays = (setup: Setup): Explanation => {
	if (isLimited(setup)) return {topic: 'limit', says: `${setup.perClient} WebSockets for one address; more get 429, and count until they end.`};
	if (setup.perClient === 0) return {topic: 'limit', advice: true, says: 'No limit for one client: a client that loops can take every slot.'};
	return {
		topic: 'limit',
		advice: true,
		says: 'No limit for one client: behind another hop all clients have its address. Tell "trusted", the networks of that hop, to tell clients apart.',
	};
};

/** The sums that the file rests on, and what the system has to give. */
export const capacityFor = (setup: Setup, sizes: Sizes): Capacity => {
	const pools: readonly Ports[] = setup.all.map(pool => portsFor(pool, sizes.maxconn, setup.sources.length));
	const help = descriptorHelp(sizes);
	return {
		maxconn: sizes.maxconn,
		sums: [
			{name: 'maxconn', value: sizes.maxconn, unit: 'connections', arithmetic: `${setup.connections} WebSockets and a quarter more, at least 20`},
			{name: 'descriptors', value: sizes.descriptors, unit: 'descriptors', arithmetic: sizes.arithmetic.replace(/^.*descriptors: (.*) = .*$/, '$1')},
			memorySum(setup, sizes),
			...pools.map(({sum}) => sum),
		],
		explanations: [...help.explanations, limitSays(setup), ...pools.flatMap(({explanations}) => explanations)],
		commands: [...help.commands, ...new Set(pools.flatMap(({commands}) => commands))],
	};
};
