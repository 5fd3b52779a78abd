import path from 'node:path';
import {brotliCompressSync, constants} from 'node:zlib';
import {transform} from 'esbuild';

/**
 * Which entries share a file, the first that needs a module keeps it. A run opens `cli` and few others: a file costs more than its bytes,
 * and CommonJS starts sooner than ES modules, whose loader awaits each file.
 */
const packs = {
	cli: ['source/cli.ts'],
	base: [],
	wizard: ['source/commands/wizard.ts'],
	ink: ['source/ui/show.tsx'],
	products: ['source/products/index.ts'],
	causes: ['ws-doctor:ws-doctor:causes'],
	execa: ['node_modules/execa/'],
	lint: ['source/commands/lint.ts'],
	examine: ['source/commands/examining.ts', 'source/commands/diagnose.ts', 'source/instruments/index.ts'],
	rest: [''],
};

// The menu waits for these; what is only opened behind it is squeezed (a tenth of the tarball, for 1 to 2 ms when it is opened).
const plain = ['cli', 'base', 'wizard'];

const fileNamed = pack => (plain.includes(pack) ? `${pack}.cjs` : `${pack}.br`);

const squeezed = text =>
	brotliCompressSync(text, {params: {[constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS, [constants.BROTLI_PARAM_SIZE_HINT]: text.length}});

const nameOf = file => path.basename(file, '.js');

/** The outputs that an output imports statically, with all that those import. */
const closure = (outputs, entries) => {
	const found = new Set(entries);
	for (const output of found) {
		for (const {path: imported, kind} of outputs[output].imports) if (kind === 'import-statement' && imported in outputs) found.add(imported);
	}
	return found;
};

// What only passes on what others export has no input of its own.
const contains = ({inputs, entryPoint = ''}, entry) => [...Object.keys(inputs), entryPoint].some(input => input.startsWith(entry));

/** What the wizard has in common with commands that draw nothing: they must not open its file for that. */
const shared = outputs => {
	const entries = Object.keys(outputs).filter(output => outputs[output].entryPoint);
	const draws = output => [...packs.wizard, ...packs.ink].some(entry => contains(outputs[output], entry));
	const others = closure(
		outputs,
		entries.filter(output => !draws(output)),
	);
	return [...closure(outputs, entries.filter(draws))].filter(output => others.has(output));
};

/** Which outputs go into which pack: each with what it imports, unless an earlier one has it. */
const sorted = outputs => {
	const taken = new Set();
	return Object.fromEntries(
		Object.entries(packs).map(([pack, entries]) => {
			const roots = pack === 'base' ? shared(outputs) : Object.keys(outputs).filter(output => entries.some(entry => contains(outputs[output], entry)));
			const members = [...closure(outputs, roots)].filter(output => !taken.has(output));
			for (const member of members) taken.add(member);
			return [pack, members];
		}),
	);
};

const options = {format: 'cjs', platform: 'node', target: 'node20', minify: true, supported: {'dynamic-import': false}};

/** A module as a member of its pack's object: a function that Node compiles when it is first called. */
const member = async ({path: file, text}) => `${JSON.stringify(nameOf(file))}(module,exports,require){${(await transform(text, options)).code.trimEnd()}\n}`;

// Finds a module by its name, in whichever pack it lies; Node itself reads what is squeezed once it is told how.
const loader = (places, entry) => `
const places=${JSON.stringify(places)},packs={"cli.cjs":exports},loaded={};
require.extensions[".br"]=(module,file)=>module._compile(require("zlib").brotliDecompressSync(require("fs").readFileSync(file)).toString(),file,"commonjs");
const load=name=>{
	if(!loaded[name]){
		const pack=places[name];
		packs[pack]??=require("./"+pack);
		loaded[name]={exports:{}};
		packs[pack][name](loaded[name],loaded[name].exports,ask);
	}
	return loaded[name].exports;
};
const ask=id=>id[0]==="."?load(id.slice(id.lastIndexOf("/")+1,-3)):require(id);
load(${JSON.stringify(entry)});
`;

/** What esbuild would say of the packs: what is in each, and which others it opens, statically and later. */
const packed = (outputs, members, fileOf) => {
	const kinds = new Map();
	for (const output of members)
		for (const {path: imported, kind} of outputs[output].imports)
			if (fileOf[imported]) kinds.set(`${fileOf[imported]} ${kind}`, {path: fileOf[imported], kind});
	return {inputs: Object.assign({}, ...members.map(output => outputs[output].inputs)), imports: [...kinds.values()]};
};

/** Turns esbuild's many small ES modules into a few CommonJS files in one folder: `{files, metafile}`. */
export const pack = async ({outputFiles, metafile}, folder) => {
	const {outputs} = metafile;
	const texts = Object.fromEntries(outputFiles.map(file => [path.relative('.', file.path), file]));
	const groups = Object.entries(sorted(outputs)).filter(([, members]) => members.length > 0);
	const places = Object.fromEntries(groups.flatMap(([pack, members]) => members.map(output => [nameOf(output), fileNamed(pack)])));
	const fileOf = Object.fromEntries(groups.flatMap(([pack, members]) => members.map(output => [output, `${folder}/${fileNamed(pack)}`])));
	const files = await Promise.all(
		groups.map(async ([pack, members]) => {
			const modules = await Promise.all(members.map(output => member(texts[output])));
			const start = pack === 'cli' ? loader(places, 'cli') : '';
			const text = Buffer.from(`Object.assign(exports,{${modules.join(',\n')}});${start}`);
			return {path: path.resolve(folder, fileNamed(pack)), contents: plain.includes(pack) ? text : squeezed(text)};
		}),
	);
	return {
		files,
		metafile: {...metafile, outputs: Object.fromEntries(groups.map(([pack, members]) => [`${folder}/${fileNamed(pack)}`, packed(outputs, members, fileOf)]))},
	};
};
