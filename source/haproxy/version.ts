/** A HAProxy release: branch and patch level; a development release has a negative one, for it comes before the branch's first. */
export type Version = readonly [major: number, minor: number, patch: number];

const shape = /^(\d{1,3})\.(\d{1,3})(?:\.(\d{1,5})|-dev(\d{1,4}))?/;
const beforeFirst = -10_000;

/** Reads `2.6.12-1+deb12u4` or `3.4-dev5`; undefined when it is no release. */
export const versionOf = (text: string | undefined): Version | undefined => {
	const [, major, minor, patch = '0', development] = shape.exec(text ?? '') ?? [];
	if (major === undefined || minor === undefined) return undefined;
	return [Number(major), Number(minor), development === undefined ? Number(patch) : beforeFirst + Number(development)];
};

/** Below 0 when the first is the earlier one. */
export const compareVersions = (one: Version, other: Version): number => one[0] - other[0] || one[1] - other[1] || one[2] - other[2];

/** Whether a release is of that branch or a later one; undefined when the release is not known. */
export const atLeast = (version: Version | undefined, major: number, minor: number): boolean | undefined =>
	version && (version[0] > major || (version[0] === major && version[1] >= minor));

/** `3.0.22`, `3.4-dev5` */
export const releaseOf = ([major, minor, patch]: Version): string => (patch < 0 ? `${major}.${minor}-dev${patch - beforeFirst}` : `${major}.${minor}.${patch}`);
