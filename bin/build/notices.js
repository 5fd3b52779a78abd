import {fs, glob} from 'zx';

const inside = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

const mit = holder => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

// Packages that say MIT in package.json and in their sources, and carry no licence file.
const withoutFile = {'yoga-layout': mit('Meta Platforms, Inc. and affiliates')};

const licence = async (folder, name) => {
	const [file] = (await glob(`${folder}/{LICENSE,LICENCE,license,licence}*`)).sort();
	const text = file ? await fs.readFile(file, 'utf8') : withoutFile[name];
	if (!text) {
		throw new Error(`${name} is bundled and has no licence text: find out under which terms it may be shipped.`);
	}

	return text.trim();
};

const notice = async folder => {
	const {name, version, license} = await fs.readJson(`${folder}/package.json`);
	return `${name} ${version} (${license})\n\n${await licence(folder, name)}\n`;
};

/** The notices that the licences of everything bundled require, from esbuild's metafile. */
export const notices = async metafile => {
	const inputs = Object.values(metafile.outputs).flatMap(output => Object.keys(output.inputs));
	const folders = new Set(inputs.map(input => inside.exec(input)?.[0]).filter(Boolean));
	// The same release may be installed in several places.
	const texts = new Set(await Promise.all([...folders].sort().map(notice)));
	return `ws-doctor contains these packages.\n\n${[...texts].join(`\n${'-'.repeat(80)}\n\n`)}`;
};
