// Bundled by lint.js and run in a process of its own: reading, resolving and linting, without Node's start and without a report.
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {compileLater} from '../../source/commands/lint-compiler.ts';
import {lint} from '../../source/haproxy/lint/index.ts';
import {settled} from '../../source/haproxy/lint/reached.ts';
import {parseConfiguration} from '../../source/haproxy/parse.ts';
import {routesOf} from '../../source/haproxy/route.ts';
import {redactSecrets} from '../../source/haproxy/secrets.ts';

const [file] = process.argv.slice(2);
compileLater();
const start = performance.now();
const configuration = parseConfiguration({files: [{name: file, text: redactSecrets(readFileSync(file, 'utf8'))}]});
const findings = lint(configuration, settled(routesOf(configuration)));
console.log(JSON.stringify({ms: performance.now() - start, findings: findings.length}));
