import test from 'ava';
import fc from 'fast-check';
import {closePayload, createFrameDecoder, encodeFrame, type Frame, opcodes, parseClose} from '../../../source/instruments/frames.ts';

const cut = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
	const chunks: Buffer[] = [];
	let at = 0;
	for (const size of sizes) {
		chunks.push(bytes.subarray(at, at + size));
		at += size;
	}

	return [...chunks, bytes.subarray(at)];
};

const decodeAll = (chunks: readonly Buffer[]) => {
	const decode = createFrameDecoder();
	return chunks.flatMap(chunk => decode(chunk));
};

test('a control frame comes back as it was sent, masked', t => {
	fc.assert(
		fc.property(fc.constantFrom(8, 9, 10), fc.uint8Array({maxLength: 125}), fc.uint8Array({minLength: 4, maxLength: 4}), (opcode, payload, mask) => {
			const [frame, ...rest] = decodeAll([encodeFrame(opcode, Buffer.from(payload), Buffer.from(mask))]) as Frame[];
			t.is(rest.length, 0);
			t.deepEqual(frame, {opcode, length: payload.length, payload: Buffer.from(payload)});
		}),
	);
});

test('how bytes are cut into chunks makes no difference, and random bytes never throw', t => {
	fc.assert(
		fc.property(fc.uint8Array({maxLength: 400}), fc.array(fc.nat({max: 40}), {maxLength: 12}), (bytes, sizes) => {
			t.deepEqual(decodeAll(cut(Buffer.from(bytes), sizes)), decodeAll([Buffer.from(bytes)]));
		}),
	);
});

const header = (first: number, second: number, ...rest: number[]) => Buffer.from([first, second, ...rest]);

const table: Record<string, {bytes: Buffer; expected: unknown}> = {
	'a text frame is skipped unread': {
		bytes: Buffer.concat([header(0x81, 3), Buffer.from('abc'), header(0x89, 0)]),
		expected: [
			[1, 3],
			[9, 0],
		],
	},
	'a long binary frame': {
		bytes: Buffer.concat([header(0x82, 126, 1, 0), Buffer.alloc(256), header(0x8a, 0)]),
		expected: [
			[2, 256],
			[10, 0],
		],
	},
	'a frame of 2^40 bytes holds nothing': {bytes: header(0x82, 127, 0, 0, 1, 0, 0, 0, 0, 0), expected: [[2, 2 ** 40]]},
	'a length of 64 bits': {bytes: header(0x82, 127, 255, 0, 0, 0, 0, 0, 0, 0), expected: ['garbage']},
	'a control frame that is too long': {bytes: header(0x89, 126, 0, 200), expected: ['garbage']},
	'a control frame in pieces': {bytes: header(0x09, 0), expected: ['garbage']},
	'a reserved bit': {bytes: header(0xc1, 0), expected: ['garbage']},
	'a reserved opcode': {bytes: header(0x83, 0), expected: ['garbage']},
	'plain HTTP': {bytes: Buffer.from('HTTP/1.1 400'), expected: ['garbage']},
};

for (const [title, {bytes, expected}] of Object.entries(table)) {
	test(`frames: ${title}`, t => {
		const found = decodeAll([bytes]).map(frame => (frame === 'garbage' ? frame : [frame.opcode, frame.length]));
		t.deepEqual(found, expected);
	});
}

test('a Close frame has a code and a reason, or neither', t => {
	t.deepEqual(parseClose(Buffer.concat([closePayload(1001), Buffer.from('bye')])), {code: 1001, reason: 'bye'});
	t.deepEqual(parseClose(closePayload(1000)), {code: 1000});
	t.deepEqual(parseClose(Buffer.from([3])), {});
	t.throws(() => encodeFrame(opcodes.ping, Buffer.alloc(126), Buffer.alloc(4)), {instanceOf: RangeError});
});
