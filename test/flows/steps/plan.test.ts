import test from 'ava';
import {everything} from '../../../flows/index.ts';
import {handed, valueFor} from '../../../source/engine.ts';
import type {Evidence, Probe, Watch} from '../../../source/model.ts';
import {connections, rungs} from '../../../source/rungs.ts';
import {fact, noInstruments} from '../../helpers/steps.ts';

const common = [fact('url', 'ws://192.0.2.1/ws'), fact('upgrade', {status: 101}), fact('idleLimit', 75_000)];

/** What the silence test announces and does with this evidence. */
const begin = async (...more: readonly Evidence[]) => {
	const evidence = [...common, ...more];
	const idle = everything.steps.find(({id}) => id === 'idle') as Probe<unknown>;
	const known = handed(idle, step => valueFor(evidence, step));
	let watched: Watch | undefined;
	const watch = async (watch: Watch) => {
		watched = watch;
		return {outcome: 'survived'} as const;
	};

	await idle.run({...noInstruments, watch}, new AbortController().signal, () => {}, ...known);
	return {
		plan: idle.plan(...known),
		placed: rungs(watched?.limit ?? 0, watched?.clocks ?? []),
		opened: connections(watched?.limit ?? 0, watched?.clocks ?? []),
	};
};

const has = (placed: readonly number[], ...wanted: readonly number[]) => wanted.every(ms => placed.includes(ms));

test('the plan states the number of connections that are opened', async t => {
	for (const path of [[], ['cloudflare', 'aws-alb', 'haproxy', 'nginx'], ['heroku', 'fly', 'nsx', 'octavia', 'haproxy', 'phoenix', 'cowboy']]) {
		const {plan, opened} = await begin(fact('path', path));
		t.is(plan.split(';')[0], `${opened} silent connections to 192.0.2.1:80, at most 75 s`);
		t.is(plan.includes('a rate limit or a firewall'), opened >= 20);
	}
});

test('rungs stand around the clocks of the path, of the operator and of the configuration', async t => {
	const config = {
		files: [
			{
				name: 'h.cfg',
				text: 'defaults\n timeout client 30s\n timeout server 1h\nfrontend f\n bind :80\n default_backend b\nbackend b\n server s 192.0.2.7:80\n',
			},
		],
	};
	const timers = [{hop: 'nginx', name: 'proxy_read_timeout', ms: 20_000}];
	const {placed} = await begin(fact('path', ['aws-alb', 'haproxy', 'nginx']), fact('timers', timers), fact('config', config));
	t.true(has(placed, 59_000, 61_000, 29_500, 30_500, 19_667, 20_333), placed.join(' '));
	const {placed: unknown} = await begin();
	t.false(has(unknown, 59_000));
});
