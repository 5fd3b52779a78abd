import test from 'ava';
import {strFromU8, unzipSync} from 'fflate';
import type {Report} from '../../../source/model.ts';
import {formats, textFormats, type Write} from '../../../source/report/formats.ts';
import {toJunit} from '../../../source/report/junit.ts';
import {toSarif} from '../../../source/report/sarif.ts';
import {poisoned} from './reports.ts';
import {worlds} from './worlds.ts';
import {written} from './written.ts';

const reports = new Map([...worlds, ['poisoned', poisoned]]);

/** Complaints about XML that is not well-formed (XML 1.0 §2.1): tags, quotes, entities and characters. */
const xmlFaults = (xml: string): readonly string[] => {
	const open: string[] = [];
	const found: string[] = [];
	for (const [tag, slash, name = ''] of xml
		.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
		.matchAll(/<(\/?)([\w-]+)((?:\s[\w-]+="[^"<]*")*)\s*\/?>|</g)) {
		if (name === '') found.push('a loose <');
		else if (slash) {
			if (open.pop() !== name) found.push(`</${name}>`);
		} else if (!tag.endsWith('/>')) open.push(name);
	}

	const loose = /&(?!(?:amp|lt|gt|quot|#39);)|[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
	return [...found, ...open, ...(loose.test(xml) ? ['a character'] : [])];
};

for (const [name, report] of reports) {
	test(`${name}: JUnit is well-formed, a test case for each code`, t => {
		const xml = toJunit(report, ['reach/refused', ...report.findings.map(({code}) => code)]);
		t.deepEqual(xmlFaults(xml), []);
		const count = (pattern: RegExp) => [...xml.matchAll(pattern)].length;
		const problems = report.findings.filter(({severity}) => severity === 'problem').length;
		t.is(count(/<testcase /g), report.findings.length + report.undecided.length + 1);
		t.is(count(/<failure /g), problems);
		t.is(count(/<skipped /g), report.undecided.length);
		t.true(
			xml.includes(`tests="${report.findings.length + report.undecided.length + 1}" failures="${problems}" errors="0" skipped="${report.undecided.length}"`),
		);
	});

	test(`${name}: SARIF keeps the standard`, t => {
		const [run] = JSON.parse(toSarif(report)).runs;
		const {rules} = run.tool.driver;
		t.is(run.results.length, report.findings.length + report.undecided.length);
		t.is(new Set(rules.map(({id}: {id: string}) => id)).size, rules.length);
		t.is(run.invocations[0].startTimeUtc, report.startedAt);
		for (const {ruleId, ruleIndex, level, kind = 'fail', message, locations} of run.results) {
			t.is(rules[ruleIndex].id, ruleId);
			t.is(level === 'none', kind === 'open', 'a result that is not a failure has no level (§3.27.10)');
			t.not(message.text, '');
			for (const {physicalLocation, logicalLocations} of locations) {
				t.true(physicalLocation !== undefined || logicalLocations !== undefined);
				if (physicalLocation) t.notRegex(physicalLocation.artifactLocation.uri, /[\s%](?![\dA-F]{2})/);
				if (physicalLocation) t.true(physicalLocation.region.startLine >= 1);
			}
		}
	});
}

const bundleOf = async (report: Report) => {
	const write: Write = await formats.bundle.load();
	return (await write(report, {width: 80, ascii: false, exitCode: report.exitCode, examined: []})) as Uint8Array;
};

test('a bundle holds every format, each piece of evidence and the configuration, byte for byte the same', async t => {
	const report = worlds.get('no-tunnel') as Report;
	const bytes = await bundleOf(report);
	t.deepEqual(await bundleOf(report), bytes);
	const files = unzipSync(bytes);
	const folder = `ws-doctor-${report.session}`;
	for (const format of textFormats)
		t.is(strFromU8(files[`${folder}/report.${formats[format].extension}`] ?? new Uint8Array()), await written(format, report), format);
	const names = Object.keys(files);
	t.is(names.filter(name => name.startsWith(`${folder}/evidence/`)).length, report.evidence.length);
	const [configuration] = names.filter(name => name.startsWith(`${folder}/configuration/`));
	t.is(configuration, `${folder}/configuration/1-haproxy.cfg`);
	t.regex(strFromU8(files[configuration ?? ''] ?? new Uint8Array()), /timeout client/);
});

test('no name in a bundle leads out of its folder', async t => {
	const files = [
		{name: '../../etc/passwd', text: 'x'},
		{name: '/abs', text: 'x'},
		{name: 'C:\\x', text: 'x'},
		{name: '', text: 'x'},
	];
	const report: Report = {
		...poisoned,
		session: '../up',
		evidence: [
			{step: 'config', at: '', source: 'flag', value: {files}},
			{step: '..', at: '', source: 'user', value: 1},
		],
	};
	for (const name of Object.keys(unzipSync(await bundleOf(report)))) {
		t.regex(name, /^ws-doctor-[\w.-]+\/(?:[a-z]+\/)?[\w.-]+$/);
		t.false(
			name.split('/').some(part => part === '..' || part === '.'),
			name,
		);
	}
});
