import {build} from 'esbuild';
import {ink} from './ink.js';
import {options} from './options.js';
import {patches} from './patch.js';
import {segmenter} from './segmenter.js';
import {oneStringWidth, stringWidth} from './string-width.js';
import {yoga} from './yoga.js';

// CommonJS dependencies call require() for Node's own modules.
const banner = "import {createRequire as $createRequire} from 'node:module';const require=$createRequire(import.meta.url);";

/** Bundles one entry as it is published: production React, minified, everything inside, `import()` in chunks of its own. Writes nothing. */
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
		banner: {js: banner},
		plugins: [...options.plugins, oneStringWidth, segmenter, patches([...ink, ...yoga, ...stringWidth])],
	});
