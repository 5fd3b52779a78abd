import test from 'ava';
import {withoutIgnored} from '../../../../source/haproxy/lint/ignore.ts';
import {lint} from '../../../../source/haproxy/lint/index.ts';
import {parseConfiguration} from '../../../../source/haproxy/parse.ts';
import {routesOf} from '../../../../source/haproxy/route.ts';
import {type Sample, samples} from '../corpus.ts';
import {haproxyCheck, haproxyIsThere} from '../real.ts';
import {changed, rows} from './rows.ts';

// The tests give every variable that the samples use, or say that it is not set.
const unset = {NONE: null, T: null, EXTRA: null, CONNECT: '5s'} as unknown as Record<string, string>;

const own: readonly Sample[] = rows.flatMap(({code, fires, neighbour}) => [
	{title: `${code} ${JSON.stringify(fires)}`, texts: [changed(fires)], environment: {CONNECT: '5s'}},
	...(neighbour ? [{title: `${code}, neighbour ${JSON.stringify(neighbour)}`, texts: [changed(neighbour)], environment: {CONNECT: '5s'}}] : []),
]);

// Once for the same text: many rows have the sound file itself as neighbour.
const corpus: readonly Sample[] = [...new Map([...own, ...samples].map(sample => [JSON.stringify([sample.texts, sample.environment]), sample])).values()];

const refusedAt = (texts: readonly string[], environment: Readonly<Record<string, string>> | undefined): ReadonlyMap<number, string> => {
	const files = texts.map((text, index) => ({name: index === 0 ? 'x.cfg' : `x${index}.cfg`, text}));
	const configuration = parseConfiguration({files}, {...unset, ...environment});
	const {findings} = withoutIgnored(configuration, lint(configuration, routesOf(configuration), '2.6.12'));
	const refused = findings.filter(({code, severity}) => code === 'config/invalid' || (code === 'config/deprecated-keyword' && severity === 'problem'));
	return new Map(refused.map(({location, title}) => [location.line, title]));
};

const compare = async ({title, texts, environment}: Sample): Promise<readonly string[]> => {
	const real = await haproxyCheck(texts, environment);
	const ours = refusedAt(texts, environment);
	const words = [...ours].map(([line, says]) => `${line}: ${says}`).join('; ');
	if (real.accepted) return ours.size > 0 ? [`${title} is accepted, and lint says ${words}`] : [];
	const same = ours.size > 0 && (real.lines.size === 0 || [...real.lines].some(line => ours.has(line)));
	return same
		? []
		: [`${title} is refused at ${[...real.lines]}, and lint says ${words || 'nothing'}: ${real.output.split('\n').find(line => line.includes('ALERT'))}`];
};

test(`${corpus.length} small files: config/invalid is what haproxy -c refuses, at the same line`, async t => {
	if (!(await haproxyIsThere(t))) return;
	t.true(corpus.length >= 150);
	const waiting = [...corpus];
	const wrong: string[] = [];
	const worker = async () => {
		for (let sample = waiting.shift(); sample; sample = waiting.shift()) wrong.push(...(await compare(sample)));
	};
	await Promise.all([worker(), worker(), worker()]);
	t.deepEqual(wrong, []);
});
