import {rule} from '../../../source/define.ts';
import {compareVersions, releaseOf, type Version, versionOf} from '../../../source/haproxy/version.ts';
import type {ConfigurationText, Idle, Upgrade} from '../../../source/model.ts';
import {bracketOf} from '../../reading/ends.ts';
import {failsThoughOffered} from '../../reading/http2.ts';
import {routeOf} from '../../reading/servers.ts';
import {config} from '../../steps/configuration.ts';
import {upgradeOverHttp2} from '../../steps/http2.ts';
import {idle} from '../../steps/idle.ts';
import {url} from '../../steps/target.ts';
import {haproxyVersion} from '../../steps/told.ts';
import {upgrade, upgradeAtBackend} from '../../steps/upgrade.ts';
import {decisive, met} from '../proof.ts';

type Seen = {
	readonly upgrade: Upgrade;
	readonly overHttp2: Upgrade | undefined;
	readonly atBackend: Upgrade | undefined;
	readonly idle: Idle | undefined;
	readonly config: ConfigurationText | undefined;
	readonly url: string | undefined;
};

/** A defect of some releases: which, what it does, how it looks, and which step shows it. */
type Defect = {
	readonly in: (version: Version) => boolean;
	readonly says: string;
	readonly fits: (seen: Seen) => boolean;
	readonly evidence: string;
	readonly cure: string;
};

const isOneOf =
	(...releases: readonly string[]) =>
	(version: Version): boolean =>
		releases.includes(releaseOf(version));

const before = (release: string) => (version: Version) => compareVersions(version, versionOf(release) as Version) < 0;

const failsOverHttp2 = ({upgrade, overHttp2}: Seen): boolean => upgrade.status === 101 && failsThoughOffered(overHttp2);

/** Client and server timer differ, no tunnel timer is in force, and the longer one closed. */
const closedAtTheLonger = ({idle, config, url}: Seen): boolean => {
	const timers = routeOf(config, url)?.timers;
	const [client, server, end] = [timers?.client?.ms, timers?.server?.ms, idle?.outcome === 'closed' ? bracketOf(idle) : undefined];
	if (!client || !server || client === server || timers?.tunnel?.ms || !end) return false;
	const longer = Math.max(client, server);
	return end[0] <= longer + 500 && end[1] >= longer - 500;
};

// haproxy/haproxy issue 3355; commits 5f36bfe42 and 52eb6b23f; RFC 8441 came with 2.4. All measured but the first.
const defects: readonly Defect[] = [
	{
		in: isOneOf('3.0.22', '3.2.18', '3.3.9'),
		says: 'refuses WebSockets over HTTP/2 from browsers (issue 3355)',
		fits: failsOverHttp2,
		evidence: 'upgradeOverHttp2',
		cure: 'Update to the next release of the branch; until then the global keyword h2-workaround-bogus-websocket-clients',
	},
	{
		in: before('2.4-dev7'),
		says: 'has no WebSockets over HTTP/2 (RFC 8441 came with 2.4)',
		fits: failsOverHttp2,
		evidence: 'upgradeOverHttp2',
		cure: 'Update to a release that is still maintained, or offer http/1.1 only in alpn',
	},
	{
		in: isOneOf('2.4.0'),
		says: 'makes 502 of a 426 that has an Upgrade header (mended by commit 5f36bfe42)',
		fits: ({upgrade, atBackend}) => upgrade.status === 502 && atBackend?.status === 426,
		evidence: 'upgradeAtBackend',
		cure: 'Update to the newest release of the branch; what the server refuses it will then say itself',
	},
	{
		in: isOneOf('3.0.0'),
		says: 'closes a tunnel at the longer of client and server timer, where no tunnel timer is set (mended by commit 52eb6b23f)',
		fits: closedAtTheLonger,
		evidence: 'idle',
		cure: 'Update to the next release of the branch; until then set "timeout tunnel", which replaces both timers',
	},
];

/** This release has a known defect that fits what was seen. */
export default rule({
	code: 'version/known-defect',
	outranks: ['upgrade/http2-fails', 'upgrade/bad-gateway', 'upgrade/version-rejected', 'upgrade/not-an-endpoint', 'idle/client-timeout', 'idle/server-timeout'],
	needs: [upgrade],
	uses: [haproxyVersion, upgradeOverHttp2, upgradeAtBackend, idle, config, url],
	find(upgrade, told, overHttp2, atBackend, idle, config, url) {
		const version = versionOf(told);
		const seen = {upgrade, overHttp2, atBackend, idle, config, url};
		const defect = version && defects.find(defect => defect.in(version) && defect.fits(seen));
		if (!version || !defect) return;
		return {
			severity: 'problem',
			title: `HAProxy ${releaseOf(version)} ${defect.says}.`,
			why: 'What was seen is what this defect does; the configuration need not be wrong. Packages of a distribution may carry the fix under an older number.',
			hop: 'haproxy',
			proof: [decisive(met(`the release is ${releaseOf(version)}`, 'haproxyVersion')), decisive(met('what was seen fits the defect', defect.evidence))],
			fixes: [{title: defect.cure, then: ['haproxy -v']}],
		};
	},
});
