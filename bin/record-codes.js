// Keeps one report for each code that the tests on real chains found, as test/recordings/codes/<area>-<name>.json: `node bin/record-codes.js`.
import process from 'node:process';
import {$, fs, glob, tmpdir} from 'zx';

const kept = tmpdir();
const recordings = 'test/recordings/codes';
// A path of this machine, and where its ports happened to be, are no part of the world.
const withoutPaths = text => text.replaceAll(/\/[^"\s(:]*\/ws-doctor-[^/"\s]*\//g, '');

await $`node bin/compile-tests.js`;
await $({nothrow: true, stdio: 'inherit', env: {...process.env, WS_DOCTOR_RECORD: kept}})`npx ava .build/test/chain/*.test.js`;

const reports = await Promise.all((await glob(`${kept}/*.json`)).map(file => fs.readJson(file)));
const size = report => JSON.stringify(report).length;
const smallestFirst = reports.filter(({interrupted}) => !interrupted).sort((one, other) => size(one) - size(other));
const codes = [...new Set(reports.flatMap(({findings}) => findings.map(({code}) => code)))].sort();

await fs.emptyDir(recordings);
for (const code of codes) {
	const asVerdict = smallestFirst.find(({verdict}) => verdict?.code === code);
	const report = asVerdict ?? smallestFirst.find(({findings}) => findings.some(finding => finding.code === code));
	if (!report) continue;
	await fs.outputFile(`${recordings}/${code.replace('/', '-')}.json`, `${withoutPaths(JSON.stringify(report, null, '\t'))}\n`);
	console.log(`${code}: ${asVerdict ? 'the verdict' : 'a finding beside another verdict'}`);
}
