import test from 'ava';
import fc from 'fast-check';
import {closeFrame, cutFrames, encodeFrame, type Frame, wholeFrame} from '../../../source/demo/frames.ts';

const frame = fc.record({
	first: fc.integer({min: 0, max: 255}),
	payload: fc.oneof(fc.uint8Array({maxLength: 200}), fc.uint8Array({minLength: 65_530, maxLength: 65_540})).map(bytes => Buffer.from(bytes)),
});

test('what is encoded is cut out again, however it is split', t => {
	fc.assert(
		fc.property(fc.array(frame, {maxLength: 4}), fc.integer({min: 1, max: 50_000}), (frames, size) => {
			const bytes = Buffer.concat(frames.map(encodeFrame));
			const seen: Frame[] = [];
			let waiting: Buffer = Buffer.alloc(0);
			for (let at = 0; at < bytes.length; at += size) {
				const {frames: cut, rest} = cutFrames(Buffer.concat([waiting, bytes.subarray(at, at + size)]));
				seen.push(...cut);
				waiting = rest;
			}

			t.is(waiting.length, 0);
			t.is(seen.length, frames.length);
			t.true(seen.every((one, index) => one.first === frames[index]?.first && one.payload.equals(frames[index].payload)));
		}),
		{numRuns: 40},
	);
});

test('unmasks what a client sends (the example of RFC 6455 §5.7)', t => {
	const hello = Buffer.from('818537fa213d7f9f4d5158', 'hex');
	t.is(cutFrames(hello).frames[0]?.payload.toString(), 'Hello');
});

test('a frame that is not complete waits', t => {
	for (const bytes of ['', '81', '8105', '81854865', '817e00', '817f00000000']) t.is(cutFrames(Buffer.from(bytes, 'hex')).rest.length, bytes.length / 2);
});

test('control frames', t => {
	t.is(closeFrame(1001).toString('hex'), '880203e9');
	t.is(wholeFrame(0xa, Buffer.from('x')).toString('hex'), '8a0178');
});
