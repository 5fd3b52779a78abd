import test from 'ava';
import fc from 'fast-check';
import type {Report} from '../../../source/model.ts';
import {toHtml} from '../../../source/report/html.ts';
import {poisoned} from './reports.ts';
import {worlds} from './worlds.ts';

const empty = /^(?:meta|line|rect|path|br)$/;

/** Complaints about tags that are not closed, not known, or with attributes that are not quoted. */
const faults = (html: string): readonly string[] => {
	const found: string[] = [];
	const open: string[] = [];
	const body = html.replace(/^<!doctype html>\n/, '').replace(/<style>[^<]*<\/style>/, '');
	for (const [tag, slash, name = ''] of body.matchAll(/<(\/?)([a-z]\w*)((?:\s[\w-]+="[^"<>]*"|\s(?:open))*)\s*\/?>|<|>/g)) {
		if (name === '') found.push(`loose ${tag}`);
		else if (slash) {
			if (open.pop() !== name) found.push(`</${name}>`);
		} else if (!empty.test(name) && !tag.endsWith('/>')) open.push(name);
	}

	return [...found, ...open.map(name => `<${name}> stays open`), ...(/&(?!(?:amp|lt|gt|quot|#39);)/.test(body) ? ['a loose &'] : [])];
};

const tags = new Set(
	'html head meta title style body h1 h2 p span code pre section ul li table tr th td figure svg line rect path text details summary'.split(' '),
);

const isHarmless = (html: string): boolean =>
	[...html.matchAll(/<([a-z]\w*)/g)].every(([, name = '']) => tags.has(name)) &&
	!/\s(?:on\w+|href|src|style|action)=|javascript:|url\(|@import/i.test(html.replace(/>[^<]*</g, '><').replace(/"[^"]*"/g, '""'));

for (const [name, report] of worlds) {
	test(`${name}: HTML is well-formed, and needs and runs nothing else`, t => {
		const html = toHtml(report);
		t.deepEqual(faults(html), []);
		t.true(isHarmless(html));
		t.regex(html, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">/);
		t.is(
			html.includes('class="cut"'),
			report.evidence.some(({step, value}) => step === 'idle' && (value as {outcome?: string} | undefined)?.outcome === 'closed'),
		);
	});
}

test('hostile text is only text in HTML', t => {
	t.deepEqual(faults(toHtml(poisoned)), []);
	t.true(isHarmless(toHtml(poisoned)));
	const confirmed = worlds.get('tunnel-not-applied') as Report;
	const piece = fc.oneof(
		fc.constantFrom('<script>', '"', "'", '</pre>', '<!--', '-->', '&lt;', '" onload="x', '</style>', ']]>', '\u0000', '\uD800'),
		fc.string({maxLength: 6}),
	);
	fc.assert(
		fc.property(
			fc.array(piece, {maxLength: 8}).map(parts => parts.join('')),
			text => {
				const timers = confirmed.timers.map(timer => ({...timer, hop: text, name: text}));
				const html = toHtml({...confirmed, target: {url: text}, timers, repeat: text, findings: confirmed.findings.map(finding => ({...finding, why: text}))});
				return faults(html).length === 0 && isHarmless(html);
			},
		),
		{numRuns: 200},
	);
});

test('the clocks stand on one axis, the shorter to the left, and what never ends points beyond it', t => {
	const report = worlds.get('tunnel-not-applied') as Report;
	const [first, second] = report.timers as [Report['timers'][number], Report['timers'][number]];
	const html = toHtml({...report, timers: [first, second, {...second, ms: null}, {...second, ms: 6000, upTo: 60_000}]});
	const ends = [...html.matchAll(/<rect class="(\w+)" x="([\d.]+)"[^>]* width="([\d.]+)"/g)].map(
		([, kind, x, width]) => [kind, Number(x) + Number(width)] as const,
	);
	const cut = Number(/<line class="cut" x1="([\d.]+)"/.exec(html)?.[1]);
	t.is(ends[0]?.[0], 'first');
	t.true(Math.abs((ends[0]?.[1] ?? 0) - cut) < 1, 'the clock that fired ends at the cut');
	t.true((ends[1]?.[1] ?? 0) > cut);
	t.is(ends.filter(([kind]) => kind === 'range').length, 1);
	t.is([...html.matchAll(/<path class="bar"/g)].length, 1);
});
