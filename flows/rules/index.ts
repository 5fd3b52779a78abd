import fileDescriptors from './capacity/file-descriptors.ts';
import maxconn from './capacity/maxconn.ts';
import sourcePorts from './capacity/source-ports.ts';
import backendCloses from './idle/backend-closes.ts';
import chainedProxy from './idle/chained-proxy.ts';
import clientTimeout from './idle/client-timeout.ts';
import frontHop from './idle/front-hop.ts';
import heartbeatMissing from './idle/heartbeat-missing.ts';
import heartbeatRace from './idle/heartbeat-race.ts';
import innerHop from './idle/inner-hop.ts';
import pingTimeout from './idle/ping-timeout.ts';
import serverTimeout from './idle/server-timeout.ts';
import silentDrop from './idle/silent-drop.ts';
import tunnelNotApplied from './idle/tunnel-not-applied.ts';
import tunnelTimeout from './idle/tunnel-timeout.ts';
import tunnelUnit from './idle/tunnel-unit.ts';
import deploy from './life/deploy.ts';
import endedTogether from './life/ended-together.ts';
import goaway from './life/goaway.ts';
import immediateClose from './life/immediate-close.ts';
import maximumLifetime from './life/maximum-lifetime.ts';
import reloadHardStop from './life/reload-hard-stop.ts';
import serverMarkedDown from './life/server-marked-down.ts';
import unstable from './life/unstable.ts';
import backendDown from './reach/backend-down.ts';
import filtered from './reach/filtered.ts';
import nameNotResolved from './reach/name-not-resolved.ts';
import refused from './reach/refused.ts';
import tlsCertificate from './reach/tls-certificate.ts';
import tlsMismatch from './reach/tls-mismatch.ts';
import unroutable from './reach/unroutable.ts';
import cookieNotKept from './session/cookie-not-kept.ts';
import noStickiness from './session/no-stickiness.ts';
import acceptMismatch from './upgrade/accept-mismatch.ts';
import authRequired from './upgrade/auth-required.ts';
import backendSlow from './upgrade/backend-slow.ts';
import badGateway from './upgrade/bad-gateway.ts';
import blocked from './upgrade/blocked.ts';
import clientHandshake from './upgrade/client-handshake.ts';
import closedEarly from './upgrade/closed-early.ts';
import headerCase from './upgrade/header-case.ts';
import headerStripped from './upgrade/header-stripped.ts';
import http2Fails from './upgrade/http2-fails.ts';
import inspected from './upgrade/inspected.ts';
import noResponse from './upgrade/no-response.ts';
import noServer from './upgrade/no-server.ts';
import notAnEndpoint from './upgrade/not-an-endpoint.ts';
import originRejected from './upgrade/origin-rejected.ts';
import pathRewritten from './upgrade/path-rewritten.ts';
import proxyProtocolMismatch from './upgrade/proxy-protocol-mismatch.ts';
import rateLimited from './upgrade/rate-limited.ts';
import redirected from './upgrade/redirected.ts';
import routeMissed from './upgrade/route-missed.ts';
import subprotocolRejected from './upgrade/subprotocol-rejected.ts';
import versionRejected from './upgrade/version-rejected.ts';
import websocketsOff from './upgrade/websockets-off.ts';
import knownDefect from './version/known-defect.ts';

/** No connection at all. */
export const reachRules = [nameNotResolved, refused, filtered, unroutable, tlsCertificate, tlsMismatch, backendDown];

/** Connected, but no 101. */
export const upgradeRules = [
	routeMissed,
	headerStripped,
	notAnEndpoint,
	redirected,
	originRejected,
	authRequired,
	rateLimited,
	versionRejected,
	blocked,
	inspected,
	acceptMismatch,
	http2Fails,
	noServer,
	backendSlow,
	badGateway,
	noResponse,
	closedEarly,
	subprotocolRejected,
	headerCase,
	clientHandshake,
	pathRewritten,
	websocketsOff,
	proxyProtocolMismatch,
	knownDefect,
];

/** A 101, then cut while silent. */
export const idleRules = [
	clientTimeout,
	serverTimeout,
	tunnelTimeout,
	tunnelUnit,
	tunnelNotApplied,
	chainedProxy,
	frontHop,
	innerHop,
	silentDrop,
	backendCloses,
	pingTimeout,
	heartbeatMissing,
	heartbeatRace,
];

/** Cut though busy, or all at once. */
export const lifeRules = [maximumLifetime, immediateClose, unstable, endedTogether, reloadHardStop, goaway, serverMarkedDown, deploy];

/** Landed on the wrong server. */
export const sessionRules = [noStickiness, cookieNotKept];

/** More than there is room for. */
export const capacityRules = [maxconn, fileDescriptors, sourcePorts];
