import {createInterface, type Interface} from 'node:readline/promises';
import type {Context} from '../context.ts';
import type {Evidence, Flow, Question} from '../model.ts';
import {createSession, type Session} from '../session.ts';
import {instrumentsFor} from './hands.ts';

const promptFor = ({title, hint, choices = [], fallback}: Question<unknown>): string =>
	[
		'',
		title,
		`  ${hint}`,
		...choices.map(({value, label, hint: about}) => `  ${value}: ${label}${about ? ` (${about})` : ''}`),
		`${fallback === undefined ? '' : `[${fallback}] `}> `,
	].join('\n');

/** The question that waits, once there is one; undefined when there are no more. */
const next = ({getSnapshot, subscribe}: Session): Promise<Question<unknown> | undefined> =>
	new Promise(resolve => {
		const look = () => {
			const {question, finished} = getSnapshot();
			if (!question && !finished) return;
			unsubscribe();
			resolve(question);
		};
		const unsubscribe = subscribe(look);
		setImmediate(look);
	});

const turn = () => new Promise<void>(resolve => void setImmediate(resolve));

const reply = async (session: Session, typed: string) => {
	if (typed === '<') session.back();
	else if (typed === '') session.skip();
	else await session.answer(typed);
	// What was asked before is withdrawn in its own time.
	await turn();
};

const converse = async (session: Session, lines: Interface, {stderr, signal}: Context): Promise<void> => {
	for (let question = await next(session); question; question = await next(session)) {
		await reply(session, (await lines.question(promptFor(question), {signal})).trim());
		const {complaint} = session.getSnapshot();
		if (complaint) stderr(`  ${complaint}\n`);
	}
};

/** Asks the questions of a flow one below the other; an empty line takes what stands in brackets, `<` goes back. Undefined when the person leaves. */
export const askInLines = async (flow: Flow, context: Context): Promise<readonly Evidence[] | undefined> => {
	const {terminal, now} = context;
	if (!terminal) return undefined;
	const session = createSession({flow, instruments: instrumentsFor(context), probing: false, now});
	const lines = createInterface({input: terminal.stdin, output: terminal.stdout});
	const left = new Promise<'left'>(resolve => void lines.once('close', () => resolve('left')).once('SIGINT', () => resolve('left')));
	try {
		const how = await Promise.race([converse(session, lines, context), left]);
		if (how !== 'left') return session.getSnapshot().evidence;
		terminal.stdout.write('\n');
		return undefined;
	} finally {
		session.stop();
		lines.close();
	}
};

/** Asks one question that is answered by yes or no; anything but yes is no. */
export const confirm = async (question: string, {terminal, signal}: Context): Promise<boolean> => {
	if (!terminal) return false;
	const lines = createInterface({input: terminal.stdin, output: terminal.stdout});
	const left = new Promise<string>(resolve => void lines.once('close', () => resolve('no')).once('SIGINT', () => resolve('no')));
	try {
		const typed = await Promise.race([lines.question(`${question} [yes/no] > `, {signal}), left]);
		return typed.trim().toLowerCase() === 'yes';
	} finally {
		lines.close();
	}
};
