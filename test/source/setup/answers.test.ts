import {readFile} from 'node:fs/promises';
import test from 'ava';
import setup from '../../../flows/setup/index.ts';
import {withFallbacks} from '../../../source/commands/setup-answers.ts';
import type {Evidence} from '../../../source/model.ts';
import {answersFrom} from '../../../source/setup/answers.ts';
import {contextOf} from '../../helpers/in-process.ts';
import {planned} from './planned.ts';

const told = (step: string, value: unknown): Evidence => ({step, at: '2026-11-20T12:00:00.000Z', source: 'user', value});
const context = contextOf(['setup'], {stdout: () => {}, stderr: () => {}});
const questions = setup.steps.flatMap(step => (step.type === 'question' ? [step] : []));

test('the flow only asks, and each question explains itself in a line', t => {
	t.is(questions.length, setup.steps.length);
	for (const {id, title, hint, fallback} of questions) {
		t.regex(title, /^[A-Z].*\?$/, id);
		t.true(hint.length > 10 && hint.length < 220, id);
		// A fallback is given with its reason.
		if (fallback !== undefined && fallback !== '*') t.regex(hint, /unless told/, id);
	}
});

test('what nobody answers is the same for the questions and for the plan', async t => {
	for (const known of [
		[told('servers', ['10.0.0.1:80'])],
		[told('servers', ['10.0.0.1:80']), told('mode', 'add')],
		[told('servers', ['10.0.0.1:80']), told('tls', true), told('certificate', '/x.pem')],
	]) {
		const {path, ...asked} = answersFrom(await withFallbacks(known, context));
		const {path: _unasked, ...plain} = answersFrom(known);
		t.deepEqual(asked, plain);
		t.deepEqual(path, ['haproxy']);
	}
});

const asText = (id: string, typed: string) => questions.find(question => question.id === id)?.parse(typed);
const asJson = (id: string, json: unknown) => questions.find(question => question.id === id)?.read?.(json);

for (const [id, typed, json] of [
	['servers', '10.0.0.7:8080, [::1]:80', ['10.0.0.7:8080', '[::1]:80']],
	['paths', 'none', []],
	[
		'pools',
		'/feed=10.0.0.9:9000 heartbeat=1m stickiness=none; /a,/b=h.example:1',
		[
			{paths: ['/feed'], servers: ['10.0.0.9:9000'], heartbeat: 60_000, stickiness: 'none'},
			{paths: ['/a', '/b'], servers: ['h.example:1']},
		],
	],
	['web', '10.0.0.9:80', ['10.0.0.9:80']],
	['web', 'same', 'same'],
	['tls', 'yes', true],
	['heartbeat', '25s', 25_000],
	['connections', '1000', 1000],
	['listen', '443,[::]:443', [':443', '[::]:443']],
	['hosts', 'WS.Example.net', ['ws.example.net']],
	['trusted', '10.0.0.0/8,2001:db8::/32', ['10.0.0.0/8', '2001:db8::/32']],
	['paths', '/socket.io', ['/socket.io/']],
] as const) {
	test(`${id}: "${typed}" is what JSON says, too`, t => {
		t.deepEqual(asText(id, typed), json);
		t.deepEqual(asJson(id, json), json);
	});
}

for (const [id, typed] of [
	['servers', 'wss://h:1'],
	['servers', '999.1.1.1:80'],
	['servers', '10.0.0.1:0'],
	['servers', '10.0.0.1:70000'],
	['servers', ''],
	['listen', 'name:80'],
	['hosts', 'ws.example.net/ws'],
	['paths', 'ws'],
	['paths', '/a?b=1'],
	['trusted', '10.0.0.0/33'],
	['trusted', 'anyone'],
	['connections', '0'],
	['connections', '1e9'],
	['heartbeat', '500ms'],
	['pools', '/feed'],
	['pools', '/feed=10.0.0.9:9000 speed=9'],
	['version', '1.8'],
	['version', 'latest'],
	['mode', 'both'],
] as const) {
	test(`${id}: "${typed}" is refused with a sentence`, t => {
		const {message} = t.throws(() => asText(id, typed)) ?? {message: ''};
		t.regex(message, /expected/);
		t.notRegex(message, /\n/);
	});
}

test('the README names every question, and its answers give a plan', async t => {
	const [, section = ''] = /### Set up\n([\s\S]*?)\n### /.exec(await readFile('README.md', 'utf8')) ?? [];
	const [, answers = ''] = /```json\n([\s\S]*?)```/.exec(section) ?? [];
	t.regex(planned(JSON.parse(answers)).file.text, /use_backend ws_feed/);
	t.deepEqual(
		questions.map(({id}) => id).filter(id => !section.includes(`\`${id}\``)),
		[],
	);
});
