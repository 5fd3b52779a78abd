import type {ExecutionContext} from 'ava';
import {startChain} from '../../source/demo/chain.ts';
import {type Fault, faults} from '../../source/demo/faults.ts';
import {type OpenTerminal, openTerminal, type TerminalOptions} from './terminal.ts';

/** ws-doctor in a terminal that is closed with the test. */
export const open = (t: ExecutionContext, argv: readonly string[] = [], options: TerminalOptions = {}): OpenTerminal => {
	const terminal = openTerminal(argv, options);
	t.teardown(terminal.close);
	return terminal;
};

export const menu = /What is going wrong\?/;
export const plan = /Before anything is opened/;

export const faultNamed = (id: string): Fault => faults.find(fault => fault.id === id) as Fault;

/** A chain, and flags that name everything but what is asked in the journey. */
export const chainFor = async (t: ExecutionContext, fault: Fault = faults[0]) => {
	const chain = await startChain(fault, {haproxy: 'stand-in'});
	t.teardown(chain.close);
	const {url, haproxy, backend, configPath} = chain;
	return {chain, told: [url, '--haproxy', haproxy, '--backend', backend, '--config', configPath, '--path', 'haproxy', '--heartbeat', '0']};
};

/** What "I do not know", or what is assumed, is said by here; undefined while nothing is asked. */
const shrug = (screen: string): string | undefined =>
	/^ \S? *(\d) I do not know/m.exec(screen)?.[1] ?? (/Enter: |assumed unless you say/.test(screen) ? 'enter' : undefined);

/** From the plan to the findings, with "I do not know" to whatever is asked. */
export const toFindings = async ({waitFor, press, screen}: OpenTerminal): Promise<string> => {
	await waitFor(plan);
	await press('enter');
	for (let tries = 0; tries < 200 && !/● findings/.test(screen()); tries++) {
		const key = shrug(screen());
		if (key && !plan.test(screen())) await press(key);
		await new Promise(resolve => setTimeout(resolve, 100));
	}
	return waitFor(/● findings/);
};

/** Each terminal is a process or two: no more than a few at once, or all of them are late. */
export const atMost = (count: number) => {
	const slots = Array.from({length: count}, () => Promise.resolve());
	let turn = 0;
	return (run: (t: ExecutionContext) => Promise<void>) => (t: ExecutionContext) => {
		const slot = turn++ % slots.length;
		const mine = (slots[slot] as Promise<void>).then(() => run(t));
		slots[slot] = mine.catch(() => {});
		return mine;
	};
};
