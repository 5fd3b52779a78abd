import test from 'ava';
import {probe, question} from '../../source/define.ts';
import type {Flow, Instruments} from '../../source/model.ts';
import {createSession} from '../../source/session.ts';

const began: string[] = [];
const url = question({id: 'url', title: 'Which URL?', hint: '', parse: String});
const step = (id: string, local?: true) =>
	probe({
		...{id, title: id, needs: [url], ...(local && {local})},
		...{plan: (url: string) => `${id} opens ${url}`, cost: () => 1000},
		run: async () => {
			began.push(id);
			return id;
		},
	});
const file = step('file', true);
const upgrade = step('upgrade');
const idle = probe({
	...{id: 'idle', title: 'idle', needs: [upgrade], plan: () => 'waits', cost: () => 1000},
	run: (_instruments, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
});
const flow: Flow = {
	...{id: 'drops', symptom: '', hint: '', rules: [], clocks: () => ({timers: []}), failed: () => false},
	steps: [url, file, upgrade, idle],
};

const turns = async () => {
	for (let turn = 0; turn < 20; turn++) await new Promise(resolve => void setImmediate(resolve));
};

const begin = () => createSession({flow, instruments: {} as Instruments, gate: true, readPaste: (step, text) => [{step, value: text}]});

test.serial('nothing is opened without leave; what only reads runs; after it all goes on by itself', async t => {
	began.length = 0;
	const session = begin();
	await turns();
	t.is(session.getSnapshot().planned?.length ?? 0, 0, 'nothing can be planned before there is a URL');
	await session.answer('ws://a');
	await turns();
	t.deepEqual(began, ['file']);
	t.deepEqual(
		session.getSnapshot().planned?.map(({plan}) => plan),
		['upgrade opens ws://a'],
	);
	session.go();
	await turns();
	t.deepEqual(began, ['file', 'upgrade']);
	t.deepEqual(
		session
			.getSnapshot()
			.probes.filter(({evidence}) => !evidence)
			.map(({id}) => id),
		['idle'],
	);
	session.stop();
	await session.ended;
});

test.serial('Back at the plan asks again; an end while it stands opens nothing', async t => {
	began.length = 0;
	const session = begin();
	await session.answer('ws://a');
	await turns();
	session.back();
	await turns();
	t.is(session.getSnapshot().question?.id, 'url');
	await session.answer('ws://b');
	await turns();
	session.conclude();
	await session.ended;
	t.true(session.getSnapshot().finished);
	t.deepEqual(
		began.filter(id => id !== 'file'),
		[],
	);
});

test.serial('a result that somebody brings takes the place of the probe’s own, also before leave was given', async t => {
	began.length = 0;
	const session = begin();
	await session.answer('ws://a');
	await turns();
	session.paste('upgrade', 'from elsewhere');
	await turns();
	t.like(
		session.getSnapshot().evidence.find(({step}) => step === 'upgrade'),
		{value: 'from elsewhere', source: 'user', from: ['url']},
	);
	t.deepEqual(
		session.getSnapshot().planned?.map(({id}) => id),
		['idle'],
	);
	session.go();
	await turns();
	session.paste('idle', 'cut');
	await session.ended;
	t.like(session.getSnapshot().evidence.at(-1), {step: 'idle', value: 'cut', source: 'user'});
	t.deepEqual(began, ['file']);
});
