import type {Context} from '../context.ts';
import {formatDuration} from '../duration.ts';
import type {Happening} from '../examine.ts';
import {redactText} from '../secrets.ts';
import {clean} from '../text.ts';

type Narrate = (happening: Happening) => void;

/** `--events`: one JSON object a line. */
const eventOf = (happening: Happening, at: string): object | undefined => {
	if (happening.type === 'started') return {at, event: 'started', step: happening.probe.id, plan: happening.plan, costMs: happening.cost};
	if (happening.type === 'seen') return {at, event: 'seen', step: happening.probe, ms: happening.event.ms, what: redactText(happening.event.what)};
	if (happening.type !== 'evidence') return;
	const last = happening.evidence.at(-1);
	return last && {at, event: 'evidence', step: last.step, source: last.source, ...(last.missing === undefined ? {} : {missing: last.missing})};
};

const sentence = (happening: Happening, verbose: boolean): string | undefined => {
	if (happening.type === 'started') return `${happening.probe.title}: ${happening.plan}`;
	if (happening.type === 'seen' && verbose)
		return `  ${happening.probe} ${formatDuration(Math.round(happening.event.ms))}: ${clean(redactText(happening.event.what))}`;
	return undefined;
};

/** Tells on standard error what happens while it runs. */
export const narrator = ({flags, stderr, event, now}: Context): Narrate => {
	if (event) {
		return happening => {
			const object = eventOf(happening, now().toISOString());
			if (object) event(object);
		};
	}

	return happening => {
		const words = flags.quiet ? undefined : sentence(happening, flags.verbose === true);
		if (words) stderr(`${words}\n`);
	};
};
