import test from 'ava';
import fc from 'fast-check';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {requestOf} from '../../../source/haproxy/request.ts';
import {routesFor, routesOf} from '../../../source/haproxy/route.ts';
import {redactSecrets} from '../../../source/haproxy/secrets.ts';
import type {Section} from '../../../source/haproxy/types.ts';
import {unusedTunnels} from '../../../source/haproxy/unused.ts';
import {samples} from './corpus.ts';

const read = (...texts: readonly string[]) => parseConfiguration({files: texts.map((text, index) => ({name: `${index}.cfg`, text}))});
const shape = (section: Section) =>
	`${section.kind} ${section.name}: ${section.statements.map(({words}) => words.map(word => word.text).join(' ')).join('; ')}`;

test('sections, their lines and where they stand', t => {
	const {sections, problems} = read('# x\n\nglobal\n  maxconn 10\nfrontend f\n\tbind  :80 # y\n');
	t.deepEqual(sections.map(shape), ['global : maxconn 10', 'frontend f: bind :80']);
	t.deepEqual(sections[1]?.location, {file: '0.cfg', line: 5, column: 1});
	t.deepEqual(sections[1]?.statements[0], {
		location: {file: '0.cfg', line: 6, column: 2},
		words: [
			{text: 'bind', column: 2},
			{text: ':80', column: 8},
		],
	});
	t.deepEqual(problems, []);
});

test('defaults are inherited from the last one, by name, and over files', t => {
	const {sections} = read('defaults a\ndefaults b from a\nbackend x\nbackend y from a\n', 'backend z\n');
	const parents = sections.map(section => [section.name, section.defaults?.name]);
	t.deepEqual(parents, [
		['a', undefined],
		['b', 'a'],
		['x', 'b'],
		['y', 'a'],
		['z', 'b'],
	]);
});

test('a broken line is told with its place, and the rest is read', t => {
	const {sections, problems} = read('backend a\n mode "http\n server s 1.2.3.4:80\nbackend b\n');
	t.deepEqual(problems, [{location: {file: '0.cfg', line: 2, column: 7}, says: 'unmatched quote'}]);
	t.deepEqual(sections.map(shape), ['backend a: server s 1.2.3.4:80', 'backend b: ']);
});

test('what an empty argument hides is kept apart', t => {
	const [section] = read('backend a\n server s 1.2.3.4:80 "" check\n').sections;
	t.is(section?.statements[0]?.words.length, 3);
	t.deepEqual(
		section?.statements[0]?.ignored?.map(word => word.text),
		['', 'check'],
	);
});

test('both branches of an .if that cannot be decided are kept, and said', t => {
	const {sections} = read('backend a\n.if feature(LUA)\n mode http\n.else\n mode tcp\n.endif\n balance first\n');
	t.deepEqual(
		sections[0]?.statements.map(({words, maybe}) => [words[0]?.text, maybe]),
		[
			['mode', true],
			['mode', true],
			['balance', undefined],
		],
	);
});

test('an unknown section of a later release is kept', t => {
	t.deepEqual(read('log-profile p\n on any format x\nbackend a\n').sections.map(shape), ['log-profile p: on any format x', 'backend a: ']);
});

test('a section that no release known here has is kept, said, and not mixed into the one above', t => {
	const {sections, problems} = read('backend a\n mode http\nnew-thing x\n timeout client 1s\nbackend b\n mode http\n');
	t.deepEqual(sections.map(shape), ['backend a: mode http', 'new-thing x: timeout client 1s', 'backend b: mode http']);
	t.like(problems, [{location: {line: 3}}]);
});

test('a file that is no configuration at all has a bounded number of problems', t => {
	t.is(read('\u0001\u0002 nothing\n'.repeat(5000)).problems.length, 500);
});

const pieces = fc.oneof(
	fc.constantFrom(...samples.flatMap(sample => sample.texts.flatMap(text => text.split('\n')))),
	fc.constantFrom(
		'frontend f',
		'backend b',
		'listen l',
		'defaults',
		' bind :80',
		' default_backend b',
		' use_backend b if { path_beg /x }',
		' server s 127.0.0.1:80',
		' timeout tunnel 1h',
		'.if feature(X)',
		'.else',
		'.endif',
	),
	fc
		.tuple(
			fc.constantFrom(' ', ' acl a ', ' use_backend b if { ', ' http-request ', ' http-request set-var(txn.a) ', ' timeout ', ' cookie ', '.if ', ' bind '),
			fc.constantFrom('constructor', '__proto__', 'toString(1)', 'path,constructor', 'dst_port constructor', 'A constructor'),
		)
		.map(parts => parts.join('')),
	fc.string({maxLength: 30}),
);

test('any text: no exception, and a decision or none', t => {
	fc.assert(
		fc.property(fc.array(pieces, {maxLength: 30}), lines => {
			const text = `${lines.join('\n')}\n`;
			const configuration = read(text);
			const routes = [...routesFor(configuration, requestOf('wss://x.example/chat?a=b')).routes, ...routesOf(configuration)];
			for (const route of routes) unusedTunnels(configuration, route);
			t.is(redactSecrets(text).split('\n').length, text.split('\n').length);
		}),
		{numRuns: 800},
	);
});
