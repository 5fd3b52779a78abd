import {formatDuration} from '../duration.ts';
import type {Milliseconds} from '../model.ts';
import {type KnownTimer, suspectsFor} from '../products/index.ts';
import {aligned} from '../report/columns.ts';

/** How many suspects a person reads. */
const most = 40;

const span = ({ms, from, upTo}: KnownTimer): string => {
	const [shortest, longest] = [from ?? ms, upTo ?? ms];
	if (shortest === null || longest === null) return 'unlimited';
	return shortest === longest ? formatDuration(shortest) : `${formatDuration(shortest)}–${formatDuration(longest)}`;
};

const endings = {fin: 'FIN', rst: 'RST', 'close-frame': 'Close frame', silent: 'silence'} as const;

// Never state an inferred ending as fact.
const manner = ({ending, endingEvidence}: KnownTimer): string => (ending ? `${endings[ending]} (${endingEvidence})` : 'unknown');

const row = (timer: KnownTimer): readonly string[] => [span(timer), timer.product, timer.name, timer.kind, manner(timer)];

/** The known timers that end something at this moment, nearest first. */
export const suspectsText = (ms: Milliseconds): string => {
	const suspects = suspectsFor(ms);
	const shown = suspects.slice(0, most);
	if (shown.length === 0) return `No product in the catalogue is known to end connections at about ${formatDuration(ms)}.\n`;
	const lines = [
		`Whose timer is about ${formatDuration(ms)}, nearest first:`,
		'',
		...aligned([['value', 'product', 'timer', 'kind', 'ends by'], ...shown.map(row)]),
		'',
		...(suspects.length > shown.length ? [`and ${suspects.length - shown.length} more.`, ''] : []),
		'A default proves nothing: ws-doctor diagnose --path with the hops you have measures which of them it is.',
	];
	return `${lines.join('\n')}\n`;
};
