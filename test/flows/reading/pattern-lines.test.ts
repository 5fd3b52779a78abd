import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {routesMet} from '../../../flows/reading/configuration.ts';
import {passedText} from '../../../flows/reading/passed-sections.ts';
import {withPatterns} from '../../../flows/steps/patterns.ts';
import {readPatterns} from '../../../source/instruments/read-patterns.ts';

const folder = mkdtempSync(join(tmpdir(), 'ws-doctor-patterns-'));
test.after.always(() => rmSync(folder, {recursive: true}));
const file = join(folder, 'haproxy.cfg');

const lists = {
	'hosts.lst': '# chat\nchat.example\nother.example\nsecret-customer.example\n',
	'paths.lst': '/api\n/ws/\n',
	'keys.lst': 'sk_live_1234567890\n/ws\n',
	'regex.lst': '^/w.$\n',
	'hosts.map': 'chat.example ws\nsecret-customer.example api\n',
	'tokens.map': 'chat.example Bearer-abcdef\n',
};
for (const [name, text] of Object.entries(lists)) writeFileSync(join(folder, name), text);

const url = 'ws://chat.example/ws';
const hands = {readPatterns: async (...asked: Parameters<typeof readPatterns>) => (await readPatterns(...asked)).patterns};
const read = (rule: string, at = url) => {
	const text = `frontend fe\n  mode http\n  bind :80\n  ${rule}\n  default_backend api\nbackend api\n  server a 192.0.2.1:80\nbackend ws\n  server b 192.0.2.2:80\n`;
	return withPatterns({files: [{name: file, text}]}, at, hands);
};

/** Where the request goes, and what was kept of the files. */
const kept = test.macro<[rule: string, backend: string | undefined, patterns: readonly string[] | undefined]>({
	title: (_, rule) => rule,
	async exec(t, rule, backend, patterns) {
		const config = await read(rule);
		const chosen = routesMet(config, url).routes.filter(({chosen}) => chosen === 'yes');
		t.is(chosen[0]?.backend.name, backend);
		t.deepEqual(
			config.patterns?.map(({text}) => text),
			patterns,
		);
		t.deepEqual(passedText(config, url, undefined).patterns, config.patterns, 'a report given back decides the same');
	},
});

test(kept, 'use_backend ws if { hdr(host) -i -f hosts.lst }', 'ws', ['chat.example\n']);
test(kept, 'use_backend ws if { path_beg -f paths.lst }', 'api', ['/ws/\n']);
test(kept, 'use_backend ws if { path_dir -f paths.lst }', 'ws', ['/ws/\n']);
test(kept, 'use_backend ws if { hdr(x-api-key) -f keys.lst }', 'api', undefined);
test(kept, 'use_backend ws if { path_reg -f regex.lst }', undefined, undefined);
test(kept, 'use_backend %[req.hdr(host),lower,map(hosts.map,api)]', 'ws', ['chat.example ws\n']);
test(kept, 'http-request set-header Authorization %[req.hdr(host),map(tokens.map)]', 'api', undefined);

test('a file of which one use is about something else is not kept at all', async t => {
	const config = await read('acl a path -f keys.lst\n  acl b hdr(x-api-key) -f keys.lst\n  use_backend ws if a');
	t.is(config.patterns, undefined);
});

test('another URL keeps nothing of other sites', async t => {
	const config = await read('use_backend ws if { hdr(host) -i -f hosts.lst }', 'ws://third.example/');
	t.deepEqual(
		config.patterns?.map(({text}) => text),
		[''],
	);
	t.is(routesMet(config, 'ws://third.example/').routes.find(({chosen}) => chosen === 'yes')?.backend.name, 'api');
});
