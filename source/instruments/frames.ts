/** Opcodes of RFC 6455 §5.2. */
export const opcodes = {continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10} as const;

/** One frame as seen; of data frames only the length is known, so that nothing large is ever held. */
export type Frame = {readonly opcode: number; readonly length: number; readonly payload: Buffer};

const known = new Set<number>(Object.values(opcodes));
const isControl = (opcode: number): boolean => opcode >= 8;

const xor = (payload: Buffer, mask: Buffer): Buffer => Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] as number)));

/** A masked frame as a client sends it (RFC 6455 §5.2); `mask` is four random bytes and the payload at most 125 bytes. */
export const encodeFrame = (opcode: number, payload: Buffer, mask: Buffer): Buffer => {
	if (payload.length > 125) throw new RangeError('a control frame carries at most 125 bytes');
	return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length]), mask, xor(payload, mask)]);
};

type Header = {readonly opcode: number; readonly length: number; readonly size: number; readonly mask: Buffer | undefined};

const payloadLength = (bytes: Buffer, short: number): {length: number; size: number} | undefined => {
	if (short < 126) return {length: short, size: 2};
	if (short === 126) return bytes.length < 4 ? undefined : {length: bytes.readUInt16BE(2), size: 4};
	return bytes.length < 10 ? undefined : {length: Number(bytes.readBigUInt64BE(2)), size: 10};
};

/** No extension was offered, so reserved bits and opcodes cannot occur, and a control frame is short and whole (RFC 6455 §5.5). */
const impossible = (first: number, short: number): boolean => {
	const opcode = first & 0x0f;
	return (first & 0x70) !== 0 || !known.has(opcode) || (isControl(opcode) && ((first & 0x80) === 0 || short > 125));
};

const readHeader = (bytes: Buffer): Header | 'more' | 'garbage' => {
	if (bytes.length < 2) return 'more';
	const [first = 0, second = 0] = bytes;
	if (impossible(first, second & 0x7f)) return 'garbage';
	const measured = payloadLength(bytes, second & 0x7f);
	if (measured === undefined) return 'more';
	if (!Number.isSafeInteger(measured.length)) return 'garbage';
	const maskBytes = second & 0x80 ? 4 : 0;
	const size = measured.size + maskBytes;
	if (bytes.length < size) return 'more';
	return {opcode: first & 0x0f, length: measured.length, size, mask: maskBytes === 0 ? undefined : bytes.subarray(measured.size, size)};
};

/** Cuts bytes into frames as they come in; payloads of data frames are skipped unread. After `'garbage'` it decodes no more. */
export const createFrameDecoder = (): ((chunk: Buffer) => ReadonlyArray<Frame | 'garbage'>) => {
	let bytes: Buffer = Buffer.alloc(0);
	let toSkip = 0;
	let broken = false;
	const skip = () => {
		const skipped = Math.min(toSkip, bytes.length);
		bytes = bytes.subarray(skipped);
		toSkip -= skipped;
	};

	const next = (): Frame | 'more' | 'garbage' => {
		skip();
		const header = readHeader(bytes);
		if (typeof header === 'string') return header;
		const {opcode, length, size, mask} = header;
		if (!isControl(opcode)) {
			bytes = bytes.subarray(size);
			toSkip = length;
			return {opcode, length, payload: Buffer.alloc(0)};
		}

		if (bytes.length < size + length) return 'more';
		const payload = bytes.subarray(size, size + length);
		bytes = bytes.subarray(size + length);
		return {opcode, length, payload: mask === undefined ? Buffer.from(payload) : xor(payload, mask)};
	};

	return chunk => {
		const frames: Array<Frame | 'garbage'> = [];
		if (broken) return frames;
		bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
		for (let frame = next(); frame !== 'more'; frame = next()) {
			frames.push(frame);
			broken = frame === 'garbage';
			if (broken) break;
		}

		return frames;
	};
};

/** Code and reason of a Close frame (RFC 6455 §5.5.1); without a payload it has neither. */
export const parseClose = (payload: Buffer): {code?: number; reason?: string} => {
	if (payload.length < 2) return {};
	const reason = payload.toString('utf8', 2);
	return {code: payload.readUInt16BE(0), ...(reason === '' ? {} : {reason})};
};

/** The payload of a Close frame. */
export const closePayload = (code: number): Buffer => Buffer.from([code >> 8, code & 0xff]);
