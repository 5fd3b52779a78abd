import {build} from 'esbuild';
import {ink} from './ink.js';
import {options} from './options.js';
import {patches} from './patch.js';
import {segmenter} from './segmenter.js';
import {oneStringWidth, stringWidth} from './string-width.js';
import {yoga} from './yoga.js';

/** Bundles one entry as it is published: production React, minified, everything inside, `import()` in chunks of its own, which packs.js puts together. Writes nothing. */
export const bundle = (entryPoint, outdir) =>
	build({
		...options,
		entryPoints: [entryPoint],
		outdir,
		splitting: true,
		chunkNames: 'chunks/[name]-[hash]',
		minify: true,
		legalComments: 'none',
		metafile: true,
		define: {...options.define, 'process.env.NODE_ENV': '"production"'},
		plugins: [...options.plugins, oneStringWidth, segmenter, patches([...ink, ...yoga, ...stringWidth])],
	});
