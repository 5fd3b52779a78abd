import {useInput, useStdout} from 'ink';
import {useCallback, useEffect, useState, useSyncExternalStore} from 'react';
import {Frame} from './components/frame.tsx';
import {frameLines} from './frame.ts';
import {createKeyReader} from './keys.ts';
import {isRunning} from './screens/probes.ts';
import type {Theme} from './theme.ts';
import type {View} from './view.ts';
import type {Wizard} from './wizard.ts';

const eraseScreen = '\u001B[2J\u001B[H';

/** One clock for all that moves, and only while something does. A screen reader would read every tick. */
const useTicks = (active: boolean, {reader}: Theme) => {
	const [, setTicks] = useState(0);
	useEffect(() => {
		if (!active) return;
		const timer = setInterval(() => setTicks(ticks => ticks + 1), reader ? 5000 : 200);
		return () => clearInterval(timer);
	}, [active, reader]);
};

/** After a change of size Ink repaints what it thinks has changed: what the terminal made of the rest is wiped away. */
const useRepaint = ({reader}: Theme) => {
	const {stdout, write} = useStdout();
	useEffect(() => {
		const repaint = () => write(eraseScreen);
		if (!reader) stdout.on('resize', repaint);
		return () => void stdout.off('resize', repaint);
	}, [stdout, write, reader]);
};

const isMoving = ({snapshot, help, saving, panels}: View) =>
	!help && !saving && panels.length === 0 && snapshot !== undefined && !snapshot.finished && snapshot.probes.some(isRunning);

/** The wizard on a terminal: keys go to it, its view is painted. */
export const App = ({wizard, theme}: {readonly wizard: Wizard; readonly theme: Theme}) => {
	const view = useSyncExternalStore(wizard.subscribe, wizard.getView);
	const [read] = useState(createKeyReader);
	useTicks(isMoving(view), theme);
	useRepaint(theme);
	useInput(
		useCallback(
			(input, key) => {
				for (const each of read(input, key)) wizard.press(each);
			},
			[read, wizard],
		),
	);
	return <Frame lines={frameLines(view, theme, wizard.now())} theme={theme} size={view.size} />;
};
