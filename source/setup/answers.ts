import type {Evidence} from '../model.ts';
import {UsageError} from '../usage-error.ts';
import type {SetupAnswers} from './types.ts';

const told = (evidence: readonly Evidence[], id: string): unknown => evidence.find(({step}) => step === id)?.value;

const standard = (tls: boolean) => (tls ? ':443' : ':80');

// HAProxy reads 64 words of a line at most, and one rule names every path.
const mostPaths = 50;

/** Everything that makes no sense together, one sentence each; the first one that applies. */
const contradictions = (answers: SetupAnswers): readonly (string | false)[] => {
	const {mode, tls, certificate, pools, paths, redirect, listen} = answers;
	const every = [...paths, ...pools.flatMap(pool => pool.paths)];
	const twice = every.find((path, index) => every.indexOf(path) !== index);
	return [
		mode === 'new' && tls && !certificate && 'TLS needs a certificate: expected "certificate", the path of a PEM file.',
		pools.some(pool => pool.paths.length === 0) && 'A further pool needs paths of its own: expected "paths" in each of "pools".',
		pools.some(pool => pool.servers.length === 0) && 'A pool without servers serves nobody: expected "servers" in each of "pools".',
		every.length > mostPaths && `${every.length} paths are more than one rule can name: expected at most ${mostPaths}.`,
		twice !== undefined && `Two pools want the path ${twice}: expected each path once.`,
		mode === 'new' &&
			tls &&
			redirect &&
			listen.some(address => address.endsWith(':80')) &&
			'Port 80 cannot both speak TLS and redirect to it: expected another port in "listen", or "redirect": false.',
		listen.some((address, index) => listen.indexOf(address) !== index) && 'An address and port can be listened on once: expected each in "listen" once.',
	];
};

/** The answers of the set-up's questions, checked together. Throws a `UsageError` of one sentence: what is missing, or cannot go together. */
export const answersFrom = (evidence: readonly Evidence[]): SetupAnswers => {
	const get = <Value>(id: string, otherwise: Value): Value => (told(evidence, id) as Value | undefined) ?? otherwise;
	const servers = get<readonly string[]>('servers', []);
	if (servers.length === 0) throw new UsageError('The WebSocket servers are not known: expected "servers", for example ["10.0.0.7:8080"].');
	const tls = get('tls', false);
	const certificate = get<string | undefined>('certificate', undefined);
	const answers: SetupAnswers = {
		mode: get('mode', 'new'),
		file: get('file', '/etc/haproxy/haproxy.cfg'),
		frontend: get('frontend', '*'),
		listen: get<readonly string[]>('listen', ['standard']).map(address => (address === 'standard' ? standard(tls) : address)),
		tls,
		...(certificate !== undefined && {certificate}),
		redirect: tls && get('redirect', true),
		http2: tls && get('http2', true),
		hosts: get('hosts', []),
		servers,
		paths: get('paths', []),
		pools: get('pools', []),
		web: get('web', 'same'),
		stickiness: get('stickiness', 'none'),
		heartbeat: get('heartbeat', 0),
		path: get('path', []),
		trusted: get('trusted', []),
		connections: get('connections', 1000),
		perClient: get('perClient', 50),
		check: get('check', 'tcp'),
		checkPath: get('checkPath', '/'),
		sources: get('sources', []),
		version: get('version', 'installed'),
	};
	const [against] = contradictions(answers).filter(sentence => sentence !== false);
	if (against) throw new UsageError(against);
	return answers;
};
