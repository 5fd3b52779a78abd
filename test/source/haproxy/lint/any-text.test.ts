import test from 'ava';
import fc from 'fast-check';
import {linted, sound} from './linted.ts';
import {rows} from './rows.ts';

const words = fc.constantFrom(
	...[...new Set(rows.flatMap(({fires}) => fires.flatMap(([, to]) => to.split(/\s+/))))],
	...[
		'constructor',
		'__proto__',
		'"$X"',
		"'",
		'{',
		'}',
		'!',
		'or',
		'if',
		'unless',
		'websocket',
		'maxconn',
		'timeout',
		'tunnel',
		'%[path]',
		'"',
		'\\',
		'#',
		'\u0000',
		'$',
		'-i',
		'',
	],
);
const line = fc.array(words, {maxLength: 8}).map(each => `    ${each.join(' ')}`);
const header = fc.constantFrom(
	'global',
	'defaults',
	'defaults d',
	'frontend fe',
	'frontend f from d',
	'backend be_ws',
	'backend b',
	'listen l',
	'.if feature(X)',
	'.endif',
);
const text = fc.array(fc.oneof({weight: 4, arbitrary: line}, {weight: 1, arbitrary: header}, {weight: 1, arbitrary: fc.constantFrom(...sound.split('\n'))}), {
	maxLength: 60,
});

test('any text gives findings with a place, and never throws', t => {
	fc.assert(
		fc.property(text, lines => {
			const whole = lines.join('\n');
			for (const {location, title, why, code} of linted(whole, '3.4.0')) {
				t.regex(code, /^config\/[a-z0-9-]+$/);
				t.true(title !== '' && why !== '');
				t.notRegex(title + why, /[\u0000-\u001F\u007F-\u009F]/);
				t.true(location.line >= 1 && location.line <= whole.split('\n').length);
				t.true((location.endColumn ?? 2) > (location.column ?? 1));
			}
		}),
		{numRuns: 300},
	);
});

const grown = (count: number) =>
	`${sound}${Array.from({length: count}, (_backend, index) => `frontend f${index}\n    bind :${10_000 + (index % 50_000)}\n    acl ws${index} path_beg /ws${index}\n    use_backend ws${index} if ws${index}\n    default_backend be_web\nbackend ws${index}\n    server s 10.0.0.1:80 check maxconn 10k\n`).join('')}`;

test('ten times the file is not a hundred times the work', t => {
	const elapsed = (count: number) => {
		const file = grown(count);
		const started = performance.now();
		linted(file);
		return performance.now() - started;
	};
	elapsed(100);
	const [small, large] = [Math.max(5, Math.min(elapsed(200), elapsed(200))), elapsed(2000)];
	t.true(large < small * 40, `${Math.round(small)} ms and ${Math.round(large)} ms`);
});
