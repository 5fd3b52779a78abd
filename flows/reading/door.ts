import {parseAddress} from '../../source/address.ts';
import {requestOf} from '../../source/haproxy/request.ts';
import type {Reach, Upgrade} from '../../source/model.ts';

type Seen = {readonly url: string | undefined; readonly haproxy: string | undefined; readonly reach: Reach | undefined; readonly upgrade: Upgrade};

/** Whether HAProxy was asked at the URL's own address: then the same handshake was made twice at one door. */
export const isSameDoor = ({url, haproxy, reach, upgrade}: Seen): boolean => {
	if (!url || !haproxy) return false;
	const {host, port} = parseAddress(haproxy);
	const met = requestOf(url);
	return port === met.port && [met.host, upgrade.address, ...(reach?.addresses ?? [])].includes(host);
};
