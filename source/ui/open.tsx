import {render} from 'ink';
import {App} from './app.tsx';
import {bracketedPaste} from './keys.ts';
import {summary} from './summary.ts';
import {createTheme, type ThemeOptions} from './theme.ts';
import type {Size} from './view.ts';
import {createWizard, type Left, type WizardOptions} from './wizard.ts';

/** The terminal to open on. */
export type Terminal = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	/** Its abort ends the wizard as Ctrl-C does. */
	readonly signal: AbortSignal;
	/** Registers what restores the terminal however the process ends. */
	readonly atExit: (restore: () => void) => void;
};

const alternateScreen = {on: '\u001B[?1049h\u001B[H', off: '\u001B[?1049l'};

const sizeOf = ({columns, rows}: NodeJS.WriteStream): Size => ({columns: columns || 80, rows: rows || 24});

/**
 * The same stream, but without a last row: when a window becomes lower than the frame in it, Ink would clear the whole terminal
 * with all that the operator could scroll back to. Frames are kept low enough by ourselves.
 */
const endless = (stdout: NodeJS.WriteStream): NodeJS.WriteStream =>
	new Proxy(stdout, {
		get(target, name) {
			if (name === 'rows') return Number.POSITIVE_INFINITY;
			const value = Reflect.get(target, name);
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});

const exitCodeOf = ({report, snapshot, interrupted}: Left): number => {
	if (report) return report.exitCode;
	return snapshot || interrupted ? 130 : 0;
};

/**
 * Opens the wizard on the alternate screen; settles when the operator has left it, the terminal is restored, and what was found stands
 * on the normal screen. The exit code is the report's, 130 for an examination that had not ended, and 0 when none was begun.
 */
export const openWizard = async (options: WizardOptions, themeOptions: ThemeOptions, terminal: Terminal): Promise<Left & {readonly exitCode: number}> => {
	const {stdin, stdout, signal, atExit} = terminal;
	const theme = createTheme(themeOptions);
	const wizard = createWizard(options, theme, sizeOf(stdout));
	const screen = theme.reader ? {on: '', off: '\n'} : alternateScreen;
	stdout.write(`${screen.on}${bracketedPaste.on}`);
	const app = () => <App wizard={wizard} theme={theme} />;
	const ink = render(app(), {
		stdin,
		stdout: endless(stdout),
		exitOnCtrlC: false,
		patchConsole: false,
		incrementalRendering: true,
		isScreenReaderEnabled: theme.reader,
	});

	// Before Ink hears of it: what it lays out for the new size has to be of that size.
	const resized = () => {
		wizard.resize(sizeOf(stdout));
		ink.rerender(app());
	};
	stdout.prependListener('resize', resized);
	signal.addEventListener('abort', wizard.interrupt, {once: true});

	let restored = false;
	const restore = () => {
		if (restored) return;
		restored = true;
		stdout.off('resize', resized);
		signal.removeEventListener('abort', wizard.interrupt);
		ink.unmount();
		stdout.write(`${bracketedPaste.off}${screen.off}`);
	};
	atExit(restore);

	// A crash of the view rejects; leaving it settles.
	const left = await Promise.race([wizard.left, ink.waitUntilExit().then(() => wizard.left)]).finally(restore);
	stdout.write(summary(left, theme, sizeOf(stdout).columns));
	return {...left, exitCode: exitCodeOf(left)};
};
