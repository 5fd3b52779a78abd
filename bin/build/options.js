import {fs} from 'zx';
import {causes} from './causes.js';
import {menu} from './menu.js';

const {version} = await fs.readJson('package.json');

/** What the published bundle and the compiled tests have in common. */
export const options = {
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20',
	jsx: 'automatic',
	loader: {'.md': 'text'},
	define: {WS_DOCTOR_VERSION: JSON.stringify(version)},
	plugins: [causes, menu],
	write: false,
	logLevel: 'warning',
};
