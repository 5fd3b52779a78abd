import type {Socket} from 'node:net';
import {createServer as createTlsServer, type TlsOptions} from 'node:tls';
import {type Pair, selfSigned} from './certificates.ts';
import {type Loopback, listen} from './loopback.ts';

let made: Promise<Pair> | undefined;

/** A fresh self-signed certificate for `doctor.test`, one for all tests of a file. */
const certificate = () => {
	made ??= selfSigned({name: 'doctor.test'});
	return made;
};

/** As `listen`, with TLS: by a certificate that nobody trusts, unless the options have another. */
export const listenTls = async (serve: (socket: Socket) => void, options: TlsOptions = {}): Promise<Loopback> => {
	const server = createTlsServer({...(options.cert ? {} : await certificate()), allowHalfOpen: true, ...options});
	server.on('secureConnection', serve);
	return listen(serve, server);
};
