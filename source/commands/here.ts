import {readdir, readFile} from 'node:fs/promises';
import type {Context} from '../context.ts';
import type {Evidence, Flow} from '../model.ts';
import {usualFiles} from './usual-files.ts';

/** Where ws-doctor runs, as far as can be seen: what it reaches, and which files it finds, depends on that. */
export type Here = 'pod' | 'haproxy' | 'configuration' | 'elsewhere';

const most = 20_000;

/** Whether a process of that name runs here (proc(5)); false where there is no /proc. */
const isRunning = async (program: string): Promise<boolean> => {
	const numbers = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name)).slice(0, most);
	for (const number of numbers) if ((await readFile(`/proc/${number}/comm`, 'utf8').catch(() => '')).trim() === program) return true;
	return false;
};

/** Looks where this is; opens nothing. */
export const lookHere = async ({env}: Pick<Context, 'env'>): Promise<Here> => {
	if (env.KUBERNETES_SERVICE_HOST) return 'pod';
	if (await isRunning('haproxy')) return 'haproxy';
	return (await usualFiles()).length > 0 ? 'configuration' : 'elsewhere';
};

const words: Readonly<Record<Here, string>> = {
	pod: 'in a pod of Kubernetes',
	haproxy: 'on a host where haproxy runs',
	configuration: 'on a host with a haproxy.cfg, where no haproxy is seen to run',
	elsewhere: 'on a machine without haproxy',
};

/** The same as a fact of the examination. */
export const hereEvidence = (here: Here, at: Date): Evidence => ({step: 'here', at: at.toISOString(), source: 'probe', value: words[here]});

const inCluster = 'kubectl exec POD -- cat /etc/haproxy/haproxy.cfg > haproxy.cfg; its address: kubectl get pods -o wide';
const inDocker = 'docker exec NAME cat /usr/local/etc/haproxy/haproxy.cfg > haproxy.cfg';

const hints: Readonly<Record<Here, string>> = {
	pod: `HAProxy's pod has it: ${inCluster}`,
	haproxy: `haproxy runs here: /etc/haproxy/haproxy.cfg, unless its command line says another (ps -o args -C haproxy). In Docker: ${inDocker}`,
	configuration: `In Docker: ${inDocker}`,
	elsewhere: `On the HAProxy host: /etc/haproxy/haproxy.cfg. In Docker: ${inDocker}. In Kubernetes: ${inCluster}`,
};

/** The flow, with where HAProxy's configuration is to be had from here. */
export const flowHere = (flow: Flow, here: Here): Flow => ({
	...flow,
	steps: flow.steps.map(step =>
		step.type === 'question' && step.id === 'configurationFiles' ? {...step, hint: `A file or a folder of *.cfg; it is only read. ${hints[here]}`} : step,
	),
});
