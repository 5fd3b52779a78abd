import {spawnSync} from 'node:child_process';
import test from 'ava';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {compareVersions, releaseOf, type Version, versionOf} from '../../../source/haproxy/version.ts';

const taken = (expression: string, version?: string) => {
	const text = `global\n.if ${expression}\n  nbthread 1\n.else\n  nbthread 2\n.endif\n`;
	const {sections, undecided, problems} = parseConfiguration({files: [{name: 'x.cfg', text}]}, {}, version);
	const kept = sections[0]?.statements.map(({words}) => words[1]?.text).join(' ');
	return {kept, undecided: undecided.length, problems: problems.length};
};

const rows: ReadonlyArray<readonly [expression: string, version: string | undefined, kept: string]> = [
	['version_atleast(2.6)', '2.6.12-1+deb12u4', '1'],
	['version_atleast(2.6.12)', '2.6.12', '1'],
	['version_atleast(2.6.13)', '2.6.12', '2'],
	['version_before(2.6.13)', '2.6.12', '1'],
	['version_atleast(2.6-dev3)', '2.6.12', '1'],
	['version_atleast(2.7-dev3)', '2.6.12', '2'],
	['version_before(2.7-dev3)', '2.6.12', '1'],
	['version_atleast(2)', '2.6.12', '1'],
	['version_before(3)', '2.6.12', '1'],
	['version_atleast(3.4)', '3.4-dev5', '2'],
	['version_atleast(3.4-dev5)', '3.4-dev5', '1'],
	['!version_atleast(2.8) && version_atleast(2.4)', '2.6.12', '1'],
	['version_atleast(2.6.12-1)', '2.6.12', '1 2'],
	['version_atleast(nonsense)', '2.6.12', '1 2'],
	['version_atleast(2.6)', undefined, '1 2'],
	['version_atleast(2.6)', 'unknown', '1 2'],
	['feature(OPENSSL)', '2.6.12', '1 2'],
];

for (const [expression, version, kept] of rows) {
	test(`${expression} on ${version}: ${kept}`, t => {
		t.deepEqual(taken(expression, version), {kept, undecided: kept === '1 2' ? 1 : 0, problems: 0});
	});
}

test('what is decided for a version is what that HAProxy decides', t => {
	const {stdout, error} = spawnSync('haproxy', ['-v'], {encoding: 'utf8'});
	if (error) return process.env.CI === 'true' ? t.fail('haproxy is not installed') : t.pass('skipped: haproxy is not installed');
	const version = /version (\S+)/.exec(stdout)?.[1] ?? '';
	for (const asked of ['2', '3', '4', '1.8', '2.0', '2.5.99', '2.6', '2.6.0', '2.6.11', '2.6.12', '2.6.13', '2.7-dev1', '2.6-dev9', '2.8', '3.0.1', '3.4']) {
		for (const predicate of ['version_atleast', 'version_before']) {
			const {status} = spawnSync('haproxy', ['-cc', `${predicate}(${asked})`]);
			t.is(taken(`${predicate}(${asked})`, version).kept, status === 0 ? '1' : '2', `${predicate}(${asked}) on ${version}`);
		}
	}
});

test('releases in their order', t => {
	const order = ['2.4-dev1', '2.4-dev19', '2.4.0', '2.4.28', '2.6.12', '3.0-dev1', '3.0.0'].map(text => versionOf(text) as Version);
	t.deepEqual(order.toSorted(compareVersions), order);
	t.deepEqual(order.map(releaseOf).slice(0, 3), ['2.4-dev1', '2.4-dev19', '2.4.0']);
	t.is(versionOf('nightly'), undefined);
});
