/** A HAProxy release: branch and patch level. */
export type Version = readonly [major: number, minor: number, patch: number];

/** Reads `2.6.12-1+deb12u4`; undefined when it is no release. */
export const versionOf = (text: string | undefined): Version | undefined => {
	const [, major, minor, patch = '0'] = /^(\d{1,3})\.(\d{1,3})(?:\.(\d{1,5}))?/.exec(text ?? '') ?? [];
	return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
};

/** Whether a release is of that branch or a later one; undefined when the release is not known. */
export const atLeast = (version: Version | undefined, major: number, minor: number): boolean | undefined =>
	version && (version[0] > major || (version[0] === major && version[1] >= minor));

/** `3.0.22` */
export const releaseOf = (version: Version): string => version.join('.');
