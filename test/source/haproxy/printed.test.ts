import test from 'ava';
import fc from 'fast-check';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {routesOf} from '../../../source/haproxy/route.ts';
import type {Configuration} from '../../../source/haproxy/types.ts';
import {samples} from './corpus.ts';
import {printed, shapeOf} from './printed.ts';

const read = (text: string) => parseConfiguration({files: [{name: 'x.cfg', text}]});

const routes = (configuration: Configuration) =>
	routesOf(configuration).map(({frontend, backend, when, chosen, websocket, mode, idle}) => [
		frontend.name,
		backend.name,
		when,
		chosen,
		websocket,
		mode,
		idle.ms,
		idle.by,
	]);

const printsBack = test.macro({
	title: (_, text: string) => `printed and read again: ${text.split('\n')[0]}`,
	exec: (t, text: string) => {
		const first = read(text);
		const again = read(printed(first));
		t.deepEqual(shapeOf(again), shapeOf(first));
		t.deepEqual(routes(again), routes(first));
	},
});

const texts = new Set(samples.flatMap(sample => (sample.texts.length === 1 ? sample.texts : [])));
test('every configuration of the corpus', t => {
	t.true(texts.size > 100);
	for (const text of texts) {
		const first = read(text);
		const again = read(printed(first));
		t.deepEqual(shapeOf(again), shapeOf(first), text);
		t.deepEqual(routes(again), routes(first), text);
	}
});

test(printsBack, 'backend a\n http-request set-header X "a b\\tc \\"d\\" $ \\$ # \'" if { path /x\\ y }\n');
test(printsBack, 'frontend f\n bind "$ADDRESS"\n server "${NAME}" "" check\n');
test(printsBack, 'defaults a\ndefaults b from a\n.if feature(Y)\n timeout client 1s\n.endif\nbackend x from a\nbackend y\n');

const characters = fc.oneof(fc.constantFrom(...` "'\\#$.[]{}\t\r\n\u00A0é`), fc.string({unit: 'grapheme-ascii', minLength: 1, maxLength: 1}));
const word = fc.array(characters, {minLength: 1, maxLength: 8}).map(parts => parts.join(''));
const keywords = fc.constantFrom('acl', 'http-request', 'server', 'timeout', 'use_backend', 'bind', 'log', 'option', 'cookie');
const quoted = (text: string) => `"${text.replace(/["\\$\n\r]/g, character => ({'\n': '\\n', '\r': '\\r'})[character] ?? `\\${character}`)}"`;
const line = fc.tuple(keywords, fc.array(word, {maxLength: 5})).map(([keyword, words]) => ` ${[keyword, ...words.map(quoted)].join(' ')}`);
const header = fc.tuple(fc.constantFrom('frontend', 'backend', 'listen', 'defaults'), fc.nat({max: 5})).map(([kind, index]) => `${kind} ${kind}${index}`);

test('any words: printed and read again, the model is the same', t => {
	fc.assert(
		fc.property(fc.array(fc.tuple(header, fc.array(line, {maxLength: 5})), {maxLength: 5}), sections => {
			const first = read(sections.map(([head, lines]) => `${[head, ...lines].join('\n')}\n`).join(''));
			const text = printed(first);
			const again = read(text);
			t.deepEqual(shapeOf(again), shapeOf(first), text);
			t.is(printed(again), text);
		}),
		{numRuns: 300},
	);
});
