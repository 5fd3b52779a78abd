import test from 'ava';
import incidents from './recordings/incidents.json' with {type: 'json'};
import {reportOf} from './helpers/assess.ts';
import {toText} from '../source/report/text.ts';
import {toMarkdown} from '../source/report/markdown.ts';
test('x', t => {
	for (const id of ['W001', 'W108', 'W123', 'W034']) { const r = reportOf(incidents.find(i => i.id === id)!.answers as any); console.log(toText(r, {width: 80})); console.log('======='); }
	const h = reportOf({url: 'wss://chat.example.net/socket', upgrade: {status: 101}, path: ['cloudflare', 'haproxy'], heartbeat: 25_000, idle: {outcome: 'survived', ms: 75_000}, idleAtHaproxy: {outcome: 'survived', ms: 75_000}, config: 'defaults\n mode http\n timeout connect 5s\n timeout client 30s\n timeout server 30s\n timeout http-request 5s\n\nfrontend fe\n bind :443\n default_backend be\n\nbackend be\n timeout tunnel 1h\n server a 192.0.2.1:80\n'});
	console.log(toText(h, {width: 100})); console.log(toMarkdown(h)); t.pass();
});
