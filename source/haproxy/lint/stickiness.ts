import {inForce, statementsOf} from '../proxies.ts';
import {hasLines} from '../statements.ts';
import type {Section, Statement} from '../types.ts';
import {hasWord, linesInForce, serverLines} from './servers.ts';

const isBackup = (server: Statement) => hasWord(server, 'backup');

/** The servers that share the load, without those that wait for the others to fail. */
export const activeServers = (backend: Section): readonly Statement[] => {
	const servers = serverLines(backend);
	return servers.some(isBackup) ? servers.filter(server => !isBackup(server)) : servers;
};

const modes = ['insert', 'prefix', 'rewrite'];

/** The line that pins clients by a cookie of HAProxy's own, if there is one. */
export const cookieLine = (backend: Section): Statement | undefined => inForce(backend, 'cookie').findLast(line => modes.some(mode => hasWord(line, mode)));

const hashes = /^(source|uri|url_param|hdr\(|rdp-cookie|hash$)/;

/** Whether a client comes back to the same server: by cookie, stick table, rule or hash. */
export const isSticky = (backend: Section): boolean =>
	inForce(backend, 'cookie').length > 0 ||
	hasLines(backend, 'use-server') ||
	statementsOf(backend, 'stick').some(({words: [, kind]}) => kind?.text === 'on' || kind?.text === 'match') ||
	linesInForce(backend, 'balance').some(({words: [, algorithm]}) => algorithm?.unknown !== undefined || hashes.test(algorithm?.text ?? ''));
