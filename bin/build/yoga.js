import {replace} from './patch.js';

const embedded = /"data:application\/octet-stream;base64,([\w+/=]+)"/;

// The stock loader fetches its own data: URL, which boots all of undici (11 ms); the bytes are exported instead.
const exportBytes = source => {
	const [, base64] = embedded.exec(source) ?? [];
	return `${replace(replace(source, embedded, '""'), 'import.meta.url', '""')}\nexport const wasm = Buffer.from('${base64}', 'base64');\n`;
};

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
	{what: 'bytes of the wasm', dependency: 'yoga-layout', file: 'dist/binaries/yoga-wasm-base64-esm.js', edit: exportBytes},
	{what: 'synchronous start', dependency: 'yoga-layout', file: 'dist/src/index.js', edit: withoutAwait},
];
