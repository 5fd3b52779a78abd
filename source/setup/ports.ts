import type {Pool} from './model.ts';
import type {Explanation, Sum} from './types.ts';

/** Ports that Linux takes for outgoing connections unless told (32768 to 60999), and at most (1024 to 65535). */
const [usual, most] = [28_232, 64_512];

export type Ports = {readonly sum: Sum; readonly explanations: readonly Explanation[]; readonly commands: readonly string[]};

const topic = 'source ports';

/**
 * Source ports between HAProxy and each server of a pool: one a tunnel, from one source address to one server address. Counted with one
 * server down, and as if every WebSocket came to this pool.
 */
export const portsFor = ({name, servers}: Pool, maxconn: number, sources: number): Ports => {
	const addresses = new Set(servers.map(({address}) => address)).size;
	const left = Math.max(1, addresses - 1);
	const needed = Math.ceil(maxconn / left);
	const from = Math.max(1, sources);
	const sum = {
		name: `source ports to a server of ${name}`,
		value: needed,
		unit: `of ${usual * from}`,
		arithmetic: `${maxconn} / ${left} ${left === 1 ? 'server' : 'servers'}${addresses > 1 ? ' with one down' : ''}; ${from} x ${usual} ports`,
	};
	if (needed <= usual * from) return {sum, explanations: [], commands: []};
	if (needed <= most * from) {
		const says = `${name}: ${needed} tunnels to one server are more than the ${usual * from} ports that Linux uses unless told: widen the range.`;
		return {sum, explanations: [{topic, advice: true, says}], commands: ["sysctl -w net.ipv4.ip_local_port_range='1024 65535'"]};
	}

	const says = `${name}: ${needed} tunnels to one server need ${Math.ceil(needed / most)} source addresses ("sources") with ${most} ports each, or more servers; there ${from === 1 ? 'is 1' : `are ${from}`}.`;
	return {sum, explanations: [{topic, advice: true, says}], commands: ["sysctl -w net.ipv4.ip_local_port_range='1024 65535'"]};
};
