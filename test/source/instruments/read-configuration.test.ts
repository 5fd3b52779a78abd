import {execFileSync} from 'node:child_process';
import {mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {createInstruments} from '../../../source/instruments/index.ts';
import {isConfigurationName} from '../../../source/instruments/read-configuration.ts';

const {readConfiguration} = createInstruments({stdin: async () => 'defaults\n'});

const names: ReadonlyArray<readonly [name: string, expected: boolean]> = [
	['a.cfg', true],
	['.cfg', false],
	['.a.cfg', false],
	['a.cfg.cfg', false],
	['a.cfg.bak', false],
	['a.conf', false],
	['acfg', false],
];

test('which files of a folder HAProxy reads', t => {
	for (const [name, expected] of names) t.is(isConfigurationName(name), expected, name);
});

test('files, folders and standard input, named as given and in the order of bytes', async t => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	for (const name of ['b.cfg', 'Z.cfg', '.hidden.cfg', 'a.cfg.cfg', 'x.conf']) await writeFile(join(folder, name), `# ${name}\n`);
	await mkdir(join(folder, 'folder.cfg'));
	await symlink(join(folder, 'b.cfg'), join(folder, 'link.cfg'));
	const {files} = await readConfiguration([`${folder}/`, '-', `${folder}/x.conf`]);
	t.deepEqual(
		files.map(({name}) => name),
		[`${folder}/Z.cfg`, `${folder}/b.cfg`, `${folder}/link.cfg`, 'stdin', `${folder}/x.conf`],
	);
	t.is(files[3]?.text, 'defaults\n');
	await rm(folder, {recursive: true});
});

test('what cannot be read is one sentence that says what was expected', async t => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	const at = (name: string) => join(folder, name);
	await writeFile(at('empty.cfg'), ' \n');
	await writeFile(at('large.cfg'), Buffer.alloc(5 * 1024 * 1024 + 1, 'a'));
	await mkdir(at('nothing'));
	execFileSync('mkfifo', [at('pipe')]);
	const expected = 'expected an HAProxy configuration, such as haproxy.cfg';
	const table: ReadonlyArray<readonly [path: string, message: string]> = [
		['missing.cfg', `cannot be read, because there is no such file or folder: ${expected}`],
		['empty.cfg/x', `cannot be read, because a part of the path is not a folder: ${expected}`],
		['empty.cfg', `is empty: ${expected}`],
		['large.cfg', `is larger than 5 MiB: ${expected}`],
		['nothing', `has no *.cfg file: ${expected}`],
		['pipe', `cannot be read, because it is neither a file nor a folder; a pipe is read with - as standard input: ${expected}`],
	];
	for (const [path, message] of table) await t.throwsAsync(readConfiguration([at(path)]), {message: `${at(path)} ${message}`});
	await t.throwsAsync(createInstruments({stdin: async () => ''}).readConfiguration(['-']), {message: `standard input is empty: ${expected}`});
	await t.throwsAsync(createInstruments().readConfiguration(['-']), {message: `standard input cannot be read here: ${expected} by its path`});
	await t.throwsAsync(readConfiguration(['a\0b']), {message: /\S/});
	await rm(folder, {recursive: true});
});
