import test from 'ava';
import {refusingPort} from '../../source/demo/listener.ts';
import type {Reach, Report} from '../../source/model.ts';
import {forwardProxy} from '../helpers/forward-proxy.ts';
import {diagnoseHere} from '../helpers/in-process.ts';
import {stateHome} from '../helpers/state.ts';
import {tinyBackend} from '../helpers/tiny-backend.ts';

const examine = async (proxy: string, argv: readonly string[]): Promise<Report> => {
	const env = {XDG_STATE_HOME: stateHome(), HTTP_PROXY: `http://${proxy}`};
	return JSON.parse((await diagnoseHere([...argv, '--symptom', 'refused', '--json'], env)).stdout);
};
const reachOf = ({evidence}: Report, step: string) => evidence.find(item => item.step === step)?.value as Reach | undefined;

test('a proxy of the environment that will not connect is blamed by its name, and only for the public URL', async t => {
	const [server, proxy] = await Promise.all([tinyBackend(), forwardProxy(0, 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')]);
	t.teardown(() => Promise.all([server.close(), proxy.close()]));
	const report = await examine(proxy.address, ['ws://chat.invalid/ws', '--haproxy', server.address]);
	t.is(report.verdict?.code, 'reach/refused');
	t.true(report.verdict?.summary.startsWith(`The proxy ${proxy.address} of the environment gives no connection to chat.invalid`), report.verdict?.summary);
	t.is(reachOf(report, 'reach')?.through, proxy.address);
	t.is(reachOf(report, 'reachAtHaproxy')?.through, undefined);
	t.is(reachOf(report, 'reachAtHaproxy')?.outcome, 'connected');
});

test('so is one that is not there', async t => {
	const refusing = await refusingPort();
	t.teardown(refusing.close);
	const report = await examine(refusing.address, ['ws://chat.invalid/ws']);
	t.is(report.verdict?.code, 'reach/refused');
	t.regex(report.verdict?.summary ?? '', /^The proxy 127\.0\.0\.1:\d+ of the environment gives no connection/);
});

test('one that connects changes nothing', async t => {
	const server = await tinyBackend();
	const proxy = await forwardProxy(server.port);
	t.teardown(() => Promise.all([server.close(), proxy.close()]));
	const report = await examine(proxy.address, ['ws://chat.invalid/ws']);
	t.is(report.verdict, null);
	t.is(reachOf(report, 'reach')?.outcome, 'connected');
});
