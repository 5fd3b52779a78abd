import {access} from 'node:fs/promises';
import {parseArguments} from '../arguments.ts';
import type {Context} from '../context.ts';

const passedOn = ({flags}: Context): readonly string[] => [
	...(flags.insecure ? ['--insecure'] : []),
	...(flags.idle === undefined ? [] : ['--idle', `${flags.idle}ms`]),
	...(flags.json ? ['--json'] : []),
	...(flags.quiet ? ['--quiet'] : []),
	...(flags.ascii ? ['--ascii'] : []),
];

const readable = (path: string) =>
	access(path).then(
		() => true,
		() => false,
	);

/** Runs `ws-doctor diagnose` for each pool, one after another, with the file that is in force; the highest exit code. */
export const prove = async (proofs: ReadonlyArray<readonly string[]>, path: string, context: Context): Promise<number> => {
	const {run} = await import('./diagnose.ts');
	const config = (await readable(path)) ? ['--config', path] : [];
	let worst = 0;
	for (const words of proofs) {
		const {flags, given, positionals} = parseArguments(['diagnose', ...words, ...config, ...passedOn(context)]);
		worst = Math.max(worst, await run({...context, flags, given, positionals}));
	}

	return worst;
};
