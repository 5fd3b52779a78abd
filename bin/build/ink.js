import {replace} from './patch.js';

// React's developer tools are reached only with DEV=true, are not installed, and cost two top-level awaits.
const withoutDevtools = source => {
	const connected = replace(source, /^if \(isDev\(\)\) \{\n {4}try \{[\s\S]*?^\}\n/m, '');
	return replace(
		connected,
		/^async function loadPackageJson[\s\S]*?^const packageJson = isDev\(\)[\s\S]*?;\n/m,
		'const packageJson = {name: undefined, version: undefined};\n',
	);
};

// Ink 6.7 and 6.8 go up by the lines they see, not by the lines they wrote: each frame that ends in a newline lands one row too low (fixed in 7.0).
const rowExact = source => replace(source, 'cursorUp(previousVisible - 1)', 'cursorUp(previousLines.length - 1)');

// Every frame measures and takes apart each of its rows anew, though most are those of the frame before; what is kept is bounded.
const remembering = source =>
	replace(
		replace(source, 'caches = new OutputCaches();', 'caches = remembered();'),
		'export default class Output {',
		`let kept = new OutputCaches();
const remembered = () => {
	if (kept.styledChars.size > 500) kept = new OutputCaches();
	return kept;
};
export default class Output {`,
	);

/** Ink 6.8 without its developer tools, and with an incremental renderer that hits the right row. */
export const ink = [
	{what: 'no developer tools', dependency: 'ink', file: 'build/utils.js', edit: source => replace(source, /process\.env\['DEV'\] === 'true'/, 'false')},
	{what: 'no top-level await', dependency: 'ink', file: 'build/reconciler.js', edit: withoutDevtools},
	{what: 'rows remembered', dependency: 'ink', file: 'build/output.js', edit: remembering},
	{what: 'incremental rendering', dependency: 'ink', file: 'build/log-update.js', edit: rowExact},
];
