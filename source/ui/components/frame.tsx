import {Box, Text} from 'ink';
import type {Line} from '../line.ts';
import {paintLine} from '../paint.ts';
import type {Theme} from '../theme.ts';
import type {Size} from '../view.ts';

/** Rows on the screen, one each: they never shrink, and never wrap. A blank keeps its height. */
export const Rows = ({lines, theme}: {readonly lines: readonly Line[]; readonly theme: Theme}) =>
	lines.map((row, index) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its number
		<Box key={index} height={1} flexShrink={0}>
			<Text wrap="truncate-end">{paintLine(row, theme)}</Text>
		</Box>
	));

/** A frame lower than the terminal: as high as it, Ink would erase what the operator could scroll back to. */
export const Frame = ({lines, theme, size}: {readonly lines: readonly Line[]; readonly theme: Theme; readonly size: Size}) =>
	theme.reader ? (
		<Box flexDirection="column">
			<Rows lines={lines} theme={theme} />
		</Box>
	) : (
		<Box flexDirection="column" width={size.columns} height={Math.max(1, size.rows - 1)} overflow="hidden">
			<Rows lines={lines} theme={theme} />
		</Box>
	);
