import test from 'ava';
import {everything, flowOf, flows} from '../../flows/index.ts';
import {readAnswers, stepsOf} from '../../source/answers.ts';
import {diagnose} from '../../source/engine.ts';

const steps = stepsOf([everything, ...flows]);

const assess = (answers: object) => {
	const evidence = readAnswers(JSON.stringify(answers), {steps, at: '2026-11-20T12:00:00.000Z', warn: sentence => Promise.reject(new Error(sentence))});
	return diagnose(flowOf((answers as {symptom?: string}).symptom), evidence);
};

/** What an operator says, and the verdict it deserves: one row where two causes could be meant, and its nearest neighbour. */
const verdict = test.macro<[answers: object, code: string | null, certainty?: string]>({
	exec(t, answers: object, code: string | null, certainty?: string) {
		const {verdict, findings} = assess(answers);
		t.is(
			verdict?.code ?? null,
			code,
			JSON.stringify(findings.map(({code, certainty, proof}) => [code, certainty, proof.filter(({state}) => state !== 'met')])),
		);
		if (certainty) t.is(verdict?.certainty, certainty as never);
	},
	title: (_, answers: object, code: string | null) => `${code ?? 'no verdict'}: ${JSON.stringify(answers)}`,
});

const proxies = {path: ['nginx', 'haproxy']};
const file = (body: string) =>
	`defaults\n  mode http\n  timeout connect 5s\n  timeout client 60s\n  timeout server 60s\nfrontend fe\n  bind :80\n  default_backend be\nbackend be\n${body}`;
const two = file('  server a 192.0.2.1:80\n  server b 192.0.2.2:80\n');
const pinned = file('  cookie SRV insert indirect\n  server a 192.0.2.1:80 cookie a\n  server b 192.0.2.2:80 cookie b\n');
const cut = (ms: number, more = {}) => ({upgrade: {status: 101}, idle: {outcome: 'closed', afterMs: ms, ...more}});

// A lost upgrade, or a version that is not spoken.
test(verdict, {upgrade: {status: 426}, upgradeAtBackend: {status: 101}, path: ['nginx']}, 'upgrade/header-stripped');
test(verdict, {upgrade: {status: 426}, upgradeAtBackend: {status: 426}, path: ['nginx']}, 'upgrade/version-rejected');
test(verdict, {upgrade: {status: 400, headers: {'Sec-WebSocket-Version': '13'}}}, 'upgrade/version-rejected');
test(verdict, {upgrade: {status: 400}}, null);

// A 503 of HAProxy's own, or anybody's.
test(verdict, {upgrade: {status: 503}, upgradeAtBackend: {status: 101}, path: ['haproxy']}, 'upgrade/no-server', 'confirmed');
test(verdict, {upgrade: {status: 503}, upgradeAtBackend: {status: 101}, ...proxies}, null);
test(verdict, {upgrade: {status: 503, bodyStart: '<h1>503</h1> No server is available to handle this request.'}}, 'upgrade/no-server');
test(verdict, {upgrade: {status: 503}, upgradeAtBackend: {outcome: 'refused'}, path: ['haproxy']}, 'reach/backend-down');
test(verdict, {upgrade: {status: 503}}, null);

// TCP that never comes about.
test(verdict, {upgrade: {outcome: 'timeout'}}, 'reach/filtered', 'confirmed');
test(verdict, {upgrade: {outcome: 'refused'}}, 'reach/refused', 'confirmed');
test(verdict, {upgrade: {outcome: 'unreachable'}}, 'reach/unroutable');
test(verdict, {upgrade: {outcome: 'not-resolved'}}, 'reach/name-not-resolved');

// Answers that name their cause, and those that do not.
test(verdict, {upgrade: {status: 429}, upgradeAtBackend: {status: 101}, path: ['haproxy']}, 'upgrade/rate-limited');
test(verdict, {upgrade: {status: 504}, upgradeAtBackend: {status: 101}, path: ['haproxy']}, 'upgrade/backend-slow');
test(verdict, {upgrade: {status: 403, headers: {'cf-mitigated': 'challenge'}}, upgradeAtBackend: {status: 101}, path: ['cloudflare']}, 'upgrade/blocked');
test(verdict, {upgrade: {status: 403}, upgradeWithoutOrigin: {status: 101}}, 'upgrade/origin-rejected', 'confirmed');
test(verdict, {upgrade: {status: 403}, upgradeWithoutOrigin: {status: 403}, upgradeAtBackend: {status: 101}}, null);
test(verdict, {upgrade: {status: 101, acceptValid: false}}, 'upgrade/accept-mismatch');
test(verdict, {upgrade: {status: 101}, upgradeOverHttp2: {status: 502}}, 'upgrade/http2-fails');
test(verdict, {upgrade: {outcome: 'refused'}, someClients: true, url: 'ws://chat.example/'}, 'reach/refused');
test(verdict, {upgrade: {status: 400}, someClients: true, url: 'ws://chat.example/'}, 'upgrade/inspected');
test(verdict, {upgrade: {status: 400}, someClients: true, url: 'wss://chat.example/'}, null);

// Stickiness by the answers, or by the file.
test(verdict, {symptom: 'wrong-server', upgrade: {status: 400}, config: two}, 'session/no-stickiness');
test(verdict, {symptom: 'wrong-server', upgrade: {status: 400}, config: pinned}, null);

// Two clocks of one length: the file weighs more than a default, and as much as what a person has set.
test(verdict, {...cut(60_000, {ending: 'fin'}), config: file('  server a 192.0.2.1:80\n'), ...proxies}, 'idle/client-timeout', 'likely');
test(verdict, {...cut(60_000, {ending: 'fin'}), config: file('  server a 192.0.2.1:80\n'), path: ['haproxy']}, 'idle/client-timeout', 'confirmed');
test(verdict, {...cut(60_000), config: file('  server a 192.0.2.1:80\n'), ...proxies, timers: [{hop: 'nginx', name: 'proxy_read_timeout', ms: 60_000}]}, null);
test(verdict, {...cut(60_000), config: file('  server a 192.0.2.1:80\n'), idleAtHaproxy: {outcome: 'survived', ms: 80_000}, ...proxies}, 'idle/front-hop');

// Several hops with one default: which of them is open, that it is in front is not.
test(verdict, {...cut(60_000), path: ['aws-alb', 'nginx']}, 'idle/front-hop', 'likely');
test(verdict, {...cut(60_000, {ending: 'close-frame', closeCode: 1001}), path: ['nginx', 'cowboy']}, 'idle/backend-closes');
test(verdict, {...cut(47_000), path: ['aws-alb', 'nginx']}, null);
// A flow that was forgotten answers with RST, if at all.
test(verdict, {...cut(350_000, {ending: 'rst'}), path: ['aws-nlb']}, 'idle/front-hop');
test(verdict, {...cut(350_000, {ending: 'fin'}), path: ['aws-nlb']}, null);

// What HAProxy itself logs decides between its own clocks.
test(verdict, {...cut(60_000), config: file('  server a 192.0.2.1:80\n'), termination: 'SD--'}, null);
test(verdict, {...cut(60_000), config: file('  server a 192.0.2.1:80\n'), termination: 'cD--'}, 'idle/client-timeout');

// Not one end but many.
test(verdict, {...cut(60_000), trials: [60_010, 12_000, 41_500], path: ['nginx']}, 'life/unstable');
test(verdict, {...cut(60_000), trials: [60_010, 60_000, 60_020], path: ['nginx']}, 'idle/front-hop');
test(verdict, {symptom: 'drops-together', simultaneous: 'reload', path: ['haproxy']}, 'life/reload-hard-stop');
test(verdict, {symptom: 'drops-together', simultaneous: 'deploy'}, 'life/deploy');
test(verdict, {symptom: 'drops-together', simultaneous: false}, null);
