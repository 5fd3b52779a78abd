import {randomFillSync} from 'node:crypto';

const pool = Buffer.alloc(4096);
let used = pool.length;

/** Four random bytes to mask a frame with (RFC 6455 §5.3); many are drawn at once, since whoever floods us with pings is owed as many masks. */
export const mask = (): Buffer => {
	if (used === pool.length) {
		randomFillSync(pool);
		used = 0;
	}

	used += 4;
	return Buffer.from(pool.subarray(used - 4, used));
};
