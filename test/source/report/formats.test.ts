import {readdirSync, readFileSync} from 'node:fs';
import test from 'ava';
import type {Finding, Report} from '../../../source/model.ts';
import {formatNames, formatOfFile, formats} from '../../../source/report/formats.ts';
import {toShort} from '../../../source/report/short.ts';
import {poisoned} from './reports.ts';
import {inShort, worlds} from './worlds.ts';
import {everyText} from './written.ts';

test('every format says who made it, when with its offset, how to repeat it, what was not checked, and what is left out', async t => {
	const report = inShort(worlds.get('no-tunnel') as Report);
	for (const [format, text] of (await everyText(report)).filter(([format]) => format !== 'json')) {
		const plain = text.replace(/\\(?=[-!-/:-@[-`{-~])/g, '').replace(/&#45;/g, '-');
		for (const part of [
			/ws-doctor 0\.1\.0/,
			/\d\d:\d\d:\d\d \+00:00 to /,
			/diagnose wss:\/\/chat\.example\.net\/ws --config/,
			/trials/,
			/credentials, and nothing else/,
		])
			t.regex(plain, part, format);
	}
	const all = await everyText({...report, redaction: 'all'});
	for (const [format, text] of all) t.regex(text, format === 'json' ? /"redaction": "all"/ : /hosts, addresses, names and paths are replaced/, format);
});

test('JSON carries what the report carries, and the exit code of --fail-on', async t => {
	const report = inShort(worlds.get('no-tunnel') as Report);
	const write = await formats.json.load();
	const json = JSON.parse(String(write(report, {width: 80, ascii: false, exitCode: 0, examined: []})));
	t.deepEqual(json, {...JSON.parse(JSON.stringify(report)), exitCode: 0});
});

const codes = readdirSync('flows/causes').flatMap(area => readdirSync(`flows/causes/${area}`).map(file => `${area}/${file.replace(/\.md$/, '')}`));

/** A report about a cause that no recorded world has: what its page says, in the shape of a real one. */
const made = (code: string): Report => {
	const like = worlds.get('tunnel-not-applied') as Report;
	const page = readFileSync(`flows/causes/${code}.md`, 'utf8')
		.split('\n')
		.filter(line => line.trim() !== '' && !line.startsWith('#'));
	const title = page[0] ?? code;
	const finding: Finding = {...(like.findings[0] as Finding), code, title, why: page.slice(1, 4).join(' '), docs: `ws-doctor explain ${code}`};
	return {...inShort(like), verdict: {code, certainty: 'confirmed', summary: title}, findings: [finding]};
};

for (const code of codes) {
	test(`${code} is named in every format`, async t => {
		const report = [...worlds.values()].find(({verdict}) => verdict?.code === code) ?? made(code);
		const [area, name] = code.split('/');
		for (const [format, text] of await everyText(report)) {
			const named = format === 'junit' ? `classname="ws-doctor.${area}" name="${name}"` : code;
			t.true(text.replaceAll('\\', '').includes(named), format);
		}
	});
}

test('short is short, whatever the report', t => {
	for (const report of [...worlds.values(), poisoned, {...poisoned, verdict: null}]) {
		const lines = toShort(report).trimEnd().split('\n');
		t.true(lines.length <= 10, lines.join('\n'));
		t.true(lines.every(line => line.length <= 401));
	}
});

test('what is hostile steers nothing in any format', async t => {
	for (const [format, text] of await everyText(poisoned)) {
		if (format === 'json') t.deepEqual(JSON.parse(text).verdict.summary, poisoned.verdict?.summary);
		else t.notRegex(text, /[^\n\t\P{C}]|[\u2028\u2029]/u, format);
	}
});

test('a file is named after its format', t => {
	const cases = {
		'a.md': 'markdown',
		'a.MD': 'markdown',
		'a.txt': 'text',
		'a.jira.txt': 'jira',
		'a.short.txt': 'short',
		'a.servicenow.txt': 'servicenow',
	} as const;
	for (const [file, format] of Object.entries(cases)) t.is(formatOfFile(file), format);
	t.is(formatOfFile('a.zip'), 'bundle');
	t.is(formatOfFile('report'), undefined);
	for (const name of formatNames) t.is(formatOfFile(`report.${formats[name].extension}`), name);
});
