import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {run as compare} from '../../source/commands/compare.ts';
import {run as report} from '../../source/commands/report.ts';
import {run as resume} from '../../source/commands/resume.ts';
import {run as sessions} from '../../source/commands/sessions.ts';
import {startBackend} from '../../source/demo/backend.ts';
import {textFormats} from '../../source/report/formats.ts';
import {commandHere, diagnoseHere} from '../helpers/in-process.ts';
import {sessionsIn, stateHome} from '../helpers/state.ts';

// Each place has a secret of its own, so that a leak says where it comes from.
const secrets = new Map<string, string>();
const plant = (place: string): string => {
	const secret = `s3cr3t${String(secrets.size + 10)}q${place.replace(/[^a-z]/gi, '').slice(0, 12)}`;
	secrets.set(secret, place);
	return secret;
};

const token = (place: string) => `eyJhbGciOiJIUzI1NiJ9.${plant(place)}.c2ln`;

const configuration = [
	`# password: ${plant('configuration, comment')}`,
	'global',
	`  stats socket /run/h.sock`,
	`  setenv API_TOKEN ${plant('configuration, setenv')}`,
	'userlist people',
	`  user joe insecure-password ${plant('configuration, insecure-password')}`,
	`  user ann password $5$${plant('configuration, password')}`,
	'defaults',
	'  mode http',
	'  timeout client 30s',
	'  timeout server 60s',
	'frontend fe',
	'  bind :80',
	`  http-request set-header Authorization "Basic ${plant('configuration, set-header')}"`,
	`  http-request add-header X-Api-Key ${plant('configuration, add-header')}`,
	`  acl known hdr(Authorization) -m str "Bearer ${plant('configuration, compared header')}"`,
	`  acl asked url_param(token) ${plant('configuration, compared parameter')}`,
	`  http-request set-var(txn.secret) str(${plant('configuration, variable')})`,
	`  http-request set-header Cookie "session=${plant('configuration, cookie')}"`,
	`  http-request set-var(txn.ok) http_auth_bearer,jwt_verify(txn.alg,"${plant('configuration, JWT key')}")`,
	`  stats auth admin:${plant('configuration, stats auth')}`,
	`  http-request redirect location http://joe:${plant('configuration, URL')}@h/ if known`,
	'  default_backend be',
	'backend be',
	`  dynamic-cookie-key ${plant('configuration, dynamic cookie')}`,
	`  option httpchk GET / HTTP/1.1\\r\\nAuthorization:\\ Basic\\ ${plant('configuration, old check')}`,
	`  http-check send meth GET uri / hdr Authorization "Bearer ${plant('configuration, check')}"`,
	'  server s1 192.0.2.1:80',
	'',
].join('\n');

const logged = (cookies: string, captures: string, request: string) =>
	`haproxy[1]: 10.0.0.9:5 [20/Nov/2026:12:10:19.340] fe be/s1 0/0/0/2/30002 101 130 ${cookies} cD-- 1/1/0/0/0 0/0 ${captures} "GET ${request} HTTP/1.1"`;

const answers = {
	symptom: 'drops',
	url: `ws://chat.example.net/ws?access_token=${plant('answers, URL')}&room=7`,
	upgrade: {
		status: 101,
		reason: `Authorization: Bearer ${plant('answers, reason')}`,
		headers: {
			'Set-Cookie': [`sid=${plant('answers, Set-Cookie')}; Path=/`, `other=${plant('answers, second Set-Cookie')}`],
			Location: `https://sso.example.net/?code=${plant('answers, Location')}`,
			'X-Auth-Token': plant('answers, header'),
			Authorization: `Bearer ${plant('answers, Authorization')}`,
			'Proxy-Authorization': `Basic ${plant('answers, Proxy-Authorization')}`,
			Cookie: `a=1; sid=${plant('answers, Cookie')}`,
			Via: token('answers, JWT'),
		},
		bodyStart: `{"api_key": "${plant('answers, body')}", "url": "http://joe:${plant('answers, URL in body')}@h/"}`,
		detail: `token=${plant('answers, detail')}`,
		command: `curl -H 'Authorization: Bearer ${plant('answers, command')}' 'http://h/?sig&token=${plant('answers, query of command')}'`,
		request: {headers: {'x-session-token': plant('answers, nested header')}},
	},
	idle: {
		outcome: 'closed',
		afterMs: 30_000,
		ending: 'fin',
		closeReason: `session token: ${plant('answers, close reason')}`,
		events: [{ms: 1, what: `the server said password=${plant('answers, event')}`}],
	},
	log: [
		logged(`sid=${plant('log, request cookie')} SRV=${plant('log, response cookie')}`, '{}', '/ws'),
		logged('- -', `{Bearer ${plant('log, captured header')}|ua} {${plant('log, captured response header')}}`, `/ws?jwt=${plant('log, query')}`),
		`{"status": 101, "authorization": "Bearer ${plant('log, JSON')}", "cookie": "sid=${plant('log, JSON cookie')}"}`,
		`something password=${plant('log, prose')} -----BEGIN PRIVATE KEY-----${plant('log, private key')}-----END PRIVATE KEY-----`,
	],
	path: ['cloudflare', `Authorization: Bearer ${plant('answers, pasted into path')}`],
	config: configuration,
	termination: `cD-- token=${plant('answers, termination')}`,
	timers: [{hop: `password=${plant('answers, hop of a timer')}`, name: 'proxy_read_timeout', ms: 60_000}],
};

const leaks = (text: string): readonly string[] => [...secrets].filter(([secret]) => text.includes(secret)).map(([, place]) => place);

const kept = (state: string): string =>
	readdirSync(sessionsIn(state))
		.map(file => readFileSync(path.join(sessionsIn(state), file), 'utf8'))
		.join('');

const world = () => {
	const state = stateHome();
	mkdirSync(state, {recursive: true});
	return {state, env: {XDG_STATE_HOME: state}, file: (name: string) => path.join(state, name)};
};

test('what is told in answers, configuration and logs is found in no journal, no export and no message', async t => {
	const {state, env, file} = world();
	writeFileSync(file('answers.json'), JSON.stringify(answers));
	writeFileSync(file('haproxy.cfg'), configuration);
	const run = await diagnoseHere(['--answers', file('answers.json'), '--config', file('haproxy.cfg'), '--offline', '--json', '--verbose'], env);
	t.is(run.code, 1, run.stderr);
	writeFileSync(file('report.json'), run.stdout);
	const shown = [
		run,
		await diagnoseHere(['--answers', file('report.json'), '--offline', '--events'], env),
		...(await Promise.all(textFormats.map(format => commandHere(report, ['report', 'latest', '--format', format], env)))),
		await commandHere(report, ['report', 'latest', '--json', '--redact', 'all'], env),
		await commandHere(sessions, ['sessions'], env),
		await commandHere(sessions, ['sessions', '--json'], env),
		await commandHere(resume, ['resume', 'latest', '--offline', '--json'], env),
		await commandHere(compare, ['compare', 'latest', file('report.json'), '--json'], env),
	];
	t.true(shown.every(({stdout}) => stdout.length > 100));
	t.true(secrets.size >= 40, `${secrets.size} secrets are planted`);
	t.deepEqual(leaks(shown.map(({stdout, stderr}) => stdout + stderr).join('\n')), []);
	t.deepEqual(leaks(kept(state)), []);
	t.regex(kept(state), /"step":"config"/);
	t.regex(kept(state), /"step":"log"/);
	t.true(kept(state).split('[redacted]').length > 40, 'they were there');
});

test('what is given by flags and told by a server that echoes it is found nowhere either', async t => {
	const {state, env} = world();
	const [authorization, key, cookie, query, subprotocol] = ['Authorization', 'X-Api-Key', 'cookie', 'URL', 'subprotocol'].map(place => plant(`flag, ${place}`));
	const backend = await startBackend({
		answer: {
			status: 302,
			headers: {
				Location: `https://sso.example.net/${authorization}?token=${plant('server, Location')}`,
				'Set-Cookie': `sid=${plant('server, Set-Cookie')}`,
				'X-Echo': `${key} ${cookie}`,
			},
		},
	});
	t.teardown(backend.close);
	const credentials = [
		'-H',
		`Authorization: Bearer ${authorization}`,
		'-H',
		`X-Api-Key: ${key}`,
		'--cookie',
		`sid=${cookie}`,
		'--subprotocol',
		`chat, ${subprotocol?.padEnd(40, 'x')}`,
	];
	const url = `ws://${backend.address}/ws?access_token=${query}&room=7`;
	const shown = await Promise.all(
		[...textFormats, 'events'].map(format =>
			diagnoseHere([url, ...credentials, '--idle', '0', ...(format === 'events' ? ['--events'] : ['--format', format, '--verbose'])], env),
		),
	);
	t.regex(shown[0]?.stdout ?? '', /upgrade\/redirected/);
	t.deepEqual(leaks(shown.map(({stdout, stderr}) => stdout + stderr).join('\n')), []);
	t.deepEqual(leaks(kept(state)), []);
});

test('a command line that is refused is not quoted with its secrets', async t => {
	const refused = [
		[`ws://joe:${plant('refused, password of a URL')}@h/ws`],
		[`example.net/ws?token=${plant('refused, URL without a scheme')}`],
		['ws://h/', '--header', `Authorization ${plant('refused, header')}`],
		['ws://h/', '--cookie', `a=${plant('refused, cookie')}\u0007`],
		[`ws://h/?token=${plant('refused, fragment')}#part`],
	];
	for (const argv of refused) {
		const {code, stdout, stderr} = await diagnoseHere(argv, {XDG_STATE_HOME: stateHome()});
		t.is(code, 2);
		t.deepEqual(leaks(stdout + stderr), []);
	}
});
