import test from 'ava';
import {rules} from '../../../../source/haproxy/lint/index.ts';
import {linted, sound, summary} from './linted.ts';
import {changed, rows} from './rows.ts';

for (const [index, {code, fires, says, neighbour, version, neighbourVersion}] of rows.entries()) {
	test(`${index}: config/${code}: ${JSON.stringify(fires)}`, t => {
		const full = `config/${code}`;
		const wanted = says.replace(' ', ` ${full} `);
		t.deepEqual(
			summary(linted(changed(fires), version)).filter(line => line.includes(` ${full} `)),
			says === '' ? [] : [wanted],
		);
		if (neighbour)
			t.deepEqual(
				summary(linted(changed(neighbour), neighbourVersion)).filter(line => line.includes(` ${full} `)),
				[],
			);
	});
}

test('the sound file has nothing worse than a note', t => {
	t.deepEqual(summary(linted(sound)), []);
});

test('every code has a file that fires it and a neighbour that does not', t => {
	const told = new Set(rows.filter(({says, neighbour}) => says !== '' && neighbour).map(({code}) => `config/${code}`));
	t.deepEqual(
		rules.map(({code}) => code).filter(code => !told.has(code)),
		[],
	);
});
