import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {startChain} from '../../../source/demo/chain.ts';
import {faults} from '../../../source/demo/faults.ts';
import {openTerminal, type TerminalOptions} from '../../helpers/terminal.ts';

const open = (t: ExecutionContext, argv: readonly string[] = [], options: TerminalOptions = {}) => {
	const terminal = openTerminal(argv, options);
	t.teardown(terminal.close);
	return terminal;
};

const menu = /What is going wrong\?/;
const leftAlternate = /\u001B\[\?1049l/;
const shownCursor = /\u001B\[\?25h/;

test('q leaves the menu with 0, and the terminal as it was', async t => {
	const {waitFor, press, exit, raw, screen} = open(t);
	await waitFor(menu);
	await press('q');
	t.deepEqual(await exit, {code: 0, signal: 0});
	t.regex(raw(), leftAlternate);
	t.regex(raw(), shownCursor);
	t.is(screen(), '');
});

test('Ctrl-C during an examination is 130, in a field, too', async t => {
	const {waitFor, press, exit, screen, raw} = open(t);
	await waitFor(menu);
	await press('1');
	await waitFor('Which URL');
	await press('ws', 'ctrl-c');
	t.is((await exit).code, 130);
	t.regex(screen(), /^The examination was stopped before its end: no verdict\.\nws-doctor: interrupted; ws-doctor resume \S+ goes on with\s+it\.$/);
	t.regex(raw(), shownCursor);
});

test('a signal restores the terminal, too', async t => {
	const {waitFor, exit, pid, raw} = open(t);
	await waitFor(menu);
	process.kill(pid, 'SIGTERM');
	t.is((await exit).code, 130);
	t.regex(raw(), leftAlternate);
	t.regex(raw(), shownCursor);
});

test('raw mode is gone afterwards', async t => {
	const {waitFor, press} = open(t, ['-c', 'stty -g; node bin/ws-doctor.js; stty -g; echo end; read -r _'], {program: ['sh'], columns: 200});
	await waitFor(menu);
	await press('q');
	const [before, after] = (await waitFor(/end$/)).split('\n');
	t.truthy(before);
	t.is(before, after);
});

test('keys typed before the first frame count, Enter among them', async t => {
	const {waitFor, press} = open(t);
	await press('1', 'nonsense', 'enter');
	t.regex(await waitFor(/✘/), /❯ nonsense▏/);
});

test('CI on a real terminal does not silence the wizard', async t => {
	const {waitFor} = open(t, [], {env: {CI: 'true'}});
	t.regex(await waitFor(menu), /Connections work, then drop/);
});

test('NO_COLOR sends no SGR at all; otherwise there is colour; --ascii is ASCII', async t => {
	const sgr = /\u001B\[[\d;]*m/;
	const plain = open(t, [], {env: {NO_COLOR: '1', FORCE_COLOR: undefined}});
	const coloured = open(t);
	const ascii = open(t, ['--ascii']);
	await plain.waitFor(menu);
	t.notRegex(plain.raw(), sgr);
	await coloured.waitFor(menu);
	t.regex(coloured.raw(), sgr);
	t.notRegex(await ascii.waitFor(menu), /[^\n -~]/);
});

test('a paste is never taken for keys', async t => {
	const {waitFor, press, screen} = open(t);
	await waitFor(menu);
	await press('\u001B[200~q\r\u001B[201~');
	await press('1', '\u001B[200~wss://a.example/\u001B[201~');
	t.regex(await waitFor('wss://a.example'), /❯ wss:\/\/a\.example\/▏/);
	t.notRegex(screen(), /What is going wrong/);
});

test('after any change of size the frame is that of a terminal of this size, and nothing is cleared that can be scrolled back to', async t => {
	const {waitFor, resize, screen, raw} = open(t, ['ws://127.0.0.1:1/', '--symptom', 'drops'], {columns: 120, rows: 40});
	await waitFor('Before anything is opened');
	const steps = [
		[80, 24],
		[40, 20],
		[100, 12],
		[33, 50],
		[120, 40],
	] as const;
	for (const [columns, rows] of steps) {
		resize(columns, rows);
		const other = open(t, ['ws://127.0.0.1:1/', '--symptom', 'drops'], {columns, rows});
		const fresh = await other.waitFor('Before anything is opened');
		other.close();
		await t.notThrowsAsync(async () => {
			for (let tries = 0; tries < 100 && screen() !== fresh; tries++) await new Promise(resolve => setTimeout(resolve, 20));
		});
		t.is(screen(), fresh, `${columns}×${rows}`);
	}

	t.notRegex(raw(), /\u001B\[3J/);
});

test('the way of an incident: given flags, two questions left, the verdict, the saved report', async t => {
	const [fault] = faults;
	const chain = await startChain(fault, {haproxy: 'stand-in'});
	t.teardown(chain.close);
	const folder = await mkdtemp(path.join(tmpdir(), 'ws-doctor-wizard-'));
	t.teardown(() => rm(folder, {recursive: true}));
	const {url, haproxy, backend, configPath} = chain;
	const {waitFor, press, exit, screen} = open(t, [url, '--haproxy', haproxy, '--backend', backend, '--config', configPath, '--idle', '6s']);
	t.regex(await waitFor(menu), /Known already/);
	await press('1');
	t.regex(await waitFor('Before anything is opened'), /6 probes at once[\s\S]*resolves and connects to 127\.0\.0\.1:\d+, at most 5 s/);
	await press('enter');
	await waitFor('What stands between');
	await press('enter');
	await waitFor('How often');
	await press('0', 'enter');
	t.regex(await waitFor(/waiting for: \d probes/), /\d+ silent connections to 127\.0\.0\.1/);
	const findings = await waitFor('idle/client-timeout', 20_000);
	t.regex(findings, /► haproxy timeout client +3s █+ ?┃ +fires first/);
	const file = path.join(folder, 'report.md');
	await press('s');
	await waitFor('markdown (.md)');
	await press('enter', '\u0015', file, 'enter');
	await waitFor('saved:');
	t.regex(await readFile(file, 'utf8'), /## ws-doctor/);
	await press('q');
	t.is((await exit).code, 1);
	t.regex(screen(), /^idle\/client-timeout \(confirmed\)[\s\S]*Report saved: /);
});
