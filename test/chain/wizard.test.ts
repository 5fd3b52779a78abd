import test from 'ava';
import {faults} from '../../source/demo/faults.ts';
import {atMost, chainFor, faultNamed, menu, open, plan, toFindings} from '../helpers/journey.ts';

const healthy = faultNamed('healthy');
const few = atMost(4);

for (const {id, expected} of faults.filter(fault => ['no-tunnel', 'route-missed', 'backend-down'].includes(fault.id))) {
	test(
		`demo ${id}: from the plan to the verdict, and out with 0`,
		few(async t => {
			const terminal = open(t, ['demo', id]);
			const findings = await toFindings(terminal);
			t.regex(findings, new RegExp(expected ?? 'OK'));
			await terminal.press('q');
			t.is((await terminal.exit).code, 0);
		}),
	);
}

test(
	'every question leads back to the one before, down to the menu, and the answers come back',
	few(async t => {
		const {waitFor, press} = open(t);
		await waitFor(menu);
		await press('1');
		await waitFor('Which URL');
		await press('ws://127.0.0.1:1/ws', 'enter');
		await waitFor(plan);
		await press('escape');
		t.regex(await waitFor('Which URL'), /❯ ws:\/\/127\.0\.0\.1:1\/ws▏/);
		await press('enter');
		await waitFor(plan);
		await press('enter');
		await waitFor('Where is haproxy.cfg?');
		await press('\u0015', 'enter');
		await waitFor('Where does HAProxy itself listen?');
		await press('127.0.0.1:2', 'enter');
		await waitFor('Where does one WebSocket server');
		await press('127.0.0.1:3', 'enter');
		await waitFor('What stands between');
		await press('escape');
		t.regex(await waitFor('Where does one WebSocket server'), /❯ 127\.0\.0\.1:3▏/);
		await press('escape');
		t.regex(await waitFor('Where does HAProxy itself listen?'), /❯ 127\.0\.0\.1:2▏/);
		await press('escape');
		await waitFor('Where is haproxy.cfg?');
		await press('escape');
		await waitFor('Which URL');
		await press('escape');
		await waitFor(menu);
	}),
);

test(
	'the configuration answers where HAProxy and its server listen, with the line that says so',
	few(async t => {
		const {chain} = await chainFor(t);
		const {waitFor, press} = open(t, [chain.url, '--config', chain.configPath]);
		await waitFor(menu);
		await press('1');
		await waitFor(plan);
		await press('enter');
		t.regex(
			await waitFor('Where does HAProxy itself listen?'),
			new RegExp(`❯ ${chain.haproxy}▏\\n +because: .*\\(\\S*haproxy\\.cfg:\\d+\\)`.replaceAll('.*\\(', '[\\s\\S]*\\(')),
		);
		await press('enter');
		t.regex(await waitFor('Where does one WebSocket server'), new RegExp(`❯ ${chain.backend}▏\\n +because: server`));
	}),
);

test(
	'stop early: what is known by then is concluded',
	few(async t => {
		const {told} = await chainFor(t, healthy);
		const {waitFor, press, exit} = open(t, [...told, '--idle', '60s']);
		await waitFor(menu);
		await press('1');
		await waitFor(plan);
		await press('enter');
		await waitFor(/rung 0 s: pong/);
		await press('s');
		t.regex(await waitFor(/● findings/), /INCONCLUSIVE[\s\S]*still open|INCONCLUSIVE/);
		await press('q');
		t.is((await exit).code, 3);
	}),
);

test(
	'a result from elsewhere, pasted while the probes run, counts as said by the operator',
	few(async t => {
		const {told} = await chainFor(t, healthy);
		const {waitFor, press} = open(t, [...told, '--idle', '60s'], {rows: 50});
		await waitFor(menu);
		await press('1');
		await waitFor(plan);
		await press('enter');
		await waitFor(/❯● Silence at the public URL/);
		await press('c');
		await waitFor(/Silence at the public URL, by hand[\s\S]*\$ time curl/);
		await press('p');
		await waitFor('found elsewhere');
		await press('nonsense', 'enter', 'enter');
		await waitFor(/✘ Expected/);
		await press('escape', 'escape', 'p');
		const output = ['< HTTP/1.1 101 Switching Protocols', '< Upgrade: websocket', '<', 'curl: (52) Empty reply from server', '', 'real\t0m3.010s', ''].join(
			'\r',
		);
		await press(`\u001B[200~${output}\u001B[201~`, 'ctrl-d');
		t.regex(await waitFor(/Silence at the public URL: cut after 3\.01s of silence by FIN \(as you said\)/), /examination/);
	}),
);

test(
	'verify: after the change the same is examined again, and before stands beside now',
	few(async t => {
		const {chain} = await chainFor(t);
		const {url, haproxy, backend, configPath} = chain;
		const terminal = open(t, [url, '--haproxy', haproxy, '--backend', backend, '--config', configPath, '--idle', '5s'], {rows: 40});
		await terminal.waitFor(menu);
		await terminal.press('1');
		t.regex(await toFindings(terminal), /idle\/client-timeout/);
		await terminal.press('v');
		await terminal.waitFor(/● examination[\s\S]*verify/);
		t.regex(await terminal.waitFor(/● findings[\s\S]*verify/, 20_000), /Unchanged[\s\S]*before +now[\s\S]*idle\/client-timeout +idle\/client-timeout/);
	}),
);

test(
	'any change of size in the midst of an examination leaves one whole frame',
	few(async t => {
		const {told} = await chainFor(t, healthy);
		const {waitFor, press, resize, screen} = open(t, [...told, '--idle', '60s'], {columns: 120, rows: 40});
		await waitFor(menu);
		await press('1');
		await waitFor(plan);
		await press('enter');
		await waitFor(/rung 0 s: pong/);
		for (const [columns, rows] of [
			[80, 24],
			[40, 20],
			[33, 50],
			[120, 40],
		] as const) {
			resize(columns, rows);
			const whole = (frame: string) => {
				const shown = frame.split('\n');
				const once = frame.match(/ws-doctor/g)?.length === 1;
				return once && shown.length === rows - 1 && shown.every(row => [...row].length <= columns) && /q(?: quit)?$/.test(frame);
			};
			let frame = screen();
			for (let tries = 0; tries < 500 && !whole(frame); tries++) {
				await new Promise(resolve => setTimeout(resolve, 20));
				frame = screen();
			}
			t.true(whole(frame), `${columns}×${rows}:\n${frame}`);
		}
	}),
);

type Stop = {readonly place: string; readonly way: ReadonlyArray<readonly [key: string, seen: RegExp]>};

const code130 = /^code 130/;

// Where Ctrl-C can be pressed, each reached from the one before: a key, and what it leads to.
const stops: ReadonlyArray<Stop & {readonly leaves?: RegExp}> = [
	{place: 'the menu', way: []},
	{place: 'help', way: [['?', /Help/]]},
	{
		place: 'a field',
		way: [
			['escape', menu],
			['1', /Which URL/],
		],
	},
	{
		place: 'the plan',
		way: [
			['ws://127.0.0.1:1/ws', /1\/ws▏/],
			['enter', plan],
		],
	},
	{place: 'a question beside probes', way: [['enter', /Where is haproxy\.cfg/]]},
	{
		place: 'the findings',
		way: [['ctrl-d', /● findings/]],
		leaves: /^code 1\b/,
	},
	{place: 'the evidence', way: [['e', /› evidence/]], leaves: /^code 1\b/},
	{place: 'a paste', way: [['p', /found elsewhere/]], leaves: /^code 1\b/},
];

for (const [index, {place, leaves = code130}] of stops.entries()) {
	test(
		`Ctrl-C in ${place}: the terminal is as it was`,
		few(async t => {
			// It waits behind the end: what a terminal sends last may be lost when its program is gone.
			const script = 'stty -a; node bin/ws-doctor.js; echo "code $?"; stty -a; echo end; read -r _';
			const {waitFor, press, raw} = open(t, ['-c', script], {program: ['sh'], columns: 120, rows: 40});
			await waitFor(menu);
			for (const [key, seen] of stops.slice(0, index + 1).flatMap(({way}) => way)) {
				await press(key);
				await waitFor(seen);
			}
			await press('ctrl-c');
			const [before = '', after = ''] = (await waitFor(/end$/)).split(/\n(?=code )/);
			const settings = (text: string) => text.slice(text.indexOf('speed'), text.lastIndexOf('echoke')).trim();
			t.not(settings(before), '');
			t.is(settings(before).split('\n\n')[0], settings(after).split('\n\n')[0]);
			t.regex(after, leaves);
			t.regex(raw(), /\u001B\[\?1049l[\s\S]*\u001B\[\?25h/);
			t.regex(raw(), /\u001B\[\?2004l/);
		}),
	);
}

for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 130],
	['SIGHUP', 130],
] as const) {
	test(
		`${signal} in an examination: exit code ${code}, and the terminal is as it was`,
		few(async t => {
			const {told} = await chainFor(t, healthy);
			const {waitFor, press, exit, pid, raw} = open(t, [...told, '--idle', '60s']);
			await waitFor(menu);
			await press('1');
			await waitFor(plan);
			await press('enter');
			await waitFor(/rung 0 s: pong/);
			process.kill(pid, signal);
			t.is((await exit).code, code);
			t.regex(raw(), /\u001B\[\?1049l[\s\S]*\u001B\[\?25h/);
		}),
	);
}

test(
	'Ctrl-Z stops it as any job, with the terminal as it was; fg goes on where it stood',
	few(async t => {
		const {waitFor, press, screen} = open(t, ['--norc', '-i'], {program: ['bash'], env: {PS1: 'shell> '}});
		await waitFor(/shell> $|shell>$/);
		await press('node bin/ws-doctor.js\r');
		await waitFor(menu);
		await press('j', '\u001A');
		t.notRegex(await waitFor(/Stopped/), menu);
		await press('stty -a | tr ";" "\\n" | grep -c -e "-icanon"\r');
		await waitFor(/\n0\n/);
		await press('fg\r');
		t.regex(await waitFor(menu), /❯ 2 /);
		await press('q');
		await waitFor(/shell>\s*$/);
		t.notRegex(screen(), menu);
	}),
);

test(
	'what is copied goes to the terminal as OSC 52',
	few(async t => {
		const {waitFor, press, raw} = open(t, ['ws://127.0.0.1:1/ws']);
		await waitFor(menu);
		await press('1');
		await waitFor(plan);
		await press('enter');
		await waitFor(/so far: Nothing accepts/);
		await press('ctrl-d');
		await waitFor(/● findings/);
		await press('y');
		await waitFor('in the clipboard');
		const [, copied = ''] = /\u001B\]52;c;([\w+/=]+)\u0007/.exec(raw()) ?? [];
		t.regex(Buffer.from(copied, 'base64').toString(), /reach\/refused/);
	}),
);
