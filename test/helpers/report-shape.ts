import type {Report} from '../../source/model.ts';

type Check = (value: unknown, where: string) => readonly string[];

const wrong = (where: string, expected: string, value: unknown) => [`${where}: expected ${expected}, got ${JSON.stringify(value)}`];
const when =
	(expected: string, fits: (value: unknown) => boolean): Check =>
	(value, where) =>
		fits(value) ? [] : wrong(where, expected, value);

const string = when('text', value => typeof value === 'string' && value !== '');
const number = when('a number from 0 on', value => typeof value === 'number' && Number.isFinite(value) && value >= 0);
const boolean = when('true or false', value => typeof value === 'boolean');
const line = when('a line from 1 on', value => Number.isInteger(value) && (value as number) >= 1);
const matching = (pattern: RegExp) => when(String(pattern), value => typeof value === 'string' && pattern.test(value));
const oneOf = (...values: unknown[]) => when(`one of ${JSON.stringify(values)}`, value => values.includes(value));
const iso = when('a moment in ISO 8601', value => typeof value === 'string' && new Date(value).toISOString() === value);

const nullable =
	(check: Check): Check =>
	(value, where) =>
		value === null ? [] : check(value, where);

const listOf =
	(check: Check): Check =>
	(value, where) =>
		Array.isArray(value) ? value.flatMap((item, index) => check(item, `${where}[${index}]`)) : wrong(where, 'a list', value);

/** Members whose name ends in `?` may be absent, but not null or undefined. What the contract does not name may be added. */
const shape =
	(members: Readonly<Record<string, Check>>): Check =>
	(value, where) => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(where, 'an object', value);
		return Object.entries(members).flatMap(([name, check]) => {
			const key = name.replace('?', '');
			if (key in value) return check((value as Record<string, unknown>)[key], `${where}.${key}`);
			return name.endsWith('?') ? [] : wrong(`${where}.${key}`, 'to be there', undefined);
		});
	};

const code = matching(/^(reach|upgrade|idle|life|session|capacity|version|config)\/[a-z\d-]+$/);
const certainty = oneOf('confirmed', 'likely', 'possible');
const location = shape({file: string, line, 'column?': line});
const step = matching(/^[a-z][A-Za-z\d]*(:[A-Za-z][\w-]*)?$/);

const finding = shape({
	code,
	severity: oneOf('problem', 'risk', 'note'),
	certainty,
	title: string,
	why: string,
	'hop?': string,
	'timer?': shape({name: string, ms: number}),
	'location?': location,
	evidence: listOf(step),
	fixes: listOf(shape({title: string, 'where?': string, 'diff?': string, 'then?': listOf(string)})),
	docs: matching(/^ws-doctor explain [a-z]+\/[a-z\d-]+$/),
});

const timer = shape({
	hop: string,
	name: string,
	ms: nullable(number),
	kind: oneOf('handshake', 'idle', 'lifetime', 'heartbeat', 'drain'),
	origin: oneOf('configured', 'measured', 'default', 'operator'),
	applies: boolean,
	binding: boolean,
	'location?': location,
});

const evidence: Check = (value, where) => [
	...shape({step, source: oneOf('user', 'flag', 'default', 'probe', 'recording'), at: iso, 'missing?': string})(value, where),
	...('value' in (value as object) === 'missing' in (value as object) ? wrong(where, 'either a value or what is missing', value) : []),
];

const report = shape({
	schema: oneOf('ws-doctor.report/1'),
	tool: shape({name: oneOf('ws-doctor'), version: matching(/^\d+\.\d+\.\d+/)}),
	session: matching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[a-z\d]{4}$/),
	startedAt: iso,
	finishedAt: iso,
	'interrupted?': boolean,
	target: shape({'url?': string}),
	exitCode: oneOf(0, 1, 3, 130),
	verdict: nullable(shape({code, certainty: oneOf('confirmed', 'likely'), summary: string})),
	findings: listOf(finding),
	timers: listOf(timer),
	'safeHeartbeat?': number,
	'recognised?': listOf(shape({product: string, because: string})),
	'next?': shape({timer: shape({hop: string, name: string, ms: number, kind: oneOf('idle', 'lifetime'), 'location?': location}), at: number}),
	evidence: listOf(evidence),
	undecided: listOf(shape({code, lacking: listOf(step)})),
});

/** What holds between the members of a report. */
const coherence = ({verdict, findings, exitCode, evidence, timers, startedAt, finishedAt}: Report): readonly string[] => {
	const [first] = findings;
	const steps = evidence.filter(({missing}) => missing === undefined).map(({step}) => step);
	return [
		...(verdict && (first?.code !== verdict.code || first.certainty !== verdict.certainty) ? ['the verdict is not the first finding'] : []),
		...(verdict && exitCode !== 1 ? [`a verdict, and exit code ${exitCode}`] : []),
		...(findings.some(({severity}) => severity === 'problem') && exitCode !== 1 ? [`a problem, and exit code ${exitCode}`] : []),
		...findings
			.filter(({certainty, severity}) => certainty === 'possible' && severity === 'problem')
			.map(({code}) => `${code} is only possible, and a problem`),
		...findings.flatMap(({code, evidence: seen}) => seen.filter(id => !steps.includes(id)).map(id => `${code} rests on ${id}, which is not in evidence`)),
		...findings.filter(({docs, code}) => docs !== `ws-doctor explain ${code}`).map(({code, docs}) => `${code} is explained by ${docs}`),
		...(timers.filter(({binding}) => binding).length > 1 ? ['more than one timer fires first'] : []),
		...(startedAt > finishedAt ? ['it finished before it started'] : []),
		...(new Set(evidence.map(({step}) => step)).size < evidence.length ? ['a step has two pieces of evidence'] : []),
	];
};

/** What is wrong with a report by contract.md, a line each; nothing when it is as promised. */
export const reportComplaints = (value: unknown): readonly string[] => {
	const complaints = report(value, 'report');
	return complaints.length > 0 ? complaints : coherence(value as Report);
};
