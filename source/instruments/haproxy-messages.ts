import {clean} from '../text.ts';

/** One line of what `haproxy -c` says. */
export type HaproxyMessage = {
	readonly level: 'alert' | 'warning' | 'notice';
	readonly text: string;
	readonly file?: string;
	readonly line?: number;
	/** The proxy that a message without a place names. */
	readonly proxy?: string;
	/** About a certificate, file, host or user that is only missing on this machine. */
	readonly missing?: true;
};

const line = /^\[(ALERT|WARNING|NOTICE)\]\s+(?:\S+\s+)?\(\d+\)\s*:\s*(?:config\s*:\s*)?(.*)$/;
const place = /(?:\bparsing\s+)?\[([^[\]\n]+):(\d+)\]\s*:?\s*/i;
const placeInside = /\((?:declared )?(?:at )?([^()\s]+):(\d+)\)/;
const proxy = /\b(?:proxy|frontend|backend|listen) '([^']+)'/i;

// The banner, and the sums at the end.
const boilerplate =
	/^(?:haproxy version is|path to executable is|Error\(s\) found in configuration file|Fatal errors found in configuration|Warnings were found)/;

const missing: readonly RegExp[] = [
	/unable to (?:stat|open|load|read|scan|access)\b/i,
	/(?:error opening|can(?:no|')t open|could not open|failed to open|failed to load)/i,
	/no such file or directory|permission denied/i,
	/cannot find (?:user|group) id|can't find (?:user|group)/i,
	/could not resolve address|invalid address: '[^']*[a-z][^']*'/i,
];

const levelOf = {ALERT: 'alert', WARNING: 'warning', NOTICE: 'notice'} as const;

const withoutPlaces = (text: string): string => {
	const once = text.replace(place, '');
	return place.test(once) && /^\s*:?\s*(?:parsing\s*)?\[/.test(once) ? once.replace(place, '') : once;
};

const messageOf = (level: HaproxyMessage['level'], text: string): HaproxyMessage => {
	const [, file, number] = place.exec(text) ?? placeInside.exec(text) ?? [];
	const [, name] = proxy.exec(text) ?? [];
	return {
		level,
		text: clean(withoutPlaces(text).trim(), 500),
		...(file === undefined ? {} : {file: clean(file, 300), line: Number(number)}),
		...(name === undefined ? {} : {proxy: clean(name, 100)}),
		...(missing.some(pattern => pattern.test(text)) ? {missing: true} : {}),
	};
};

const most = 200;

/** The messages of `haproxy -c` on standard error; carets and explanations below a line are left out. Twice the same (3.1 and later) is once. */
export const parseMessages = (stderr: string): readonly HaproxyMessage[] => {
	const found = new Map<string, HaproxyMessage>();
	for (const text of stderr.split('\n')) {
		const [, level, says = ''] = line.exec(text) ?? [];
		if (level === undefined || boilerplate.test(says) || found.size >= most) continue;
		found.set(`${level} ${says}`, messageOf(levelOf[level as keyof typeof levelOf], says));
	}
	return [...found.values()];
};

/** `2.6.12` or `3.5-dev5` of `haproxy -v`; older releases write `HA-Proxy`. */
export const parseVersion = (stdout: string): string | undefined => /^HA-?Proxy version (\d{1,3}(?:\.\d{1,5}){1,3}(?:-dev\d{1,4})?)/.exec(stdout)?.[1];
