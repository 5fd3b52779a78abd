import test from 'ava';
import {type Answers, assess} from '../helpers/assess.ts';

const cut = {symptom: 'drops', upgrade: {status: 101}, idle: {outcome: 'closed', afterMs: 60_000}};

/** What a finding says would have to be seen, each with the test that shows it. */
const open = test.macro({
	title: (_, answers: Answers) => `what would tell: ${JSON.stringify(answers)}`,
	exec: (t, answers: Answers, code: string, ...wanted: readonly RegExp[]) => {
		const finding = assess({...cut, ...answers}).findings.find(finding => finding.code === code);
		const says = finding?.proof.filter(({state}) => state === 'unseen').map(({says}) => says) ?? [];
		for (const words of wanted)
			t.true(
				says.some(line => words.test(line)),
				`${words} is not in ${JSON.stringify(says)}`,
			);
	},
});

test(open, {path: ['aws-alb', 'nginx', 'haproxy']}, 'idle/front-hop', /that it is aws-alb.*--at nginx=/, /that it is nginx.*--haproxy/, /own clocks.*--config/);
test(open, {path: ['nginx', 'node']}, 'idle/front-hop', /that it is nginx.*--backend/);
test(open, {path: ['my edge', 'nginx'], timers: [{hop: 'my edge', name: 'idle timeout', ms: 60_000}]}, 'idle/front-hop', /that it is my-edge.*--at nginx=/);
test(
	open,
	{idle: {outcome: 'closed', afterMs: 300_000}, path: ['vercel'], idleAtBackend: {outcome: 'survived', ms: 400_000}},
	'idle/front-hop',
	/HAProxy keeps.*--haproxy/,
);
test(
	open,
	{},
	'idle/front-hop',
	/in front of HAProxy.*--haproxy/,
	/no timer of HAProxy.*--config/,
	/not the application.*--backend/,
	/known for 1m, such as aws-alb.*--path/,
);
test(open, {idle: {outcome: 'closed', afterMs: 47_000}, path: ['traefik', 'node']}, 'idle/front-hop', /that it is traefik.*--backend/);
test(
	open,
	{path: ['nginx', 'haproxy'], timers: [{hop: 'haproxy', name: 'timeout tunnel', ms: 60_000}]},
	'idle/tunnel-timeout',
	/not nginx, whose proxy_read_timeout agrees as well: if it were, ask past it with --haproxy/,
);

test('where pings save the connection no lifetime is named, and the manner sorts the rest', t => {
	const {findings} = assess({...cut, idle: {outcome: 'closed', afterMs: 300_000, ending: 'rst'}, busy: {outcome: 'survived', ms: 400_000}});
	const line = findings[0]?.proof.find(({says}) => says.includes('known for'))?.says ?? '';
	t.regex(line, /such as f5 /);
	t.notRegex(line, /vercel|gcp-cloudrun/);
});

test('what HAProxy may have done itself, or the application, is no unknown hop', t => {
	for (const more of [
		{timers: [{hop: 'haproxy', name: 'timeout client', ms: 60_000}]},
		{idle: {outcome: 'closed', afterMs: 60_000, ending: 'close-frame'}},
		{idle: {outcome: 'closed', afterMs: 60_000, ending: 'silent'}},
		{idle: {outcome: 'closed', afterMs: 100}},
		{idleAtBackend: {outcome: 'closed', afterMs: 60_000}},
		{busy: {outcome: 'closed', afterMs: 60_000}},
	])
		t.false(
			assess({...cut, ...more}).findings.some(({code}) => code === 'idle/front-hop'),
			JSON.stringify(more),
		);
});
