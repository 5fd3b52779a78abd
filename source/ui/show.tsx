import {render} from 'ink';
import {App} from './app.tsx';
import type {Theme} from './theme.ts';
import type {Wizard} from './wizard.ts';

/** A wizard on the screen. */
export type Shown = {
	readonly repaint: () => void;
	readonly unmount: () => void;
	/** Rejects when the view crashes. */
	readonly ended: Promise<unknown>;
};

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

/** Hands the terminal over to Ink. */
export const show = (wizard: Wizard, theme: Theme, {stdin, stdout}: {readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream}): Shown => {
	const app = () => <App wizard={wizard} theme={theme} />;
	const ink = render(app(), {
		stdin,
		stdout: endless(stdout),
		exitOnCtrlC: false,
		patchConsole: false,
		// A key is answered at once; what moves by itself has a slow clock of its own.
		maxFps: 100,
		incrementalRendering: true,
		isScreenReaderEnabled: theme.reader,
	});
	return {repaint: () => ink.rerender(app()), unmount: () => ink.unmount(), ended: ink.waitUntilExit()};
};
