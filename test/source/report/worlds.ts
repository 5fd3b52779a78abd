import {readdirSync, readFileSync} from 'node:fs';
import type {Evidence, Report} from '../../../source/model.ts';

/** The recordings in a folder of test/recordings, by name. */
export const recordedIn = (folder: string): ReadonlyMap<string, Report> =>
	new Map(
		readdirSync(`test/recordings/${folder}`)
			.filter(file => file.endsWith('.json'))
			.sort()
			.map(file => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(`test/recordings/${folder}/${file}`, 'utf8')) as Report]),
	);

/** What a maintainer recorded from the demo on real chains, by name. */
export const worlds: ReadonlyMap<string, Report> = recordedIn('worlds');

const repeat = 'ws-doctor diagnose wss://chat.example.net/ws --config haproxy.cfg --idle 8s';

const reduced = ({value, ...item}: Evidence): Evidence => {
	if (typeof value !== 'object' || value === null) return {...item, value} as Evidence;
	const kept = Object.entries(value).filter(([name]) => ['status', 'reason', 'outcome', 'afterMs', 'ending', 'closeCode', 'closeReason', 'ms'].includes(name));
	return {...item, value: Object.fromEntries(kept)} as Evidence;
};

/** A world as a snapshot keeps it: with a command line, and of the evidence only what the verdict needs, so that a person can read it. */
export const inShort = (report: Report): Report => ({
	...report,
	repeat,
	evidence: report.evidence.filter(({step}) => /^(?:url|path|busy|idle(?:At.*)?|upgrade)$/.test(step)).map(reduced),
});
