import {refusingPort} from '../../source/demo/listener.ts';
import {testHaproxy} from '../helpers/haproxy.ts';
import {chainOf, haproxyWith, type OwnPorts} from '../helpers/opened-chain.ts';
import {proves} from '../helpers/prove.ts';

const defaults = ['defaults', '\tmode http', '\ttimeout connect 2s', '\ttimeout client 30s', '\ttimeout server 30s', ''];
const frontend = (ports: OwnPorts, ...lines: string[]) => [
	...defaults,
	'frontend public',
	`\tbind 127.0.0.1:${ports.public}`,
	...lines,
	'\tdefault_backend websocket',
	'',
];
const text = (...lines: readonly string[]) => `${lines.join('\n')}\n`;

testHaproxy(proves, {
	title: 'an ACL that misses the path',
	open: chainOf({settings: {defaults: {connect: '2s', client: '30s', server: '30s'}, acl: 'path_beg /ws/'}}),
	expected: {code: 'upgrade/route-missed', hop: 'haproxy', line: /acl is_websocket/, says: /backend web: ACL is_websocket/},
});

testHaproxy(proves, {
	title: 'a stopped application',
	open: chainOf({backend: 'down'}),
	expected: {code: 'reach/backend-down', hop: 'backend', vaguely: ['upgrade/no-server']},
});

testHaproxy(proves, {
	title: 'nothing listens at the URL',
	async open() {
		const [chain, refusing] = [await chainOf({})(), await refusingPort()];
		const close = async () => {
			await chain.close();
			await refusing.close();
		};
		return {...chain, url: `ws://${refusing.address}/ws`, haproxy: refusing.address, close};
	},
	expected: {code: 'reach/refused'},
});

testHaproxy(proves, {
	title: 'a name that nobody knows',
	open: async () => ({...(await chainOf({})()), url: 'ws://does-not-exist.invalid/ws'}),
	expected: {code: 'reach/name-not-resolved'},
});

testHaproxy(proves, {
	title: 'HAProxy redirects',
	open: haproxyWith(ports =>
		text(
			...frontend(ports, '\thttp-request redirect scheme https code 301 unless { ssl_fc }'),
			'backend websocket',
			`\tserver ws1 127.0.0.1:${ports.websocket}`,
		),
	),
	expected: {code: 'upgrade/redirected', hop: 'haproxy', line: /http-request redirect/, says: /https:\/\/.*301/},
});

testHaproxy(proves, {
	title: 'the application redirects',
	open: chainOf({backend: {answer: {status: 302, headers: {Location: 'https://sso.example.net/login'}}}}),
	expected: {code: 'upgrade/redirected', says: /https:\/\/sso\.example\.net\/login.*302/},
});

testHaproxy(proves, {
	title: 'every server is down by its check, and the application is reachable',
	open: haproxyWith(ports =>
		text(...frontend(ports), 'backend websocket', `\tserver ws1 127.0.0.1:${ports.websocket} check inter 200ms fall 1 port ${ports.refusing}`),
	),
	expected: {code: 'upgrade/no-server', hop: 'haproxy', says: /backend websocket/},
});
