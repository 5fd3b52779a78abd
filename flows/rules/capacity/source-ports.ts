import {ephemeralPorts, globalLimit, tunnelsBySource} from '../../reading/limits.ts';
import {routeOf} from '../../reading/servers.ts';
import {lineOf} from '../../reading/words.ts';
import {ofHaproxysHost} from '../../steps/host.ts';
import {decisive, met, unseen} from '../proof.ts';
import {nearestToHaproxy, refusalRule} from '../refusal.ts';

/** One source address to one server address and port has no more tunnels than ephemeral ports. */
export default refusalRule({
	code: 'capacity/source-ports',
	sometimes: true,
	outranks: ['upgrade/no-server', 'reach/backend-down'],
	find(refusal) {
		const {config, url, haproxy, log = []} = refusal;
		const route = routeOf(config, url, haproxy);
		const here = ofHaproxysHost(refusal.host)?.ports;
		const [most, limit] = [config && globalLimit(config, 'maxconn'), route && tunnelsBySource(route, here)];
		const says = log.some(line => /no free ports/.test(line));
		const short = most && limit && most.most > limit ? most : undefined;
		if (nearestToHaproxy(refusal).status !== 503 || (!says && !short)) return;
		return {
			severity: 'problem',
			title: `HAProxy has no source port left for another connection to its servers${route ? ` in backend ${route.backend.name}` : ''}.`,
			why: `One source address has some ${here ?? ephemeralPorts} ephemeral ports for each address and port of a server${limit && short ? `: ${limit} tunnels in all, and maxconn lets ${short.most} in` : ''}.`,
			hop: 'haproxy→backend',
			...(short && {location: short.location}),
			proof: [
				decisive(met('the answer is 503', 'upgrade')),
				decisive(says ? met('HAProxy logs "no free ports"', 'log') : unseen('HAProxy logs "no free ports"')),
				...(here !== undefined ? [met(`this host, on which a haproxy runs, has ${here} ephemeral ports`, 'host')] : []),
				...(short ? [met(`maxconn ${short.most} is more than there are ports (${lineOf(short.location)})`, 'config')] : []),
			],
			fixes: [
				{
					title: 'Widen net.ipv4.ip_local_port_range; then multiply addresses: "source" on server lines, more addresses or ports of the server',
					then: ['cat /proc/sys/net/ipv4/ip_local_port_range', "ss -tn state established 'dst ADDRESS and dport = :PORT' | wc -l"],
				},
			],
		};
	},
});
