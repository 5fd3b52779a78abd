import test from 'ava';
import {byHand} from '../../flows/by-hand.ts';
import {completionsFor} from '../../flows/completions.ts';
import {suggestionsFor} from '../../flows/suggestions.ts';
import {knownIn} from '../../source/engine.ts';
import type {Known} from '../../source/model.ts';

const known = (values: Readonly<Record<string, unknown>>): Known =>
	knownIn(Object.entries(values).map(([step, value]) => ({step, at: '', source: 'probe', value}) as const));

const text = `defaults
	mode http
frontend public
	bind :80
	bind 10.0.0.5:8443 ssl crt x
	use_backend ws if { path_beg /ws }
	default_backend web
frontend admin
	bind 127.0.0.1:9000
	default_backend web
backend ws
	server ws1 10.0.0.7:8081 check
	server ws2 10.0.0.8:8081 ssl verify none
backend web
	server w 10.0.0.9:80
`;
const config = {files: [{name: 'haproxy.cfg', text}]};

const values = (question: string, facts: Readonly<Record<string, unknown>>) => suggestionsFor(question, known(facts)).map(({value}) => value);

test('HAProxy listens where the frontend that the URL meets binds', t => {
	t.deepEqual(values('haproxy', {url: 'ws://chat.example/ws', config}), ['chat.example:80', '10.0.0.5:8443']);
	t.regex(suggestionsFor('haproxy', known({url: 'ws://chat.example/ws', config}))[0]?.because ?? '', /frontend public .*haproxy\.cfg:4/);
});

test('a URL that meets no frontend leaves all of them to choose from', t => {
	t.deepEqual(values('haproxy', {url: 'ws://chat.example:444/ws', config}), ['chat.example:80', '10.0.0.5:8443', '127.0.0.1:9000']);
});

test("a backend's servers are those of the route", t => {
	t.deepEqual(values('backend', {url: 'ws://chat.example/ws', config}), ['10.0.0.7:8081', 'wss://10.0.0.8:8081']);
	t.regex(suggestionsFor('backend', known({url: 'ws://chat.example/ws', config}))[1]?.because ?? '', /server ws2 of backend ws \(haproxy\.cfg:13\)/);
});

test('without a configuration, or for another question, nothing is offered', t => {
	t.deepEqual(values('haproxy', {url: 'ws://chat.example/ws'}), []);
	t.deepEqual(values('heartbeat', {url: 'ws://chat.example/ws', config}), []);
});

const completions = (typed: string, facts: Readonly<Record<string, unknown>> = {}) =>
	completionsFor('path', typed, known(facts)).map(({value, because}) => `${value} ${because}`);
const headers = {upgrade: {status: 101, headers: {'cf-ray': '8f2-FRA', server: 'nginx'}}};

test('hops: those that a header shows come first, with it, before anything is typed', t => {
	t.deepEqual(completions('', headers), ['cloudflare, cf-ray: 8f2-FRA', 'nginx, server: nginx']);
	t.deepEqual(completions(''), []);
	t.is(completions('haproxy,ng', headers)[0], 'haproxy,nginx, server: nginx');
});

test('hops: what is typed is looked up in the catalogue, and what stands there already is not offered again', t => {
	t.is(completions('aws-al')[0], 'aws-alb, load-balancer');
	t.deepEqual(completions('nginx,nginx', headers), []);
	t.deepEqual(completions('no such thing'), []);
	t.deepEqual(completionsFor('url', 'ng', known({})), []);
});

test('each probe has a line for people; where it has none, nothing is made up', t => {
	const facts = known({url: 'wss://chat.example/ws?room=1', haproxy: '10.0.0.5:443', backend: '[::1]:8080', idleLimit: 75_000});
	t.is(byHand('reachAtHaproxy', facts), 'nc -zv -w 5 10.0.0.5 443');
	t.regex(byHand('upgrade', facts) ?? '', /^curl -sS -v -N --http1\.1 --max-time 15 -H 'Connection: Upgrade' .* 'https:\/\/chat\.example\/ws\?room=1'$/);
	t.regex(byHand('upgradeAtHaproxy', facts) ?? '', /--connect-to ::10\.0\.0\.5:443 .*https:\/\/chat\.example:443\/ws/);
	t.regex(byHand('idleAtBackend', facts) ?? '', /^time curl .*--max-time 80 .*--connect-to '::\[::1\]:8080' .*http:\/\/chat\.example:443\/ws/);
	t.is(byHand('busy', facts), undefined);
	t.is(byHand('upgradeWithoutOrigin', facts), undefined);
	t.is(byHand('idleAtBackend', known({url: 'ws://a/'})), undefined);
});
