import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type BackendOptions, startBackend} from '../../source/demo/backend.ts';
import {type Chain, startChain} from '../../source/demo/chain.ts';
import {type Fault, faults} from '../../source/demo/faults.ts';
import {startHaproxy} from '../../source/demo/haproxy.ts';
import {freePort, portOf, refusingPort} from '../../source/demo/listener.ts';

/** What an operator may tell of a running chain; what is absent cannot be told. */
export type OpenedChain = Partial<Pick<Chain, 'haproxy' | 'backend' | 'configPath'>> & Pick<Chain, 'url' | 'close'>;

/** The parts of a chain that differ from a healthy one. */
export type Parts = Partial<Pick<Fault, 'settings' | 'backend' | 'front' | 'behind' | 'path'>>;

const healthy = faults.find(({id}) => id === 'healthy') as Fault;

/** A chain with the real HAProxy, healthy but for these parts. */
export const chainOf = (parts: Parts) => (): Promise<OpenedChain> => startChain({...healthy, ...parts}, {haproxy: 'real'});

/** The ports that a configuration of one's own may name. */
export type OwnPorts = {readonly public: number; readonly websocket: number; readonly refusing: number};

/** A WebSocket server behind a real HAProxy with a configuration of one's own; nothing listens on `refusing`. */
export const haproxyWith =
	(text: (ports: OwnPorts) => string, backendOptions: BackendOptions = {}) =>
	async (): Promise<OpenedChain> => {
		const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-test-'));
		const [backend, refusing] = [await startBackend(backendOptions), await refusingPort()];
		const port = await freePort();
		const haproxy = await startHaproxy(text({public: port, websocket: portOf(backend.address), refusing: portOf(refusing.address)}), folder);
		const address = `127.0.0.1:${port}`;
		const close = async () => {
			for (const part of [haproxy, backend, refusing]) await part.close();
			await rm(folder, {recursive: true, force: true});
		};

		return {url: `ws://${address}/ws`, haproxy: address, backend: backend.address, configPath: join(folder, 'haproxy.cfg'), close};
	};
