import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {execa} from 'execa';

/** Where one end of a cable is plugged in: the machine and its address there, in a /24. */
type Plug = {readonly machine: string; readonly address: string};

// The process id keeps two runs on one machine apart.
const nameOf = (machine: string) => `ws-doctor-${process.pid}-${machine}`;

/** The arguments of `ip` that run a program on a machine. */
export const on = (machine: string, ...argv: readonly string[]): readonly string[] => ['netns', 'exec', nameOf(machine), ...argv];

/** Routes and devices of one machine. */
export const configure = (machine: string, ...argv: readonly string[]) => execa('ip', ['-netns', nameOf(machine), ...argv]);

/** A machine is a network namespace with a loopback. Rejects where this user may not make one. */
export const addMachine = async (machine: string): Promise<void> => {
	await execa('ip', ['netns', 'add', nameOf(machine)]);
	await configure(machine, 'link', 'set', 'lo', 'up');
};

// It waits until its standard input ends: then whoever made the machines is done with them, or gone.
const guard = `cat
for machine; do
	ip netns pids "$machine" | xargs -r kill -KILL
	ip netns delete "$machine"
done`;

/** Takes machines under care that are yet to be made. The function it returns removes them with all that runs there; so does the end of this process, however it comes. */
export const guardMachines = (machines: readonly string[]): (() => Promise<void>) => {
	const guardian = execa('sh', ['-c', guard, 'guard', ...machines.map(nameOf)], {stdin: 'pipe', reject: false, detached: true, cleanup: false});
	return async () => {
		guardian.stdin.end();
		await guardian;
	};
};

/** Joins two machines by a cable. */
export const plug = async (device: string, one: Plug, other: Plug): Promise<void> => {
	await configure(one.machine, 'link', 'add', device, 'type', 'veth', 'peer', 'name', device, 'netns', nameOf(other.machine));
	for (const {machine, address} of [one, other]) {
		await configure(machine, 'address', 'add', `${address}/24`, 'dev', device);
		await configure(machine, 'link', 'set', device, 'up');
	}
};

/** Waits until somebody listens on this port of the machine. */
export const listens = async (machine: string, port: number): Promise<void> => {
	for (let round = 0; round < 100; round++) {
		const {stdout} = await execa('ip', on(machine, 'ss', '-Hltn', 'sport', '=', `:${port}`));
		if (stdout !== '') return;
		await pause(50);
	}

	throw new Error(`nothing listens on port ${port} of the ${machine}`);
};
