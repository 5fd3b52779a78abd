import test from 'ava';
import {rules} from '../../../../source/haproxy/lint/index.ts';
import {settled} from '../../../../source/haproxy/lint/reached.ts';
import {parseConfiguration} from '../../../../source/haproxy/parse.ts';
import {routesOf} from '../../../../source/haproxy/route.ts';
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

test('a fix replaces a quoted word as it is written, keeps tabs and line ends, and shows no controls', t => {
	const diffs = (text: string) => linted(text).flatMap(({fixes}) => fixes.map(({diff}) => diff ?? ''));
	const quoted = sound.replace('    timeout tunnel 1h', '\ttimeout tunnel "3600" # an hour');
	t.deepEqual(
		diffs(quoted).map(diff => diff.split('\n').filter(line => /^[-+]\t/.test(line))),
		[['-\ttimeout tunnel "3600" # an hour', '+\ttimeout tunnel 3600s # an hour']],
	);
	const crlf = sound.replace('    timeout tunnel 1h\n', '').replaceAll('\n', '\r\n');
	t.true(diffs(crlf)[0]?.includes('+    timeout tunnel 1h\r\n'));
	const hostile = sound.replace('    timeout tunnel 1h\n', '').replace('check maxconn 20000', 'check maxconn 20000 # \u001B[2J');
	t.true(diffs(hostile)[0]?.includes('# ·[2J'));
});

test('routes that no WebSocket can take say so', t => {
	const text = `${sound}frontend plain
    bind :80
    http-request redirect scheme https
    default_backend be_web
frontend dynamic
    bind :81
    use_backend %[req.hdr(x)]
    default_backend be_ws
backend be_tcp
    mode tcp
    server p 127.0.0.1:5432 check
`;
	const configuration = parseConfiguration({files: [{name: 'haproxy.cfg', text}]});
	const routes = settled(routesOf(configuration));
	const of = (frontend: string) => routes.filter(route => route.frontend.name === frontend).map(({backend, websocket}) => `${backend.name} ${websocket}`);
	t.deepEqual(of('plain'), ['be_web no']);
	t.true(of('dynamic').includes('be_tcp no') && of('dynamic').includes('be_ws maybe'));
	t.deepEqual(
		summary(linted(text)).filter(line => !line.startsWith('note')),
		[],
	);
});
