import type {Setup} from './model.ts';
import {haproxyTime} from './time.ts';

/** TCP keepalive towards clients (`cli`) or servers (`srv`): without times of its own the first probe comes after two hours. */
export const keepaliveLines = ({keepalive: {ms}}: Setup, side: 'cli' | 'srv'): readonly string[] => [
	`option ${side}tcpka`,
	`${side}tcpka-idle ${haproxyTime(ms)}`,
	`${side}tcpka-intvl 20s`,
	`${side}tcpka-cnt 3`,
];
