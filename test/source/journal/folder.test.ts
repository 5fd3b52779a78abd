import {mkdirSync, readdirSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {isSessionName, journalPath, kept, prune, removeSession, sessionNames, stateFolder} from '../../../source/journal/folder.ts';
import {keepNew} from '../../../source/journal/keeping.ts';
import {localTime} from '../../../source/journal/local-time.ts';
import {readJournal, sessionNamed} from '../../../source/journal/read.ts';
import type {Flow} from '../../../source/model.ts';
import {stateHome} from '../../helpers/state.ts';

const now = new Date('2026-11-20T12:00:00Z');
const day = 86_400_000;
const ending = {finishedAt: now, interrupted: false, exitCode: 0, verdict: null} as const;
const nameOf = (index: number) =>
	`2026-11-20T12-${String(Math.floor(index / 60)).padStart(2, '0')}-${String(index % 60).padStart(2, '0')}Z-${index.toString(36).padStart(4, '0')}`;

/** A folder with sessions of these ages in days, by number. */
const folderOf = (ages: readonly number[]) => {
	const folder = path.join(stateHome(), 'ws-doctor');
	mkdirSync(folder, {recursive: true});
	for (const [index, age] of ages.entries()) {
		const file = journalPath(folder, nameOf(index));
		writeFileSync(file, '');
		const moment = new Date(now.getTime() - age * day);
		utimesSync(file, moment, moment);
	}
	return folder;
};

test('sessions lie in the state folder of the user', t => {
	t.is(stateFolder({env: {XDG_STATE_HOME: '/s'}}), '/s/ws-doctor');
	t.notRegex(stateFolder({env: {XDG_STATE_HOME: 'relative'}}), /^relative/);
	t.regex(stateFolder({env: {}}), /ws-doctor$/);
});

test.serial('what is relative in the environment of the process never makes a folder in the current one', t => {
	const {XDG_STATE_HOME, HOME} = process.env;
	Object.assign(process.env, {XDG_STATE_HOME: 'relative', HOME: ''});
	t.teardown(() => Object.assign(process.env, {XDG_STATE_HOME, HOME}));
	t.true(path.isAbsolute(stateFolder({env: process.env})), stateFolder({env: process.env}));
});

test('what is older than 30 days goes, by its last line', t => {
	const folder = folderOf([29, 31, 1]);
	t.is(prune(folder, now), 1);
	t.deepEqual(sessionNames(folder), [nameOf(2), nameOf(0)]);
	t.is(prune(folder, now), 0);
});

test('the last hundred stay', t => {
	const folder = folderOf(Array.from({length: kept.sessions + 3}, (_, index) => (index === 5 ? 20 : 1)));
	t.is(prune(folder, now), 3);
	t.is(sessionNames(folder).length, kept.sessions);
	t.false(sessionNames(folder).includes(nameOf(5)));
});

test('it is said when old sessions go, and not when none does', async t => {
	const folder = folderOf(Array.from({length: kept.sessions + 1}, () => 1));
	const said: string[] = [];
	const context = {
		...{positionals: [], given: {}, env: {XDG_STATE_HOME: path.dirname(folder)}, version: '0.1.0'},
		...{now: () => now, stderr: (text: string) => void said.push(text)},
	};
	for (let count = 0; count < 2; count++) await keepNew(context)({id: 'drops'} as Flow, []).finish(ending);
	// The second one makes room for itself alone.
	t.deepEqual(said, [
		'ws-doctor: 2 old sessions are removed: the last 100 are kept, for 30 days.\n',
		'ws-doctor: 1 old session is removed: the last 100 are kept, for 30 days.\n',
	]);
	const fresh = {...context, env: {XDG_STATE_HOME: stateHome()}};
	await keepNew(fresh)({id: 'drops'} as Flow, []).finish(ending);
	t.is(said.length, 2);
});

test('a folder that is not there has no sessions', t => {
	const nowhere = path.join(stateHome(), 'nowhere');
	t.deepEqual([prune(nowhere, now), sessionNames(nowhere)], [0, []]);
});

test('what lies beside a session goes with it, and nothing else', t => {
	const folder = folderOf([1, 1]);
	for (const file of [`${nameOf(0)}.aliases.json`, 'notes.txt']) writeFileSync(path.join(folder, file), '');
	removeSession(folder, nameOf(0));
	t.deepEqual(readdirSync(folder).sort(), [`${nameOf(1)}.jsonl`, 'notes.txt']);
	t.is(statSync(path.join(folder, 'notes.txt')).size, 0);
});

test('a session is named in full, by its beginning or end, or as the latest', t => {
	const folder = folderOf([1, 1, 1]);
	t.is(sessionNamed(nameOf(1), folder), nameOf(1));
	t.is(sessionNamed('0001', folder), nameOf(1));
	t.is(sessionNamed('2026-11-20T12-00-02', folder), nameOf(2));
	t.is(sessionNamed('latest', folder), nameOf(2));
});

const refused = test.macro({
	exec: (t, text: string, sentence: RegExp) => {
		t.regex(t.throws(() => sessionNamed(text, folderOf([1, 1, 1])), {name: 'UsageError'}).message, sentence);
	},
	title: (_, text) => `no session is ${JSON.stringify(text)}`,
});
test(refused, '2026-11', /^"2026-11" is the beginning or end of 3 sessions: expected one of 2026/);
test(refused, '2026-11-20T12-00-01Z-0011', /; did you mean 2026-11-20T12-00-01Z-0001/);
test(refused, '0009', /; did you mean 2026-11-20T12-00-02Z-0002/);
test(refused, 'yesterday', /: expected one that ws-doctor sessions lists, or latest\.$/);
for (const hostile of ['../notes', '/etc/passwd', '..', '.', '', '\u001B[2J', 'C:\\x', `${nameOf(0)}/../x`]) {
	test(refused, hostile, /^There is no session/);
	test(`${JSON.stringify(hostile)} is never read`, async t => {
		t.false(isSessionName(hostile));
		t.is(await readJournal('/', hostile), undefined);
	});
}

test('a moment in local time is the same moment', t => {
	for (const moment of [now, new Date('2026-07-01T00:00:00.123Z')]) {
		t.is(Date.parse(localTime(moment)), moment.getTime());
		t.regex(localTime(moment), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
	}
});
