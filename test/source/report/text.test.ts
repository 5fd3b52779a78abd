import test from 'ava';
import {toText} from '../../../source/report/text.ts';
import {abstention, confirmed, healthy, poisoned} from './reports.ts';

const reports = {confirmed, abstention, healthy};

for (const [name, report] of Object.entries(reports)) {
	test(`${name}: reads well at 80 columns`, t => t.snapshot(toText(report, {width: 80})));

	test(`${name}: the verdict stands in the first five lines`, t => {
		const top = toText(report, {width: 80}).split('\n').slice(0, 5).join(' ');
		t.regex(
			top,
			/PROBLEM \(confirmed\) {2}idle\/client-timeout HAProxy's "timeout client 30s" \(haproxy\.cfg:4\)|No verdict: .* not proven\.|No problem found: a silent connection was still open after 1m 15s\./,
		);
	});
}

// A diff and a command are there to be copied, and stay whole.
const copied = /^ {6}\S|^ {6} /;
for (const width of [20, 40, 80, 100, 300]) {
	test(`${width} columns: no line is longer than the terminal, and none than 100`, t => {
		for (const report of [...Object.values(reports), poisoned]) {
			for (const line of toText(report, {width}).split('\n')) t.true(copied.test(line) || line.length <= Math.min(100, Math.max(40, width)), line);
		}
	});
}

test('at 40 columns a clock is a paragraph', t => t.snapshot(toText(confirmed, {width: 40})));

test('what is to be copied stays whole at any width', t => {
	for (const line of ['      +  timeout tunnel 1h', '      $ haproxy -c -V -f haproxy.cfg'])
		t.true(toText(confirmed, {width: 40}).split('\n').includes(line), line);
});

test('ascii is ASCII', t => {
	for (const report of [...Object.values(reports), poisoned]) t.regex(toText(report, {ascii: true}), /^[\n\t -~]*$/);
	t.regex(toText(confirmed, {ascii: true}), /\n {2}\* Give WebSockets[\s\S]*\n {2}\+ the cut came/);
});

test('nothing from outside steers a terminal or hides', t => {
	t.notRegex(toText(poisoned), /[^\n\t\P{C}]|[\u2028\u2029]/u);
});

test('a long URL does not push the verdict down', t => {
	const text = toText({...confirmed, target: {url: `wss://h/${'x'.repeat(4000)}`}}, {width: 80});
	t.regex(text.split('\n').slice(0, 5).join('\n'), /PROBLEM/);
});

test('an interrupted run says so', t => t.regex(toText({...healthy, interrupted: true}), / ·\s+interrupted\n/));

test('a step that failed is named once, with its reason', t => {
	const broken = {step: 'idle', at: '', source: 'probe', missing: 'the handshake failed: garbage'} as const;
	const other = {...broken, step: 'busy'} as const;
	const text = toText({...healthy, evidence: [broken, other], undecided: [{code: 'idle/silent-drop', lacking: ['idle']}]}, {width: 100});
	t.true(
		text.includes('Not checked\n  • busy: the handshake failed: garbage\n  • idle (the handshake failed: garbage), which would tell: idle/silent-drop\n'),
		text,
	);
});
