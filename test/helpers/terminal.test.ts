import test from 'ava';
import {openTerminal, type TerminalOptions} from './terminal.ts';

const node = (code: string, options: TerminalOptions = {}) => openTerminal([code], {program: [process.execPath, '-e'], ...options});

const open = (t: {teardown: (close: () => void) => void}, code: string, options?: TerminalOptions) => {
	const terminal = node(code, options);
	t.teardown(terminal.close);
	return terminal;
};

test('a program sees a terminal of the size it was given, and no CI', async t => {
	const {exit, screen} = open(t, 'console.log(process.stdin.isTTY, process.stdout.columns, process.stdout.rows, process.env.CI, process.env.A)', {
		columns: 120,
		rows: 40,
		env: {A: 'b'},
	});
	t.deepEqual(await exit, {code: 0, signal: 0});
	t.is(screen(), 'true 120 40 undefined b');
});

test('the screen is what the escape sequences make of it; raw is what was sent', async t => {
	const {exit, screen, raw} = open(t, String.raw`process.stdout.write('one\ntwo\x1b[1A\x1b[31m!\x1b[0m\x1b[2;1H\x1b[K'); process.exitCode = 3`);
	t.is((await exit).code, 3);
	t.is(screen(), 'one!');
	t.true(raw().includes('\u001B[31m!'));
});

const echo = String.raw`
process.stdin.setRawMode(true);
process.stdout.write('ready\n');
process.stdin.on('data', data => {
	process.stdout.write(JSON.stringify(String(data)) + '\n');
	if (String(data) === '\x03') process.exit(130);
});
process.on('SIGWINCH', () => process.stdout.write(process.stdout.columns + ' columns\n'));
`;

test('keys arrive one by one, and a new size is noticed', async t => {
	const terminal = open(t, echo);
	await terminal.waitFor('ready');
	await terminal.press('down', 'enter', 'escape', 'y');
	t.regex(await terminal.waitFor('"y"'), /"\\u001b\[B"\n"\\r"\n"\\u001b"\n"y"/);
	terminal.resize(40, 10);
	await terminal.waitFor('40 columns');
	await terminal.press('ctrl-c');
	t.is((await terminal.exit).code, 130);
});

test('waiting in vain ends with the screen that was there', async t => {
	const {message} = await t.throwsAsync(open(t, 'console.log("something else")').waitFor('something'.repeat(2)));
	t.regex(message, /ended .* before the screen matched [\s\S]*something else/);
	const endless = open(t, 'console.log("still here"); setInterval(() => {}, 1000)');
	await endless.waitFor('still here');
	t.regex((await t.throwsAsync(endless.waitFor(/never/, 100))).message, /100 ms passed [\s\S]*still here/);
	endless.close();
	t.is((await endless.exit).signal, 9);
});
