import {probe} from '../../source/define.ts';
import type {HostLimits, Upgrade} from '../../source/model.ts';
import {amount, object, optional} from '../../source/shape.ts';
import {config} from './configuration.ts';
import {upgrade} from './upgrade.ts';

const readLimits = (json: unknown): HostLimits => {
	const limits = object(json, 'host to be {"haproxies": 1, "ports", "nrOpen", "openFiles"}');
	const numbers = ['ports', 'nrOpen', 'openFiles'].map(
		name => [name, optional(limits[name], value => amount(value, `${name} of host to be a number`))] as const,
	);
	return {
		haproxies: amount(limits.haproxies, 'host to say how many haproxies run there'),
		...Object.fromEntries(numbers.filter(([, value]) => value !== undefined)),
	};
};

/** Answers that a limit may be the cause of. */
const mayBeFull = ({status, outcome}: Upgrade): boolean => status === 503 || ['no-response', 'refused', 'timeout'].includes(outcome ?? '');

/** What the host allows that ws-doctor runs on: evidence only where HAProxy runs there too. */
export const host = probe({
	id: 'host',
	title: 'Limits of this host',
	needs: [upgrade, config],
	notNeeded: 'the first answer does not look like a limit',
	read: readLimits,
	local: true,
	when: mayBeFull,
	plan: () => 'reads /proc: ephemeral ports, nr_open, and the descriptors of a haproxy that runs here',
	cost: () => 500,
	async run({readHost}) {
		if (!readHost) throw new Error('this run has no instrument for the limits of this host');
		return readHost();
	},
});

/** The limits of the host that HAProxy runs on; undefined where it is not this one. */
export const ofHaproxysHost = (limits: HostLimits | undefined): HostLimits | undefined => (limits && limits.haproxies > 0 ? limits : undefined);
