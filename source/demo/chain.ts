import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Milliseconds} from '../model.ts';
import {startBackend} from './backend.ts';
import {configurationText} from './configuration.ts';
import type {Fault} from './faults.ts';
import {findHaproxy, startHaproxy} from './haproxy.ts';
import {freePort, portOf, refusingPort} from './listener.ts';
import {startRelay} from './relay.ts';
import {startStandIn} from './stand-in.ts';

/** A running chain, and what an operator would tell the doctor of it. Addresses are `127.0.0.1:port`. */
export type Chain = {
	/** The outermost place: the hop in front where there is one, else HAProxy. */
	readonly url: string;
	readonly haproxy: string;
	readonly backend: string;
	/** The haproxy.cfg in force. */
	readonly configPath: string;
	readonly idle: Milliseconds;
	/** True when the built-in relay stands in for HAProxy. */
	readonly standsIn: boolean;
	readonly expected: string | null;
	/** What the real HAProxy wrote, empty for the stand-in. */
	readonly log: () => string;
	/** Ends every part and removes the files; may be called twice. */
	readonly close: () => Promise<void>;
};

export type ChainOptions = {
	/** `real` rejects without HAProxy; `auto` takes it where it is installed. */
	readonly haproxy?: 'real' | 'stand-in' | 'auto';
};

type Part = {readonly close: () => Promise<unknown>};

const standInOn = async (text: string, folder: string) => {
	await writeFile(join(folder, 'haproxy.cfg'), text, {mode: 0o600});
	return {...(await startStandIn(text)), log: () => ''};
};

const build = async (fault: Fault, standsIn: boolean, folder: string, parts: Part[]): Promise<Omit<Chain, 'close'>> => {
	const start = async <Started extends Part>(starting: Promise<Started>): Promise<Started> => {
		const part = await starting;
		parts.push(part);
		return part;
	};

	const web = await start(startBackend({answer: {status: 404}}));
	const backend = await start(fault.backend === 'down' ? refusingPort() : startBackend(fault.backend));
	const behind = fault.behind ? await start(startRelay(backend.address, fault.behind)) : backend;
	const haproxy = `127.0.0.1:${await freePort()}`;
	const text = configurationText(fault.settings, {public: portOf(haproxy), websocket: portOf(behind.address), web: portOf(web.address)});
	const {log} = await start<Part & {log: () => string}>(standsIn ? standInOn(text, folder) : startHaproxy(text, folder));
	const front = fault.front ? await start(startRelay(haproxy, fault.front)) : {address: haproxy};
	const url = `ws://${front.address}${fault.path ?? '/ws'}`;
	return {url, haproxy, backend: backend.address, configPath: join(folder, 'haproxy.cfg'), idle: fault.idle, standsIn, expected: fault.expected, log};
};

/** Starts the chain of a fault, application first. Rejects, with nothing left behind, when a part does not start. */
export const startChain = async (fault: Fault, {haproxy = 'auto'}: ChainOptions = {}): Promise<Chain> => {
	const standsIn = haproxy === 'stand-in' || (haproxy === 'auto' && (await findHaproxy()) === undefined);
	const folder = await mkdtemp(join(tmpdir(), 'ws-doctor-demo-'));
	const parts: Part[] = [{close: () => rm(folder, {recursive: true, force: true})}];
	const close = async () => {
		for (const part of parts.splice(0).reverse()) await part.close();
	};

	try {
		return {...(await build(fault, standsIn, folder, parts)), close};
	} catch (error) {
		await close();
		throw error;
	}
};
