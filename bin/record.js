// Saves a world as a recording for the tests: `node bin/record.js lifetime` writes test/recordings/worlds/lifetime.json, a report that can be replayed.
import process from 'node:process';
import {$, fs} from 'zx';

const [fault = 'no-tunnel'] = process.argv.slice(2);
const {stdout} = await $`node bin/ws-doctor.js demo ${fault} --json --quiet`;
const report = JSON.parse(stdout);
// A path of this machine is no part of the world.
const text = JSON.stringify(report, null, '\t').replaceAll(/[^"\s(]*\/ws-doctor-demo-[^/]*\//g, '');
await fs.outputFile(`test/recordings/worlds/${fault}.json`, `${text}\n`);
console.log(`test/recordings/worlds/${fault}.json: ${report.verdict?.code ?? 'no verdict'}`);
