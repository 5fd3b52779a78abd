import test from 'ava';
import {lintHere} from '../helpers/lint-here.ts';
import {sound} from '../source/haproxy/lint/linted.ts';
import {production} from '../source/haproxy/lint/production.ts';

type Log = {readonly $schema: string; readonly version: string; readonly runs: readonly Run[]};
type Run = {
	readonly tool: {
		readonly driver: {
			readonly name: string;
			readonly version: string;
			readonly rules: ReadonlyArray<{id: string; shortDescription: {text: string}; help: {text: string}}>;
		};
	};
	readonly columnKind: string;
	readonly results: readonly Result[];
};
type Region = {readonly startLine: number; readonly startColumn?: number; readonly endColumn?: number};
type Result = {
	readonly ruleId: string;
	readonly ruleIndex: number;
	readonly level: string;
	readonly message: {readonly text: string};
	readonly locations: ReadonlyArray<{physicalLocation: {artifactLocation: {uri: string}; region: Region}}>;
	readonly suppressions?: ReadonlyArray<{kind: string; justification?: string}>;
};

// What SARIF 2.1.0 demands of each of these objects, and nothing beyond its words (§3.13, §3.14, §3.27, §3.30).
const allowed = {
	log: ['$schema', 'version', 'runs'],
	run: ['tool', 'columnKind', 'results'],
	driver: ['name', 'version', 'rules'],
	rule: ['id', 'shortDescription', 'help'],
	result: ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'suppressions'],
	region: ['startLine', 'startColumn', 'endColumn'],
} as const;

const only = (object: object, names: readonly string[]) => Object.keys(object).filter(name => !names.includes(name));

const faults = (log: Log, lines: readonly string[]): readonly string[] => {
	const found: string[] = [];
	const check = (holds: boolean, says: string) => holds || found.push(says);
	check(log.version === '2.1.0' && only(log, allowed.log).length === 0 && log.runs.length === 1, 'log');
	for (const run of log.runs) {
		const {driver} = run.tool;
		check(only(run, allowed.run).length === 0 && only(driver, allowed.driver).length === 0 && driver.name !== '', 'run');
		check(run.columnKind === 'utf16CodeUnits', 'columnKind');
		check(new Set(driver.rules.map(({id}) => id)).size === driver.rules.length, 'rule ids are unique');
		for (const rule of driver.rules) check(only(rule, allowed.rule).length === 0 && rule.shortDescription.text !== '' && rule.help.text !== '', rule.id);
		for (const result of run.results) {
			check(only(result, allowed.result).length === 0, `result: ${only(result, allowed.result)}`);
			check(driver.rules[result.ruleIndex]?.id === result.ruleId, `ruleIndex of ${result.ruleId}`);
			check(['none', 'note', 'warning', 'error'].includes(result.level) && result.message.text !== '', `level of ${result.ruleId}`);
			check(
				(result.suppressions ?? []).every(({kind}) => kind === 'inSource' || kind === 'external'),
				'suppressions',
			);
			for (const {physicalLocation} of result.locations) {
				const {startLine, startColumn, endColumn} = physicalLocation.region;
				check(only(physicalLocation.region, allowed.region).length === 0 && Number.isInteger(startLine) && startLine >= 1, 'startLine');
				check(startColumn === undefined || (Number.isInteger(startColumn) && startColumn >= 1), 'startColumn');
				check(endColumn === undefined || (startColumn !== undefined && endColumn > startColumn), 'endColumn');
				check((endColumn ?? 1) <= (lines[startLine - 1]?.length ?? 0) + 1, `endColumn of ${result.ruleId} in line ${startLine}`);
				check(!/[\s%](?![\dA-F]{2})/.test(physicalLocation.artifactLocation.uri), `uri ${physicalLocation.artifactLocation.uri}`);
			}
		}
	}
	return found;
};

const answered = sound
	.replace('    timeout tunnel 1h\n', '')
	.replace('backend be_ws\n', 'backend be_ws # ws-doctor: ignore config/no-tunnel-timeout it has a heartbeat\n');

for (const [title, text, count] of [
	['a sound file', sound, 0],
	['production', production, 7],
	['an ignored finding', answered, 1],
	['another mode', production.replace('mode    http', 'mode tcp'), undefined],
	['no configuration', 'what is this\n\tfoo "bar\n', undefined],
] as const) {
	test(`SARIF of ${title} is valid`, async t => {
		const log: Log = JSON.parse((await lintHere(['-', '--format', 'sarif'], text)).stdout);
		t.deepEqual(faults(log, text.split('\n')), []);
		if (count !== undefined) t.is(log.runs[0]?.results.length, count);
	});
}

test('SARIF: columns mark the words, an answered finding is suppressed', async t => {
	const text = sound.replace('timeout tunnel 1h', 'timeout tunnel 3600');
	const log: Log = JSON.parse((await lintHere(['-', '--format', 'sarif'], text)).stdout);
	const [result] = log.runs[0]?.results ?? [];
	t.is(result?.ruleId, 'config/timeout-without-unit');
	t.is(result?.level, 'error');
	t.deepEqual(result?.locations[0]?.physicalLocation.region, {startLine: 25, startColumn: 20, endColumn: 24});
	const suppressed: Log = JSON.parse((await lintHere(['-', '--format', 'sarif'], answered)).stdout);
	t.deepEqual(suppressed.runs[0]?.results[0]?.suppressions, [{kind: 'inSource', justification: 'it has a heartbeat'}]);
});
