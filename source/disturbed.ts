/** What a watch says last when this machine stood still or lost its network: its connections then tell nothing of the path. */
export const disturbed = 'what became of the connections meanwhile does not count';

/** How a watch begins that got no connection at all, although there had been one before. */
const noHandshake = 'the handshake failed';

/** Whether a probe without a result saw something fail, as against one that was called off. */
export const sawFailure = (missing: string): boolean => missing.includes(disturbed) || missing.startsWith(noHandshake);
