import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {readHostLimits} from '../../../source/instruments/host-limits.ts';

const proc = mkdtempSync(join(tmpdir(), 'ws-doctor-proc-'));
test.after.always(() => rmSync(proc, {recursive: true}));
const file = (path: string, text: string) => {
	mkdirSync(join(proc, path, '..'), {recursive: true});
	writeFileSync(join(proc, path), text);
};
file('sys/net/ipv4/ip_local_port_range', '32768\t60999\n');
file('sys/fs/nr_open', '1048576\n');
file('10/comm', 'nginx\n');
file('10/limits', 'Max open files            64                   64                   files\n');
file('11/comm', 'haproxy\n');
file(
	'11/limits',
	'Limit                     Soft Limit           Hard Limit           Units\nMax open files            2017                 4096                 files\n',
);

test('ports, nr_open and the descriptors of the HAProxy that runs here', async t => {
	t.deepEqual(await readHostLimits(proc), {haproxies: 1, ports: 28_232, nrOpen: 1_048_576, openFiles: 2017});
});

test('where there is no /proc nothing is known', async t => {
	t.deepEqual(await readHostLimits(join(proc, 'none')), {haproxies: 0});
});

test('this machine answers', async t => {
	t.true((await readHostLimits()).haproxies >= 0);
});
