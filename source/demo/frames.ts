/** One WebSocket frame as it travels; `first` holds FIN, the reserved bits and the opcode (RFC 6455 §5.2). */
export type Frame = {readonly first: number; readonly payload: Buffer};

/** The opcodes that the chain acts on (RFC 6455 §5.2). */
export const opcodes = {text: 0x1, close: 0x8, ping: 0x9, pong: 0xa} as const;

const fin = 0x80;
const lengthBytes = (code: number) => (code === 127 ? 8 : code === 126 ? 2 : 0);

const payloadLength = (bytes: Buffer, code: number): number => {
	if (code === 127) return Number(bytes.readBigUInt64BE(2));
	return code === 126 ? bytes.readUInt16BE(2) : code;
};

const unmask = (payload: Buffer, key: Buffer): Buffer => Buffer.from(payload.map((byte, index) => byte ^ (key[index % 4] ?? 0)));

const firstFrame = (bytes: Buffer): {frame: Frame; size: number} | undefined => {
	const [first, second] = bytes;
	if (first === undefined || second === undefined) return;
	const masked = second >= 0x80;
	const keyAt = 2 + lengthBytes(second & 0x7f);
	const payloadAt = keyAt + (masked ? 4 : 0);
	if (bytes.length < payloadAt) return;
	const size = payloadAt + payloadLength(bytes, second & 0x7f);
	if (bytes.length < size) return;
	const payload = bytes.subarray(payloadAt, size);
	return {size, frame: {first, payload: masked ? unmask(payload, bytes.subarray(keyAt, payloadAt)) : payload}};
};

/** Cuts the complete frames off the front of what came in; the rest waits for more. */
export const cutFrames = (bytes: Buffer): {frames: Frame[]; rest: Buffer} => {
	const frames: Frame[] = [];
	let rest = bytes;
	for (let next = firstFrame(rest); next; next = firstFrame(rest)) {
		frames.push(next.frame);
		rest = rest.subarray(next.size);
	}

	return {frames, rest};
};

const lengthHead = (length: number): Buffer => {
	if (length < 126) return Buffer.from([length]);
	const head = Buffer.alloc(9, 127);
	head.writeBigUInt64BE(BigInt(length), 1);
	return length > 0xffff ? head : Buffer.from([126, length >> 8, length & 0xff]);
};

/** A server's frame, which is never masked (RFC 6455 §5.1). */
export const encodeFrame = ({first, payload}: Frame): Buffer => Buffer.concat([Buffer.from([first]), lengthHead(payload.length), payload]);

/** A whole frame of this opcode. */
export const wholeFrame = (opcode: number, payload: Buffer): Buffer => encodeFrame({first: fin | opcode, payload});

/** A Close frame with its status code (RFC 6455 §5.5.1). */
export const closeFrame = (code: number): Buffer => wholeFrame(opcodes.close, Buffer.from([code >> 8, code & 0xff]));
