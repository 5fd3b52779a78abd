import {
	lowerCase,
	otherScheme,
	otherSlash,
	plain,
	proxyV1,
	proxyV1AtServer,
	proxyV2,
	proxyV2AtServer,
	rewritten,
	withOwnHost,
	withOwnOrigin,
	withoutCookie,
	withoutCredentials,
	withoutOrigin,
	withoutServerName,
	withoutSubprotocol,
	withSubprotocol,
} from './changes.ts';
import {atBackend, atHaproxy, publicly} from './differential.ts';

// One first answer calls for at most eight of these at the public URL, two at HAProxy and three at the backend: twelve in all.

/** Each lifts the refusal at the public URL, or does not. */
export const lifting = {
	withoutOrigin: publicly(withoutOrigin),
	withOwnOrigin: publicly(withOwnOrigin),
	otherSlash: publicly(otherSlash),
	withSubprotocol: publicly(withSubprotocol),
	withoutSubprotocol: publicly(withoutSubprotocol),
	withoutCredentials: publicly(withoutCredentials),
	withoutCookie: publicly(withoutCookie),
	proxyV1: publicly(proxyV1),
	proxyV2: publicly(proxyV2),
	otherScheme: publicly(otherScheme),
};

/** What stands beside a refusal, or lifts it further inward. */
export const comparing = {
	plain: publicly(plain),
	withoutServerName: publicly(withoutServerName),
	proxyV1AtHaproxy: atHaproxy(proxyV1),
	proxyV2AtHaproxy: atHaproxy(proxyV2),
	lowerCaseAtBackend: atBackend(lowerCase),
	rewrittenAtBackend: atBackend(rewritten),
	withOwnHostAtBackend: atBackend(withOwnHost),
	proxyV1AtBackend: atBackend(proxyV1AtServer),
	proxyV2AtBackend: atBackend(proxyV2AtServer),
	otherSchemeAtBackend: atBackend(otherScheme),
};

/** Every changed handshake, in the order in which they are tried. */
export const differentials = [...Object.values(lifting), ...Object.values(comparing)];
