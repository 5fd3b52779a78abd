import {fs} from 'zx';
import {replace} from './patch.js';

const embedded = /"data:application\/octet-stream;base64,([\w+/=]+)"/;

const file = 'dist/binaries/yoga-wasm-base64-esm.js';

/** The WebAssembly module as it lies beside the bundle: a third smaller than in base64, and read in no time. */
export const yogaWasm = async () => {
	const [, base64] = embedded.exec(await fs.readFile(`node_modules/yoga-layout/${file}`, 'utf8')) ?? [];
	return Buffer.from(base64, 'base64');
};

// The stock loader fetches its own data: URL, which boots all of undici (11 ms); the bytes are read from their file instead.
const readBytes = source =>
	`import {readFileSync} from 'node:fs';\n${replace(replace(source, embedded, '""'), 'import.meta.url', '""')}\nexport const wasm = readFileSync(\`\${__dirname}/yoga.wasm\`);\n`;

const loader = `
const yoga = {
	instantiateWasm(imports, receive) {
		const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
		receive(instance);
		return instance.exports;
	},
};
loadYoga(yoga);
const Yoga = wrapAssembly(yoga);
`;

// Emscripten fills the object it is given before it returns, once the module is instantiated at once: nothing is left to await.
const withoutAwait = source =>
	replace(replace(source, 'import loadYoga from', 'import loadYoga, {wasm} from'), 'const Yoga = wrapAssembly(await loadYoga());', loader);

/** Yoga's layout engine, instantiated synchronously (1.5 ms). */
export const yoga = [
	{what: 'bytes of the wasm', dependency: 'yoga-layout', file, edit: readBytes},
	{what: 'synchronous start', dependency: 'yoga-layout', file: 'dist/src/index.js', edit: withoutAwait},
];
