import {answered, byStatus} from './by-status.ts';

/** 504: no answer to the handshake within the proxy's timer (HAProxy manual §8.5, sH). */
export default byStatus({
	code: 'upgrade/backend-slow',
	fits: refusal => answered(refusal, 504),
	title: 'A proxy gave up waiting for the answer to the handshake: 504.',
	why: 'The server accepted the connection and did not answer within "timeout server" (or the like): it hangs, is overloaded, or waits for something itself before the 101.',
	hop: 'backend',
	fixes: [{title: 'Time the handshake at the backend itself; raise the timer only if that is slow by design'}],
});
