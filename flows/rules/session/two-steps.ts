// Paths and parameters by which transports that negotiate first are known; each vendor's manual asks for sticky sessions.
const transports: ReadonlyArray<readonly [RegExp, string, string]> = [
	[/\/socket\.io\/|[?&]EIO=\d/, 'Socket.IO', "transports: ['websocket'] in the client does without polling"],
	[/\/negotiate\b|\/signalr\b|[?&]id=[\w-]{22}\b|hub\b/i, 'SignalR', 'skipNegotiation with the transport WebSockets does without the first step'],
	[/\/sockjs\b|\/\d{3}\/\w{8}\/websocket\b/i, 'SockJS', 'its raw /websocket endpoint does without the first step'],
];

/** Why servers must not change, with what is known of the transport by its URL. */
export const steps = (url: string | undefined): string => {
	const known = url === undefined ? undefined : transports.find(([pattern]) => pattern.test(url));
	const general = 'Transports that negotiate first (Socket.IO, SignalR, SockJS) need all requests of a session at the same server';
	return known
		? `${general}; this URL looks like ${known[1]} (${known[2]}).`
		: `${general}; a plain WebSocket needs it only if state is kept at the server between connections.`;
};
