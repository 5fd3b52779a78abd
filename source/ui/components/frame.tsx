import {Box, Text} from 'ink';
import {memo} from 'react';
import type {Line} from '../line.ts';
import {paintLine} from '../paint.ts';
import type {Theme} from '../theme.ts';
import type {Size} from '../view.ts';

/** A row as it was costs nothing: of most frames only a few are new. */
const Row = memo(({text}: {readonly text: string}) => (
	<Box height={1} flexShrink={0}>
		<Text wrap="truncate-end">{text}</Text>
	</Box>
));

/** Rows on the screen, one each: they never shrink, and never wrap. A blank keeps its height. */
export const Rows = ({lines, theme}: {readonly lines: readonly Line[]; readonly theme: Theme}) =>
	// biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its number
	lines.map((row, index) => <Row key={index} text={paintLine(row, theme)} />);

// Rows are neither wider nor more than there is room for: to have Ink cut them would cost a third of each frame.
/** A frame lower than the terminal: as high as it, Ink would erase what the operator could scroll back to. */
export const Frame = ({lines, theme, size}: {readonly lines: readonly Line[]; readonly theme: Theme; readonly size: Size}) =>
	theme.reader ? (
		<Box flexDirection="column">
			<Rows lines={lines} theme={theme} />
		</Box>
	) : (
		<Box flexDirection="column" width={size.columns} height={Math.max(1, size.rows - 1)}>
			<Rows lines={lines} theme={theme} />
		</Box>
	);
