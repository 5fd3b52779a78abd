import path from 'node:path';
import {createInterface} from 'node:readline';
import type {Context} from '../context.ts';
import type {Configuration} from '../haproxy/types.ts';
import {runningConfigurations} from '../instruments/haproxy-service.ts';
import {clean} from '../text.ts';
import {UsageError} from '../usage-error.ts';

const installed = '/etc/haproxy/haproxy.cfg';

/** Lua, or a word of `global` that only the environment knows, and that may be Lua. */
const mayRunLua = ({files, sections}: Configuration): boolean =>
	files.some(({text}) => /^[^#\n]*lua-load/m.test(text)) ||
	sections.some(({statements}) => statements.some(({words: [first]}) => first && (/^lua-load/.test(first.text) || first.unknown !== undefined)));

const areInstalled = async (paths: readonly string[]): Promise<boolean> => {
	const running = await runningConfigurations();
	return paths.every(file => path.resolve(file) === installed || running.has(path.resolve(file)));
};

/** One line of the terminal; undefined when it is closed, or the run interrupted. */
const answerTo = (question: string, {stderr, terminal, signal}: Context): Promise<string | undefined> =>
	new Promise(resolve => {
		if (!terminal) return resolve(undefined);
		const lines = createInterface({input: terminal.stdin, terminal: false});
		const done = (answer: string | undefined) => {
			resolve(answer);
			lines.close();
		};

		stderr(question);
		lines.once('line', done);
		lines.once('close', () => done(undefined));
		signal.addEventListener('abort', () => done(undefined), {once: true});
	});

const refused = 'haproxy -c would run the Lua of this configuration as you';

/** Lets `haproxy -c` run the Lua of a configuration only if it is the installed one and the operator says yes. Throws a `UsageError`. */
export const permitLua = async (configuration: Configuration, paths: readonly string[], context: Context): Promise<void> => {
	if (!mayRunLua(configuration)) return;
	if (!(await areInstalled(paths))) {
		throw new UsageError(
			`--haproxy-check is refused, because ${refused}: expected one without lua-load, the installed ${installed}, or the one that HAProxy runs with here.`,
		);
	}
	if (!context.terminal) {
		throw new UsageError(
			`--haproxy-check is refused, because ${refused}, and nobody can be asked: expected a terminal, where it asks first, or no --haproxy-check.`,
		);
	}
	const answer = await answerTo(`haproxy -c runs the Lua of ${clean(paths.join(', '))} as you. Go on? [y/N] `, context);
	context.signal.throwIfAborted();
	if (!/^y(es)?$/i.test(answer?.trim() ?? '')) throw new UsageError('--haproxy-check was not allowed to run Lua: leave it out to read the files only.');
};
