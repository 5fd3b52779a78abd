import {type Bind, bindsOf, listensAt, serversOf} from './addresses.ts';
import {frontends, statementsOf} from './proxies.ts';
import type {Configuration, Section} from './types.ts';

/** A frontend at which a request may arrive, with the listeners it may arrive at. */
export type Candidate = {readonly frontend: Section; readonly binds: readonly Bind[]; readonly sure: boolean};

const leadsSomewhere = (section: Section) =>
	statementsOf(section, 'use_backend').length > 0 ||
	section.kind === 'frontend' ||
	statementsOf(section, 'default_backend').length > 0 ||
	serversOf(section).length > 0;

const isLoopback = (host: string) => host === '::1' || /^127\./.test(host);

// An address narrows the listeners only if it is written on one of them; addresses of this machine are not in the files.
const narrowed = (binds: readonly Bind[], address: string | undefined): readonly Bind[] => {
	if (address === undefined) return binds;
	const exact = binds.filter(bind => bind.host === address);
	return exact.length > 0 ? exact : binds.filter(bind => bind.host === '' || isLoopback(bind.host) === isLoopback(address));
};

const grouped = (binds: ReadonlyArray<{frontend: Section; bind: Bind}>, sure: boolean): readonly Candidate[] => {
	const groups = new Map<Section, Bind[]>();
	for (const {frontend, bind} of binds) groups.set(frontend, [...(groups.get(frontend) ?? []), bind]);
	return [...groups].map(([frontend, own]) => ({frontend, binds: own, sure: sure && groups.size === 1 && !frontend.maybe}));
};

/**
 * The frontends that listen at a port; if none is known to, every frontend may be the one, and an only one is.
 * Ports that HAProxy takes from its environment may be any.
 */
export const candidates = (configuration: Configuration, port: number, address?: string): readonly Candidate[] => {
	const usable = frontends(configuration).filter(leadsSomewhere);
	const all = usable.flatMap(frontend => bindsOf(frontend).map(bind => ({frontend, bind})));
	const here = new Set(
		narrowed(
			all.map(({bind}) => bind).filter(bind => listensAt(bind, port)),
			address,
		),
	);
	const sure = all.filter(({bind}) => here.has(bind));
	const open = all.filter(({bind}) => bind.path === undefined && bind.ports === undefined);
	if (sure.length > 0) return grouped(sure, open.length === 0 || open.every(({frontend}) => frontend === sure[0]?.frontend));
	if (open.length > 0) return grouped(open, true);
	return usable.map(frontend => ({frontend, binds: bindsOf(frontend), sure: usable.length === 1}));
};
