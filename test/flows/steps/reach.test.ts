import test from 'ava';
import {reach, reachAtBackend, reachAtHaproxy} from '../../../flows/steps/reach.ts';
import {noInstruments} from '../../helpers/steps.ts';

const asked = async (step: typeof reach, url: string, where: string) => {
	let given: unknown;
	const hand = async (address: {host: string; port: number}) => {
		given = address;
		return {outcome: 'connected', ...address} as const;
	};
	await step.run({...noInstruments, reach: hand}, new AbortController().signal, () => {}, url, where);
	return given;
};

test('the proxy of the environment is asked for the public URL only', async t => {
	const url = 'wss://chat.example/ws';
	t.deepEqual(await asked(reach, url, url), {host: 'chat.example', port: 443, scheme: 'wss'});
	t.deepEqual(await asked(reach, 'ws://chat.example/ws', 'ws://chat.example/ws'), {host: 'chat.example', port: 80, scheme: 'ws'});
	t.deepEqual(await asked(reachAtHaproxy, url, '192.0.2.1:443'), {host: '192.0.2.1', port: 443});
	t.deepEqual(await asked(reachAtBackend, url, 'wss://192.0.2.2:8443'), {host: '192.0.2.2', port: 8443});
});
