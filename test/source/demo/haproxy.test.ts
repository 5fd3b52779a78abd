import {access, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {configurationText} from '../../../source/demo/configuration.ts';
import {faults} from '../../../source/demo/faults.ts';
import {startHaproxy} from '../../../source/demo/haproxy.ts';
import {freePort} from '../../../source/demo/listener.ts';
import {testHaproxy as test} from '../../helpers/haproxy.ts';
import {openRawWebSocket} from '../../helpers/raw-websocket.ts';

const inFolder = async <Value>(run: (folder: string) => Promise<Value>): Promise<Value> => {
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
	return run(folder).finally(() => rm(folder, {recursive: true}));
};

const isAlive = (pid: number) => {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
};

test('accepts once it is started, logs, and is gone once it is closed', t =>
	inFolder(async folder => {
		const port = await freePort();
		const text = configurationText(faults[0].settings, {public: port, websocket: await freePort(), web: await freePort()});
		const haproxy = await startHaproxy(text, folder);
		t.true(isAlive(haproxy.pid));
		await access(join(folder, 'haproxy.cfg'));
		const client = await openRawWebSocket(`127.0.0.1:${port}`, {request: 'nonsense\r\n\r\n'});
		t.is(client.status, 400);
		client.close();
		await haproxy.close();
		await haproxy.close();
		t.true(haproxy.log().includes('<BADREQ>'));
		t.false(isAlive(haproxy.pid));
	}));

test('a file that HAProxy refuses rejects with what HAProxy says', t =>
	inFolder(async folder => {
		const error = await t.throwsAsync(startHaproxy('frontend f\n\tbind 127.0.0.1:1\n\tnonsense\n', folder));
		t.regex(error.message, /unknown keyword 'nonsense'/);
	}));

test('every fault has a file that HAProxy takes', async t => {
	for (const {settings} of faults) {
		await inFolder(async folder => {
			const ports = {public: await freePort(), websocket: 1, web: 2};
			const haproxy = await startHaproxy(configurationText(settings, ports), folder);
			await haproxy.close();
			t.notRegex(haproxy.log(), /ALERT|WARNING/);
		});
	}
});
