import {clipboard} from './clipboard.ts';
import {planIn} from './draft.ts';
import {frameLines} from './frame.ts';
import {bracketedPaste} from './keys.ts';
import {paint} from './paint.ts';
import {summary} from './summary.ts';
import {createTheme, type Theme, type ThemeOptions} from './theme.ts';
import type {Size} from './view.ts';
import {createWizard, type Left, type Wizard, type WizardOptions} from './wizard.ts';

/** The terminal to open on. */
export type Terminal = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	/** Stops the process, and calls back when the shell goes on with it. */
	readonly stop?: (resumed: () => void) => void;
	/** Its abort ends the wizard as Ctrl-C does. */
	readonly signal: AbortSignal;
	/** Registers what restores the terminal however the process ends. */
	readonly atExit: (restore: () => void) => void;
};

const alternateScreen = {on: '\u001B[?1049h\u001B[H', off: '\u001B[?1049l'};
const cursor = {hide: '\u001B[?25l', show: '\u001B[?25h'};
/** How long the menu stands before more is loaded behind it. */
const calm = 250;

const home = '\u001B[H';
const eraseBelow = '\u001B[J';

const sizeOf = ({columns, rows}: NodeJS.WriteStream): Size => ({columns: columns || 80, rows: rows || 24});

/** A frame painted by ourselves: Ink takes longer to load than to paint. */
const painted = (wizard: Wizard, theme: Theme): string => (theme.reader ? '' : paint(frameLines(wizard.getView(), theme, wizard.now()), theme));

const exitCodeOf = ({report, snapshot, interrupted, draft, written}: Left): number => {
	if (report) return report.exitCode;
	if (draft && (written !== undefined || !interrupted)) return planIn(draft)?.good ? 0 : 1;
	return snapshot || interrupted ? 130 : 0;
};

/** Shows the wizard until it is left. */
const shown = async (wizard: Wizard, theme: Theme, {stdin, stdout}: Terminal, restores: Array<() => void>): Promise<Left> => {
	const first = painted(wizard, theme);
	stdout.write(first);
	const {show} = await import('./show.tsx');
	wizard.resize(sizeOf(stdout));
	// Ink paints over the frame that is there: nothing of another one may be left.
	if (!theme.reader) stdout.write(painted(wizard, theme) === first ? home : `${home}${eraseBelow}`);
	const ink = show(wizard, theme, {stdin, stdout});
	// Before Ink hears of it: what it lays out for the new size has to be of that size.
	const resized = () => {
		wizard.resize(sizeOf(stdout));
		ink.repaint();
	};
	stdout.prependListener('resize', resized);
	restores.push(() => {
		stdout.off('resize', resized);
		ink.unmount();
	});
	// The first keys are not made to wait for what is only needed after them.
	setTimeout(wizard.prepare, calm).unref();
	// A crash of the view rejects; leaving it settles.
	return Promise.race([wizard.left, ink.ended.then(() => wizard.left)]);
};

/**
 * Opens the wizard on the alternate screen; settles when the operator has left it, the terminal is restored, and what was found stands
 * on the normal screen. The exit code is the report's, 130 for an examination that had not ended, and 0 when none was begun.
 */
export const openWizard = async (
	options: Omit<WizardOptions, 'copy' | 'suspend'>,
	themeOptions: ThemeOptions,
	terminal: Terminal,
): Promise<Left & {readonly exitCode: number}> => {
	const {stdin, stdout, stop, signal, atExit} = terminal;
	const theme = createTheme(themeOptions);
	const screen = theme.reader ? {on: '', off: '\n'} : alternateScreen;
	const enter = () => stdout.write(`${screen.on}${bracketedPaste.on}${theme.reader ? '' : cursor.hide}`);
	const exit = () => stdout.write(`${bracketedPaste.off}${screen.off}${cursor.show}`);
	const suspend = () => {
		exit();
		stdin.setRawMode(false);
		stop?.(() => {
			stdin.setRawMode(true);
			enter();
			// Whatever size it has now, all of it is painted again.
			stdout.emit('resize');
		});
	};
	const wizard = createWizard({...options, copy: text => void stdout.write(clipboard(text)), ...(stop && {suspend})}, theme, sizeOf(stdout));
	await wizard.ready;
	enter();
	signal.addEventListener('abort', wizard.interrupt, {once: true});

	const restores: Array<() => void> = [];
	let restored = false;
	const restore = () => {
		if (restored) return;
		restored = true;
		signal.removeEventListener('abort', wizard.interrupt);
		for (const each of restores) each();
		exit();
	};
	atExit(restore);

	const left = await shown(wizard, theme, terminal, restores).finally(restore);
	stdout.write(summary(left, theme, sizeOf(stdout).columns));
	return {...left, exitCode: exitCodeOf(left)};
};
