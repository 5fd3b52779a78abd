import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startHaproxy} from '../../source/demo/haproxy.ts';
import {freePort} from '../../source/demo/listener.ts';
import type {Pair} from './certificates.ts';

export type OwnHaproxy = {readonly address: string; readonly port: number; readonly close: () => Promise<void>};

/** A real HAProxy with a configuration of one's own, which is told its port and the path of its certificate. */
export const ownHaproxy = async (text: (port: number, pem: string) => string, pair?: Pair): Promise<OwnHaproxy> => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	const pem = join(folder, 'pair.pem');
	if (pair) await writeFile(pem, `${pair.cert}${pair.key}`);
	const port = await freePort();
	const haproxy = await startHaproxy(text(port, pem), folder);
	return {
		address: `127.0.0.1:${port}`,
		port,
		close: async () => {
			await haproxy.close();
			await rm(folder, {recursive: true, force: true});
		},
	};
};
