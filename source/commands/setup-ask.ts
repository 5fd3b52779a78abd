import {createInterface} from 'node:readline/promises';
import type {Context} from '../context.ts';

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
