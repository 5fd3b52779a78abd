import path from 'node:path';
import {fs} from 'zx';

/** Replaces text in a dependency's source; an update that leaves nothing to replace must not undo the patch unseen. */
export const replace = (source, from, to) => {
	const replaced = source.replace(from, () => to);
	if (replaced === source) {
		throw new Error(`nothing to replace for ${String(from).slice(0, 80)}`);
	}

	return replaced;
};

const load = async ({what, edit}, file) => {
	try {
		return {contents: edit(await fs.readFile(file, 'utf8')), loader: 'js', resolveDir: path.dirname(file)};
	} catch (error) {
		return {errors: [{text: `The patch "${what}" no longer applies to ${path.relative('.', file)}: ${error.message}.`}]};
	}
};

const isOf = (dependency, input) => input.split('node_modules/').at(-1).startsWith(`${dependency}/`);

/**
 * Edits files of node_modules while they are bundled: `edits` are `{what, dependency, file, edit}`, with `file` a path inside the dependency.
 * A build that contains the dependency but never came by the file fails, too.
 */
export const patches = edits => ({
	name: 'patches',
	setup(build) {
		const applied = new Set();
		for (const edit of edits) {
			const filter = new RegExp(`node_modules/${edit.dependency}/${edit.file.replaceAll('.', '\\.')}$`);
			build.onLoad({filter}, ({path: file}) => {
				applied.add(edit);
				return load(edit, file);
			});
		}

		build.onEnd(({metafile}) => {
			const inputs = Object.keys(metafile?.inputs ?? {});
			const missed = edits.filter(edit => !applied.has(edit) && inputs.some(input => isOf(edit.dependency, input)));
			return {errors: missed.map(({what, dependency, file}) => ({text: `The patch "${what}" found no ${dependency}/${file}.`}))};
		});
	},
});
