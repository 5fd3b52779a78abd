import type {ClientHttp2Session, ClientHttp2Stream} from 'node:http2';
import type {Socket} from 'node:net';
import {clean} from '../text.ts';
import {classifySocketError, createInbox, type Wire, type WireEnd, writeTo} from './wire.ts';

/** What carries one stream: the socket is seen but not touched, since the session owns it. */
export type Carrier = {readonly session: ClientHttp2Session; readonly socket: Socket};

/** Error codes of HTTP/2 (RFC 9113 §7), by their number. */
const errorNames =
	'NO_ERROR PROTOCOL_ERROR INTERNAL_ERROR FLOW_CONTROL_ERROR SETTINGS_TIMEOUT STREAM_CLOSED FRAME_SIZE_ERROR REFUSED_STREAM CANCEL COMPRESSION_ERROR CONNECT_ERROR ENHANCE_YOUR_CALM INADEQUATE_SECURITY HTTP_1_1_REQUIRED'.split(
		' ',
	);

const errorName = (code = 0): string => errorNames[code] ?? `0x${code.toString(16)}`;

/** Hands out what ends a session for all of its streams, once: the socket's end or reset, or frames that are none. */
export const onSessionEnd = ({session, socket}: Carrier, tell: (end: WireEnd) => void): void => {
	let goaway = '';
	const fin = () => tell({ending: 'fin', detail: `FIN${goaway}`});
	session.on('goaway', code => {
		goaway = ` after GOAWAY ${errorName(code)}`;
	});
	socket.on('end', fin);
	socket.on('error', (error: NodeJS.ErrnoException) => tell(classifySocketError(error.code ?? 'EFAIL')));
	session.on('error', (error: NodeJS.ErrnoException) => {
		if (socket.errored === null) tell({ending: 'unknown', detail: clean(`${error.code ?? 'EFAIL'}: ${error.message}`)});
	});
	session.on('close', fin);
};

/** Hands out what ends a stream: its END_STREAM, or RST_STREAM with its code. */
const onStreamEnd = (stream: ClientHttp2Stream, tell: (end: WireEnd) => void): void => {
	const reset = () => tell({ending: 'rst', detail: `RST_STREAM ${errorName(stream.rstCode)}`});
	// Node also ends a stream that was reset.
	stream.on('end', () => (stream.rstCode ? reset() : tell({ending: 'fin', detail: 'END_STREAM'})));
	stream.on('close', reset);
	// Its code is told at 'close', and the socket's own error at the socket.
	stream.on('error', () => {});
};

/** A tunnel of extended CONNECT (RFC 8441 §5) as a wire: its bytes are those of a WebSocket. */
export const createHttp2Wire = (stream: ClientHttp2Stream, carrier: Carrier): Wire => {
	const inbox = createInbox(stream);
	let ended = false;
	const end = (seen: WireEnd) => {
		if (ended) return;
		ended = true;
		inbox.see({at: performance.now(), ...seen});
	};

	stream.on('data', inbox.hear);
	onSessionEnd(carrier, end);
	onStreamEnd(stream, end);
	const destroy = () => carrier.session.destroy();
	return {
		listen: inbox.listen,
		hold: inbox.hold,
		write: bytes => writeTo(stream, bytes),
		finish: ms =>
			new Promise(resolve => {
				if (carrier.session.destroyed) return resolve();
				inbox.ignore();
				const timer = setTimeout(destroy, ms);
				carrier.session.once('close', () => {
					clearTimeout(timer);
					resolve();
				});
				stream.once('close', destroy);
				stream.end();
				if (stream.closed) destroy();
			}),
		destroy,
	};
};
