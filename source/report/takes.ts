import type {Report} from '../model.ts';

const flags: ReadonlyArray<readonly [steps: RegExp, takes: string]> = [
	[/^url$/, 'the URL'],
	[/^(config|configurationFiles)$/, '--config <haproxy.cfg>'],
	[/^path$/, '--path <hop,hop,…>'],
	[/^heartbeat$/, '--heartbeat <duration>'],
	[/^trials$/, '--trials <n>'],
	[/^haproxy$|AtHaproxy$/, '--haproxy <host:port>'],
	[/^backend$|AtBackend$/, '--backend <host:port>'],
	[/At:./, '--at <name>=<host:port>'],
];

const silence = /^(idle|busy|clientOnly|trials)/;

const handshake = ({evidence}: Report) => evidence.find(({step}) => step === 'upgrade')?.value as {readonly status?: number} | undefined;

/** What it would take to learn what a step tells: a handshake that succeeds, a flag, or an answer. */
export const whatItTakes = (step: string, report: Report): string => {
	const shaken = handshake(report);
	if (silence.test(step) && shaken && shaken.status !== 101) return 'a handshake that succeeds';
	return flags.find(([steps]) => steps.test(step))?.[1] ?? (silence.test(step) ? '--idle <duration>' : `"${step}" in --answers`);
};
