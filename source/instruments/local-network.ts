import {createSocket} from 'node:dgram';
import {networkInterfaces} from 'node:os';
import {disturbed} from '../disturbed.ts';
import {type Disturbance, watchFor} from './standstill.ts';

/** The device that has this address and is up; one without a carrier, or that was taken down, is not listed. */
const deviceWith = (address: string): string | undefined =>
	Object.entries(networkInterfaces()).find(([, addresses]) => addresses?.some(each => each.address === address))?.[0];

/** What this machine's own kernel says where it knows no way to an address. */
const noWay = new Set(['ENETDOWN', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL']);

/** Whether an end by this error is the local network's, and nobody's on the path. */
export const isLocalLoss = (detail: string): boolean => noWay.has(detail);

/** The local address from which this machine reaches another, or why it does not; asks the kernel only, since connecting UDP sends nothing. */
const wayTo = (address: string): Promise<{from: string} | {error: string}> =>
	new Promise(resolve => {
		const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
		const done = (way: {from: string} | {error: string}) => {
			socket.close();
			resolve(way);
		};

		socket.once('error', (error: NodeJS.ErrnoException) => done({error: error.code ?? ''}));
		socket.connect(9, address, () => done({from: socket.address().address}));
	});

/** This machine's own end of the way to an address. */
export type LocalNetwork = {
	/** Notices that the device went down, lost its address, or that there is no way any more. */
	readonly watch: (over: AbortSignal, tell: (what: string) => void, alive: () => string) => Disturbance;
	/** Whether there is a way again. */
	readonly isBack: () => Promise<boolean>;
};

/** Learns the local end of the way to an address; an address that is listed on no device, as most of 127.0.0.0/8, is not watched. */
export const localNetworkTo = async (address: string): Promise<LocalNetwork> => {
	const way = await wayTo(address);
	const from = 'from' in way ? way.from : undefined;
	const device = from && deviceWith(from);
	const isUp = () => !device || !from || deviceWith(from) !== undefined;
	const isOpen = async () => {
		const now = await wayTo(address);
		return 'from' in now || !isLocalLoss(now.error);
	};

	return {
		watch: (over, tell, alive) => {
			let [open, beats] = [true, 0];
			const look = () => {
				// The kernel's routes are asked once a second, which is soon enough.
				if (beats++ % 4 === 0) {
					void isOpen().then(now => {
						open = now;
					});
				}
				if (isUp() && open) return;
				const what = `this machine lost its network${device ? ` (${device})` : ''}${alive()}`;
				tell(what);
				throw new Error(`${what}: ${disturbed}`);
			};

			return watchFor(look, over);
		},
		isBack: async () => isUp() && (await isOpen()),
	};
};
