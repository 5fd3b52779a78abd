import {fileEnding, isFileName} from './aliases.ts';

/** A URL, its parts in order: scheme, authority, path, query. */
export const url = /\b([a-z][a-z\d+.-]{0,20}:\/\/)([^\s/?#"'<>\\|`,;)]+)([^\s?#"'<>\\|`)]*)(\?[^\s"'<>\\|`)]*)?/gi;

/** One part of a path. */
export const segment = String.raw`[\w.~%+@-]+`;

/** A path that does not go on from a word, a tag or another slash (no `client/server`, no `</h1>`, no `10.0.0.0/8`), or a relative one of a file. */
export const path = String.raw`(?<![\w<>/.:)\]}*])(?:\/${segment})+\/?|(?<![\w<>/.:)\]}*@-])\.{0,2}(?:${segment}\/)+[\w~%+@-][\w.~%+@-]*?${fileEnding}`;

const domainName = /(?<![\w/(%-]|\w\.)(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,63}(?![\w(-])/gi;

// Scopes of HAProxy's samples and variables, and products whose names look like hosts'.
const notHosts = /^(?:(?:req|res|txn|sess|proc|check|ssl|capture|srv|internal)\.|(?:socket|engine)\.io$|node\.js$|ws-doctor\.)/i;

/** Words of a text that look like hosts or like files. */
export const dotted = (text: string): ReadonlyArray<readonly [word: string, kind: 'host' | 'path']> =>
	(text.match(domainName) ?? []).filter(word => !notHosts.test(word)).map(word => [word, isFileName(word) ? 'path' : 'host'] as const);

// The file and the folder that every HAProxy has.
const everywhere: ReadonlySet<string> = new Set(['', '/', 'haproxy.cfg', '/etc/haproxy', '/etc/haproxy/haproxy.cfg', '/dev/log', '/dev/null']);

/** Whether a path or file name tells nothing. */
export const staysPath = (text: string): boolean => everywhere.has(text.replace(/(?<=.)\/$/, ''));
