import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {atMost, menu, open, plan} from '../helpers/journey.ts';
import type {OpenTerminal} from '../helpers/terminal.ts';
import {folderFor} from '../source/setup/setup-here.ts';

const few = atMost(3);

/** Answers what is asked by what stands here, and by what is assumed everywhere else, until this is on the screen. */
const answer = async ({waitFor, press, screen}: OpenTerminal, told: Readonly<Record<string, string>>, until: RegExp): Promise<string> => {
	const asked = () => /[›>] (\w+) [─-]/.exec(screen())?.[1];
	for (let last: string | undefined; !until.test(screen()); await new Promise(resolve => setTimeout(resolve, 20))) {
		const id = asked();
		if (id === undefined || id === last) continue;
		last = id;
		const keys = told[id];
		if (keys !== undefined) await press(...(/^\d$/.test(keys) ? [] : ['\u0015']), keys);
		if (!/^\d$/.test(keys ?? '')) await press('enter');
	}
	return waitFor(until);
};

const written = /What will be written[\s\S]*(?:Why|To do by you)/;

test(
	'the set-up in the menu: asked, checked, shown, written to a new file, and tried',
	few(async t => {
		const folder = await folderFor(t);
		const terminal = open(t, [], {rows: 160});
		const {waitFor, press, exit, screen} = terminal;
		await waitFor(/No symptom[\s\S]*Set HAProxy up/);
		await press('k', 'k', 'enter');
		await waitFor(/setup › mode/);
		const shown = await answer(terminal, {listen: '127.0.0.1:1', servers: '127.0.0.1:2'}, written);
		t.regex(shown, /No check objects\. Nothing is written yet[\s\S]*Sizes[\s\S]*maxconn: 1250/);
		await press('escape');
		await waitFor(/setup › version/);
		await press('enter');
		await waitFor('What will be written');
		const path = join(folder, 'haproxy.cfg');
		await press('w', '\u0015', path, 'enter');
		await waitFor(/✔ written/);
		t.regex(await readFile(path, 'utf8'), /server \S+ 127\.0\.0\.1:2/);
		await press('p');
		t.regex(await waitFor(plan), /127\.0\.0\.1:1,/);
		await press('ctrl-c');
		t.is((await exit).code, 130);
		t.notRegex(screen(), menu);
	}),
);

test(
	'an existing file is shown as a diff, and changed only after a typed yes, with the one before beside it',
	few(async t => {
		const folder = await folderFor(t);
		const path = join(folder, 'haproxy.cfg');
		const before = 'defaults\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\nfrontend www\n    bind 127.0.0.1:1\n';
		await writeFile(path, before);
		const terminal = open(t, ['setup', '--ascii'], {columns: 120, rows: 160});
		const {waitFor, press, exit, screen} = terminal;
		await waitFor(/setup > mode/);
		const shown = await answer(terminal, {mode: '2', file: path, servers: '127.0.0.1:2'}, written);
		t.regex(shown, /The change of \S+[\s\S]*\+backend websocket/);
		await press('w');
		await waitFor(/Type yes/);
		await press('y', 'enter');
		await waitFor(/Nothing was changed/);
		t.is(await readFile(path, 'utf8'), before);
		await press('\u0015', 'yes', 'enter');
		await waitFor(/written: \S+/);
		const [backup = ''] = (await readdir(folder)).filter(name => name.endsWith('.bak'));
		t.is(await readFile(join(folder, backup), 'utf8'), before);
		t.regex(await readFile(path, 'utf8'), /127\.0\.0\.1:2/);
		await press('q');
		t.is((await exit).code, 0);
		t.regex(screen(), /^Written: [\s\S]*\$ haproxy -c/);
	}),
);

test(
	'with --json the wizard only asks; whoever leaves the questions changes nothing',
	few(async t => {
		const left = open(t, ['setup']);
		await left.waitFor(/setup › mode/);
		await left.press('ctrl-c');
		t.is((await left.exit).code, 130);
		t.is(left.screen(), 'Nothing was written.');
		const told = open(t, ['setup', '--json'], {rows: 200});
		t.regex(await answer(told, {servers: '10.0.0.7:8080'}, /ws-doctor\.setup\/1/), /server websocket1 10\.0\.0\.7:8080/);
	}),
);
