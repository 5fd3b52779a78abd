import {clean} from './text.ts';

/** What stands where a secret was. */
export const hidden = '[redacted]';

/** A header, cookie, parameter or variable of that name holds a secret. */
export const secretName = /authorization|cookie|passw|secret|token|api-?_?key|credential|private|signature|session/i;

// A response has names of its own (`set-cookie2`, `x-session-affinity`), and its cookies keep their names.
const secretHeader = /^(?:(?:proxy-)?authorization|(?:proxy-)?authentication-info)$|token|secret|password|api-?key|session/i;

const publicHeader =
	/^(?:accept(?:-.*)?|cache-control|connection|host|origin|pragma|upgrade|user-agent|x-forwarded-(?:for|host|port|proto)|sec-websocket-.*)$/i;

// In a query, shorter words are telling: nobody calls a harmless parameter `code` or `auth`.
const secretParameter = /([?&;][^=&;#\s]*(?:token|key|secret|passw|signature|auth|session|jwt|code)[^=&;#\s]*=)[^&;#\s]*/gi;

/** A URL or path without the values of parameters that look like credentials. */
export const redactQuery = (text: string): string => text.replace(secretParameter, `$1${hidden}`);

// Parts of a word, of a comment, or of a line that cannot be read: credentials in URLs and headers, keys of converters.
const credentials: ReadonlyArray<readonly [RegExp, string]> = [
	[/(\b[a-z][\w+.-]{0,20}:\/\/)[^\s/@:]{0,200}:[^\s/@]{1,500}@/gi, `$1${hidden}@`],
	[/\b(jwt_\w+|hmac|aes_\w+)\((?:"[^"]*"|'[^']*'|[^)"'])*/gi, `$1(${hidden}`],
	[
		/((?:password|passwd|passphrase|secret|token|api[-_]?key|authorization|cookie)["']?(?:\\?\s)*[=:](?:\\?\s)*)(?!\[|…|\\?\s)(?:(?:basic|bearer|digest|token)(?:\\?\s)+)?("[^"]*"|'[^']*'|(?:\\ |[^\s"'[])+)/gi,
		`$1${hidden}`,
	],
	// The realm of a challenge (RFC 9110 §11.5) is public.
	[/\b(basic|bearer)((?:\\?\s)+)(?!realm=)[\w+/=.~-]{6,}/gi, `$1$2${hidden}`],
];

const replaced = (text: string, patterns: typeof credentials): string =>
	patterns.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);

/** Text without credentials that stand behind a telling word. */
export const redactCredentials = (text: string): string => replaced(text, credentials);

// What is a secret whatever stands before it: a JSON Web Token (RFC 7519), a private key (RFC 7468).
const unnamed: typeof credentials = [
	[/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, hidden],
	[/(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)[^-]*/g, `$1${hidden}`],
];

/** Any text from outside, without what looks like a secret. */
export const redactText = (text: string): string => replaced(redactQuery(redactCredentials(text)), unnamed);

/** A `Set-Cookie` (RFC 6265 §4.1), or several joined by commas, without the values of the cookies. */
export const redactSetCookie = (value: string): string =>
	value
		.split(';')
		.map((part, index) => (index === 0 ? part.replace(/=.*/s, `=${hidden}`) : part.replace(/(,\s*[^=,\s]+=).*/s, `$1${hidden}`)))
		.join(';');

/** A `Cookie` (RFC 6265 §4.2) without the values. */
export const redactCookie = (value: string): string =>
	value
		.split(';')
		.map(pair => pair.replace(/=.*|^[^=]+$/s, part => (part.startsWith('=') ? `=${hidden}` : hidden)))
		.join(';');

/** Whether a request header may be shown with its value. */
export const isPublicHeader = (name: string): boolean => publicHeader.test(name);

/** Whether nothing of a response header's value may be shown. */
export const isSecretHeader = (name: string): boolean => secretHeader.test(name);

/** A response header's value, safe to show and keep: controls become `·`, and credentials leave only their name. */
export const redactResponseHeader = (name: string, value: string): string => {
	const safe = clean(value, 2000);
	if (name === 'set-cookie') return redactSetCookie(safe);
	return isSecretHeader(name) ? hidden : redactQuery(safe);
};

/** A shown value of the command line's `--header` (RFC 9110 §5.1). */
export const redactRequestHeader = (name: string, value: string): string => (value === '' || isPublicHeader(name) ? value : '…');

// The cookies stand before the termination state, captures in braces (HAProxy manual §8.2.3); JSON has quotes in its braces.
const loggedCookie = /(?<=\s)([^\s=]+=)\S+(?= (?:\S+ )?[CSPLRIDUKcs-][RQCHDLT-][NIDVEOU-][NIUPRD-] )/g;
const captured = /(?<=\s)\{([^{}"]*)\}(?=\s|$)/g;

/** A line of HAProxy's log without the values of cookies, of captured headers and of tokens in the request line. */
export const redactLogLine = (line: string): string =>
	redactText(line)
		.replace(loggedCookie, `$1${hidden}`)
		.replace(captured, (_, fields: string) => `{${fields.replace(/[^|]+/g, hidden)}}`);
