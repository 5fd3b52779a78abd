/** The key of the handshake that a person is asked to type; every server answers it alike (RFC 6455 §4.2.2). */
export const ourKey = 'd3MtZG9jdG9yIHByb2JlIQ==';

/** What a WebSocket server must answer to it: base64 of the SHA-1 of the key and the protocol's GUID. */
export const acceptOfOurKey = 'OcPJXybUZJDMm3HjJjzTmK3Zdb4=';
