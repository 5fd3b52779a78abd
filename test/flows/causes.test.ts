import {readdirSync, readFileSync} from 'node:fs';
import test from 'ava';

const folder = 'flows/causes';
const areas = ['reach', 'upgrade', 'idle', 'life', 'session', 'capacity', 'version', 'config'];
const sections = ['How it looks', 'Proof', 'Fix', 'Mistaken for', 'Source'];
const width = 78;
const lineCount = {least: 25, most: 45};

const codes = areas.flatMap(area => readdirSync(`${folder}/${area}`).map(file => `${area}/${file.replace(/\.md$/, '')}`));
const linesOf = (code: string) => readFileSync(`${folder}/${code}.md`, 'utf8').split('\n');
const textOf = (code: string, section: string) => linesOf(code).join('\n').split(`\n## ${section}\n`)[1]?.split('\n## ')[0]?.trim() ?? '';
const named = new RegExp(`\`((?:${areas.join('|')})/[a-z0-9-]+)\``, 'g');
const namedOn = (code: string) => [...linesOf(code).join('\n').matchAll(named)].map(([, other]) => other ?? '');

// The codes of the first issue, as a person would type them: a renamed page breaks what tickets link to.
const promised = [
	...['name-not-resolved', 'refused', 'filtered', 'backend-down'].map(name => `reach/${name}`),
	...['route-missed', 'not-an-endpoint', 'redirected', 'no-server'].map(name => `upgrade/${name}`),
	...['client-timeout', 'server-timeout', 'tunnel-timeout', 'tunnel-unit', 'tunnel-not-applied'].map(name => `idle/${name}`),
	...['backend-closes', 'front-hop', 'silent-drop', 'inner-hop'].map(name => `idle/${name}`),
	...['maximum-lifetime', 'immediate-close'].map(name => `life/${name}`),
];

test('the folder holds the known areas only', t => {
	t.deepEqual(readdirSync(folder).sort(), [...areas].sort());
});

test('every code of the first flows has its page', t => {
	t.deepEqual(
		promised.filter(code => !codes.includes(code)),
		[],
	);
});

for (const code of codes) {
	test(`${code}: the title is the code, then one sentence`, t => {
		const [title, blank, sentence] = linesOf(code);
		t.is(title, `# ${code}`);
		t.is(blank, '');
		t.regex(sentence ?? '', /^[^#\s]/);
	});

	test(`${code}: the sections stand in order, and none is empty`, t => {
		const headings = linesOf(code).filter(line => line.startsWith('## '));
		t.deepEqual(
			headings,
			sections.map(section => `## ${section}`),
		);
		t.deepEqual(
			sections.filter(section => textOf(code, section) === ''),
			[],
		);
	});

	test(`${code}: it fits a terminal`, t => {
		const lines = linesOf(code);
		t.deepEqual(
			lines.filter(line => [...line].length > width || line.includes('\t') || line !== line.trimEnd()),
			[],
		);
		t.is(lines.at(-1), '');
		t.true(lines.length - 1 >= lineCount.least && lines.length - 1 <= lineCount.most, `${lines.length - 1} lines`);
	});

	test(`${code}: it names other causes, and only such as have a page`, t => {
		const others = namedOn(code);
		t.deepEqual(
			others.filter(other => !codes.includes(other)),
			[],
		);
		t.true(others.some(other => other !== code));
	});
}
