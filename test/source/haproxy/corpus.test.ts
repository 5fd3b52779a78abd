import test from 'ava';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {type Sample, samples} from './corpus.ts';
import {haproxyCheck, haproxyIsThere} from './real.ts';

// Facts about what is built in cannot be read from files, and a variable that is not given may be set: the tests give all.
const unset = {NONE: null, T: null} as unknown as Record<string, string>;

const compare = async ({title, texts, environment}: Sample): Promise<string | undefined> => {
	const files = texts.map((text, index) => ({name: index === 0 ? 'x.cfg' : `x${index}.cfg`, text}));
	const real = await haproxyCheck(texts, environment);
	const {problems} = parseConfiguration({files}, {...unset, ...environment});
	const ours = problems.map(({location, says}) => `${location.line}: ${says}`).join('; ');
	if (real.accepted) return problems.length > 0 ? `${title} is accepted, and we say ${ours}` : undefined;
	if (problems.length === 0) return `${title} is refused: ${real.output.split('\n').filter(line => line.includes('ALERT'))[0]}`;
	const same = real.lines.size === 0 || problems.some(({location}) => real.lines.has(location.line));
	return same ? undefined : `${title} is refused at ${[...real.lines]}, and we say ${ours}`;
};

test(`${samples.length} small files: what HAProxy accepts is read without complaint, what it refuses is reported at the same line`, async t => {
	if (!(await haproxyIsThere(t))) return;
	const waiting = [...samples];
	const wrong: string[] = [];
	const worker = async () => {
		for (let sample = waiting.shift(); sample; sample = waiting.shift()) wrong.push(...[await compare(sample)].filter(text => text !== undefined));
	};
	await Promise.all([worker(), worker(), worker()]);
	t.deepEqual(wrong, []);
});
