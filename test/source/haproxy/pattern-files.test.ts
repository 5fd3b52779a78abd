import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {defaultPathIn, namedFiles} from '../../../source/haproxy/named-files.ts';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {requestOf} from '../../../source/haproxy/request.ts';
import {routesFor, routesOf} from '../../../source/haproxy/route.ts';
import {readPatterns} from '../../../source/instruments/read-patterns.ts';
import type {ConfigurationText} from '../../../source/model.ts';
import {freePort, haproxyIsThere, startHaproxy} from './real.ts';

const list = '# comment\n  /one\n/two\n\n#/three\n #/four\n/MIXED\n';
const map = '# comment\n  /ws b1\n/ws/deep   b2  \n/x\tb3\n/gone nowhere\n/lonely\n';
const base = 'defaults\n mode http\n timeout client 5s\n timeout server 5s\n timeout connect 5s\nfrontend f\n';
const answering = ['b1', 'b2', 'b3', 'other'].map(name => `backend ${name}\n http-request return status 200 content-type text/plain string ${name}\n`).join('');

const rules: readonly string[] = [
	'acl l path -f LIST\n use_backend b1 if l',
	'acl l path -f LIST /ws\n use_backend b1 if l',
	'acl l path -i -f LIST\n use_backend b1 if l',
	'acl l path_beg -f LIST\n use_backend b1 if l',
	'acl l path -M -f MAP\n use_backend b1 if l',
	'acl l path -f LIST -f LIST\n use_backend b1 if !l',
	'use_backend b1 if { path -m end -f LIST }',
	'use_backend %[path,map(MAP)]',
	'use_backend %[path,map(MAP,b3)]',
	'use_backend %[path,map_beg(MAP,b3)]',
	'use_backend %[path,map_str(MAP,b1)]',
	'use_backend %[path,map_end(MAP)]',
	'use_backend %[path,map_sub(MAP,b2)]',
	'use_backend %[path,map_dir(MAP)]',
	'use_backend %[path,lower,map_beg(MAP,b1)]',
	'acl l path,map(MAP) b2\n use_backend b3 if l',
	'http-request set-var(txn.b) path,map_beg(MAP,b1)\n use_backend %[var(txn.b)]',
];
const paths = [
	'/one',
	'/one/more',
	'/two',
	'/three',
	'/four',
	'/mixed',
	'/MIXED',
	'/ws',
	'/WS',
	'/ws/deep',
	'/ws/deep/x',
	'/wsx',
	'/a/x/',
	'/gone',
	'/lonely',
	'/none',
];

const get = async (port: number, path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();

test('what is decided by a file is decided as HAProxy does', async t => {
	if (!(await haproxyIsThere(t))) return;
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-'));
	t.teardown(() => rm(folder, {recursive: true}));
	const free = new Set<number>();
	while (free.size < rules.length) free.add(await freePort());
	const ports = [...free];
	// HAProxy 2.6 remembers results by the file, and mixes those of map_sub and map_end: each rule has files of its own.
	const [lists, maps] = ['l', 'm'].map(name => rules.map((_rule, index) => join(folder, `${name}${index}`))) as [string[], string[]];
	await Promise.all([...lists.map(file => writeFile(file, list)), ...maps.map(file => writeFile(file, map))]);
	const written = rules.map((rule, index) => {
		const named = rule.replaceAll('LIST', lists[index] ?? '').replaceAll('MAP', maps[index] ?? '');
		return `frontend f${index}\n bind 127.0.0.1:${ports[index]}\n ${named}\n default_backend other\n`;
	});
	const text = `${base.replace('frontend f\n', '')}${written.join('')}${answering}`;
	await startHaproxy(t, text, ports.at(-1) ?? 0);
	const files = {files: [{name: 'x.cfg', text}]};
	const read = parseConfiguration(files);
	const {patterns, unread} = await readPatterns(namedFiles(read), defaultPathIn(read));
	t.deepEqual(unread, []);
	const configuration = parseConfiguration({...files, patterns});
	await Promise.all(
		rules.map(async (rule, index) => {
			for (const path of paths) {
				const backends = routesFor(configuration, requestOf(`ws://127.0.0.1:${ports[index]}${path}`)).routes.map(({backend}) => backend.name);
				const answer = await get(ports[index] ?? 0, path);
				t.deepEqual(backends, [answer], `${rule} ${path}`);
			}
		}),
	);
});

const targets = (rule: string, patterns?: NonNullable<ConfigurationText['patterns']>) => {
	const text = `${base} bind :80\n ${rule}\n default_backend other\n${answering}listen l\n server s 10.0.0.1:80\n`;
	const configuration = parseConfiguration({files: [{name: 'x.cfg', text}], ...(patterns && {patterns})});
	const routes = routesOf(configuration).filter(({frontend}) => frontend.kind === 'frontend');
	return routes.map(({backend, chosen}) => `${backend.name} ${chosen}`);
};

test('a map tells which backends a name may mean, and its default is one of them', t => {
	const patterns = [{name: 'm.map', text: 'a b1\nb b2\nc b1\n'}];
	t.deepEqual(targets('use_backend %[hdr(x),map(m.map)]', patterns), ['b1 maybe', 'b2 maybe', 'other maybe']);
	t.deepEqual(targets('use_backend %[hdr(x),map(m.map,l)]', patterns), ['b1 maybe', 'b2 maybe', 'l maybe', 'other maybe']);
	t.deepEqual(targets('use_backend b%[hdr(x),map(m.map)]', [{name: 'm.map', text: 'a 1\nb 3\n'}]), ['b1 maybe', 'b3 maybe', 'other maybe']);
	t.deepEqual(targets('use_backend %[hdr(x),map(m.map)]'), ['b1 maybe', 'b2 maybe', 'b3 maybe', 'other maybe', 'other maybe']);
	t.deepEqual(targets('use_backend %[hdr(x),map(m.map,l)]'), ['b1 maybe', 'b2 maybe', 'b3 maybe', 'other maybe', 'l maybe', 'other maybe']);
});

test('the files that a configuration names, and how paths are meant', t => {
	const text = `global\n default-path origin /srv\n${base} bind :80\n acl a path -f one.lst -f 'two words'\n acl b src -f "$FILE"\n http-request deny if { path -i -f three } or { src,map_ip(four.map) -m found }\n use_backend '%[hdr(x),lower,map_beg("fi,ve",d)]'\n option external-check\n server-x -f no\nbackend d\n`;
	const configuration = parseConfiguration({files: [{name: 'x.cfg', text}]});
	t.deepEqual(
		namedFiles(configuration).map(({name, location}) => `${name} ${location.line}`),
		['one.lst 10', 'two words 10', 'three 12', 'four.map 12', 'fi,ve 13'],
	);
	t.deepEqual(defaultPathIn(configuration), {policy: 'origin', origin: '/srv'});
});

test('what cannot be read is told: missing, a folder, a pipe, too much', async t => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-'));
	t.teardown(() => rm(folder, {recursive: true}));
	await new Promise(resolve => execFile('mkfifo', [join(folder, 'pipe')], resolve));
	await writeFile(join(folder, 'a'), 'x\n'.repeat(5_000_000));
	await writeFile(join(folder, 'b'), 'x\n'.repeat(5_000_000));
	await writeFile(join(folder, 'c'), 'x\n');
	const location = {file: join(folder, 'x.cfg'), line: 1};
	const named = ['missing', '.', 'pipe', 'a', 'b', 'c', 'virt@c', 'opt@c'].map(name => ({name, location}));
	const {patterns, unread} = await readPatterns(named, {policy: 'config'});
	t.deepEqual(
		patterns.map(({name}) => name),
		['a', 'c', 'opt@c'],
	);
	t.deepEqual(
		unread.map(({name}) => name),
		['missing', '.', 'pipe', 'b', 'virt@c'],
	);
});
