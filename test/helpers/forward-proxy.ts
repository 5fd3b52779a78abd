import {connect, type Socket} from 'node:net';
import {type Loopback, listen} from './loopback.ts';

export type ForwardProxy = Loopback & {readonly requests: readonly string[]};

/** Answers CONNECT itself, or, without an answer, connects to `port` whatever it was asked for. */
export const forwardProxy = async (port: number, answer?: string): Promise<ForwardProxy> => {
	const requests: string[] = [];
	const serve = (client: Socket) => {
		client.once('data', request => {
			requests.push(request.toString());
			if (answer !== undefined) return client.end(answer);
			client.pause();
			const server = connect({host: '127.0.0.1', port, allowHalfOpen: true}, () => {
				client.write('HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n');
				client.pipe(server).pipe(client);
			});
			server.on('error', () => client.destroy());
			client.on('close', () => server.destroy());
		});
	};

	return {...(await listen(serve)), requests};
};
