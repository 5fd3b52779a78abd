import type {Context} from './context.ts';

const line = (event: object) => `${JSON.stringify(event)}\n`;

/**
 * What a command says on standard error. With `--events` every line of it is one JSON object: a text for people becomes an event
 * of its own, and `event` is there for the others.
 */
export const speech = ({events}: Context['flags'], write: (text: string) => void, now: () => Date): Pick<Context, 'stderr' | 'event'> =>
	events ? {stderr: text => write(line({at: now().toISOString(), event: 'message', text: text.trim()})), event: event => write(line(event))} : {stderr: write};
