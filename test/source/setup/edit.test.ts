import test from 'ava';
import fc from 'fast-check';
import {type Edit, edited} from '../../../source/setup/edit.ts';

/** Makes a file of a diff, as patch does. */
const applied = (text: string, diff: string): string => {
	const lines = text.replace(/\n$/, '').split('\n');
	const result: string[] = [];
	let at = 0;
	for (const line of diff.split('\n').slice(2, -1)) {
		const [, start, length] = /^@@ -(\d+),(\d+) /.exec(line) ?? [];
		if (start !== undefined) {
			const from = Number(start) - (length === '0' ? 0 : 1);
			while (at < from) result.push(lines[at++] ?? '');
		} else if (line.startsWith('+')) result.push(line.slice(1));
		else {
			if (lines[at] !== line.slice(1)) throw new Error(`line ${at + 1} is not ${line}`);
			if (line.startsWith(' ')) result.push(lines[at] ?? '');
			at += 1;
		}
	}

	return `${[...result, ...lines.slice(at)].join('\n')}\n`;
};

const line = fc.constantFrom('a', 'b', '', '    server s 10.0.0.1:80', '    stats auth admin:topsecret', '# remark');
const file = fc.array(line, {minLength: 1, maxLength: 30}).map(lines => `${lines.join('\n')}\n`);

test('a diff makes the text that was written, and shows no secret', t => {
	fc.assert(
		fc.property(
			file,
			fc.uniqueArray(fc.record({at: fc.nat(30), added: fc.array(fc.constantFrom('x', '    y'), {minLength: 1, maxLength: 3}), replaces: fc.boolean()}), {
				maxLength: 4,
				selector: ({at}) => at,
			}),
			(text, drawn) => {
				const count = text.split('\n').length - 1;
				const edits = drawn
					.filter(({at}) => at <= count)
					.map(
						({at, added, replaces}): Edit => ({
							line: at + 1,
							added,
							...(replaces && at < count && !/topsecret/.test(text.split('\n')[at] ?? '') && {replaces: true as const}),
						}),
					);
				const {text: after, diff} = edited('haproxy.cfg', text, edits);
				return applied(text, diff) === after && !diff.includes('topsecret');
			},
		),
		{numRuns: 2000},
	);
	t.pass();
});

test('new lines end as the others do', t => {
	t.is(edited('x', 'a\r\nb\r\n', [{line: 2, added: ['x']}]).text, 'a\r\nx\r\nb\r\n');
	t.is(edited('x', 'a\nb\n', [{line: 3, added: ['x']}]).text, 'a\nb\nx\n');
	t.is(edited('x', 'a\nb\n', [{line: 1, added: ['x'], replaces: true}]).diff, '--- x\n+++ x\n@@ -1,2 +1,2 @@\n-a\n+x\n b\n');
});
