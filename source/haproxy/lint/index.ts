import {shown} from '../shown.ts';
import type {Configuration, Route, Section} from '../types.ts';
import {versionOf} from '../version.ts';
import {mayHave} from '../vocabulary.ts';
import {cookieIncomplete} from './cookie-incomplete.ts';
import {deprecatedKeyword} from './deprecated-keyword.ts';
import {emptyArgument} from './empty-argument.ts';
import {fileDescriptors} from './file-descriptors.ts';
import type {Draft, LintFinding, LintRule, Scene} from './finding.ts';
import {forwardedForSpoofable} from './forwarded-for-spoofable.ts';
import {halfClosedLingers} from './half-closed-lingers.ts';
import {healthCheckMissesWebsocket} from './health-check-misses-websocket.ts';
import {http2Websocket} from './http2-websocket.ts';
import {independentStreams} from './independent-streams.ts';
import {invalid} from './invalid.ts';
import {logHidesEnds} from './log-hides-ends.ts';
import {markedDownCutsTunnels} from './marked-down-cuts-tunnels.ts';
import {maxconnOrder} from './maxconn-order.ts';
import {maxconnSuffix} from './maxconn-suffix.ts';
import {modeTcp} from './mode-tcp.ts';
import {noRateLimit} from './no-rate-limit.ts';
import {noStickiness} from './no-stickiness.ts';
import {noTcpKeepalive} from './no-tcp-keepalive.ts';
import {noTunnelTimeout} from './no-tunnel-timeout.ts';
import {proxyProtocol} from './proxy-protocol.ts';
import {reachedBy} from './reached.ts';
import {reloadCutsTunnels} from './reload-cuts-tunnels.ts';
import {timeoutMissing} from './timeout-missing.ts';
import {timeoutTrailingText} from './timeout-trailing-text.ts';
import {timeoutWithoutUnit} from './timeout-without-unit.ts';
import {timerOrder} from './timer-order.ts';
import {tunnelNotApplied} from './tunnel-not-applied.ts';
import {tunnelUnlimited} from './tunnel-unlimited.ts';
import {websocketAclWeak} from './websocket-acl-weak.ts';
import {websocketDefaultBackend} from './websocket-default-backend.ts';
import {websocketRouteShadowed} from './websocket-route-shadowed.ts';

export type {LintFinding} from './finding.ts';

/** Every code of `config/`, one rule each. */
export const rules: readonly LintRule[] = [
	noTunnelTimeout,
	tunnelNotApplied,
	timeoutWithoutUnit,
	timeoutTrailingText,
	timeoutMissing,
	tunnelUnlimited,
	halfClosedLingers,
	timerOrder,
	independentStreams,
	websocketRouteShadowed,
	websocketAclWeak,
	websocketDefaultBackend,
	noStickiness,
	cookieIncomplete,
	healthCheckMissesWebsocket,
	forwardedForSpoofable,
	noRateLimit,
	http2Websocket,
	modeTcp,
	reloadCutsTunnels,
	markedDownCutsTunnels,
	maxconnOrder,
	maxconnSuffix,
	fileDescriptors,
	noTcpKeepalive,
	logHidesEnds,
	emptyArgument,
	proxyProtocol,
	invalid,
	deprecatedKeyword,
];

const findingOf = (code: string, {severity, location, title, why, fixes}: Draft): LintFinding => ({
	code,
	severity,
	location,
	title: shown(title, 400),
	why: shown(why, 1000),
	fixes,
});

const sceneOf = (configuration: Configuration, routes: readonly Route[], version: string | undefined): Scene => {
	const reached = reachedBy(configuration, routes);
	const frontends = new Set<Section>();
	const backends = new Set<Section>();
	for (const {route} of reached) {
		frontends.add(route.frontend);
		backends.add(route.backend);
	}
	return {configuration, routes, reached, frontends: [...frontends], backends: [...backends], version: versionOf(version)};
};

/** The order of the files, then of the lines. */
const inOrder = ({files}: Configuration) => {
	const places = new Map(files.map(({name}, index) => [name, index]));
	const place = ({location: {file}}: LintFinding) => (files.length > 1 ? (places.get(file) ?? 0) : 0);
	return (left: LintFinding, right: LintFinding) =>
		place(left) - place(right) || left.location.line - right.location.line || (left.location.column ?? 0) - (right.location.column ?? 0);
};

/**
 * What is wrong in a configuration as far as WebSockets go, in the order of the files. `routes` are those of `routesOf`;
 * `version`, as `haproxy -v` says it, decides what depends on the release.
 */
export const lint = (configuration: Configuration, routes: readonly Route[], version?: string): readonly LintFinding[] => {
	const scene = sceneOf(configuration, routes, version);
	const findings: LintFinding[] = [];
	for (const {code, find, about} of rules) {
		if (!about || mayHave(configuration, about)) for (const draft of find(scene)) findings.push(findingOf(code, draft));
	}
	return findings.sort(inOrder(configuration));
};
