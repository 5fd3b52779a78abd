import type {Upgrade, UpgradeFailure} from '../model.ts';
import {redactResponseHeader} from '../secrets.ts';
import {clean} from '../text.ts';
import {acceptOfOurKey} from './key.ts';

/** What curl and openssl write when there is no response, the most telling first. */
const failures: ReadonlyArray<readonly [RegExp, UpgradeFailure]> = [
	[/could not resolve|name or service not known|getaddrinfo|curl: \(6\)/i, 'not-resolved'],
	[/no route to host|network is unreachable|host is down/i, 'unreachable'],
	[/connection refused/i, 'refused'],
	[/certificate|ssl routines|curl: \((?:35|51|60)\)|wrong version number|handshake failure/i, 'tls'],
	[/connection reset|curl: \(56\)/i, 'reset'],
	[/empty reply|curl: \(52\)/i, 'closed'],
	[/timed out|curl: \(28\)/i, 'timeout'],
];

// curl -v marks what came back with `< `, what was sent with `> `, and its own words with `* `.
const received = (text: string): readonly string[] => {
	const lines = text.split(/\r?\n/);
	const verbose = lines.some(line => /^< HTTP\//.test(line));
	return verbose ? lines.flatMap(line => (/^[<>*] /.test(line) ? (line.startsWith('< ') ? [line.slice(2)] : []) : [line])) : lines;
};

const statusLine = /^HTTP\/[\d.]+ (\d{3})(?: (.*))?$/;

const headersFrom = (lines: readonly string[]): Record<string, string> => {
	const found: Record<string, string> = {};
	for (const line of lines) {
		const [, name, value = ''] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*)$/.exec(line) ?? [];
		if (name === undefined) break;
		const key = name.toLowerCase();
		const shown = redactResponseHeader(key, value);
		found[key] = Object.hasOwn(found, key) ? `${found[key]}, ${shown}` : shown;
	}
	return found;
};

const bodyOf = (lines: readonly string[]): string =>
	lines
		.slice(lines.indexOf('') + 1)
		.filter(line => !/^curl: \(|^(?:real|user|sys)\t/.test(line))
		.join('\n')
		.trim();

/** One HTTP response as curl -i, curl -v, nc or openssl s_client show it; of several the last. Throws when there is none, and no failure either. */
export const readResponse = (text: string): Upgrade => {
	const lines = received(text);
	const at = lines.findLastIndex(line => statusLine.test(line));
	if (at < 0) {
		const [, outcome] = failures.find(([pattern]) => pattern.test(text)) ?? [];
		if (!outcome)
			throw new Error('Expected what curl -v or -i, nc or openssl s_client printed: a line such as "HTTP/1.1 101 Switching Protocols", or why none came.');
		const [detail = ''] = /curl: \(\d+\).*/.exec(text) ?? [];
		return {outcome, ...(detail && {detail: clean(detail, 200)})};
	}
	const [, status = '', reason = ''] = statusLine.exec(lines[at] as string) ?? [];
	const rest = lines.slice(at + 1);
	const headers = headersFrom(rest);
	const body = rest.includes('') && status !== '101' ? bodyOf(rest) : '';
	const accept = headers['sec-websocket-accept'];
	return {
		status: Number(status),
		...(reason && {reason: clean(reason, 100)}),
		headers,
		...(body && {bodyStart: clean(body, 500)}),
		...(accept === acceptOfOurKey && {acceptValid: true}),
	};
};
