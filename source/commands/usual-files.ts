import {access, constants} from 'node:fs/promises';

/** Where HAProxy's configuration usually stands: in distributions, and in the official images. */
const usual = ['/etc/haproxy/haproxy.cfg', '/usr/local/etc/haproxy/haproxy.cfg'];

const isReadable = (path: string) =>
	access(path, constants.R_OK).then(
		() => true,
		() => false,
	);

/** The configurations that this user can read on this machine, without being told where. */
export const usualFiles = async (): Promise<readonly string[]> => {
	const readable = await Promise.all(usual.map(isReadable));
	return usual.filter((_, index) => readable[index]);
};
