import test from 'ava';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {requestOf} from '../../../source/haproxy/request.ts';
import {routesFor} from '../../../source/haproxy/route.ts';

const text = (lines: string) => `defaults
 mode http
 timeout client 30s
 timeout server 30s
frontend f
 bind :80
 default_backend b
backend b
${lines} server s1 10.0.0.1:80
 server s2 10.0.0.2:80
`;

const serverFor = (lines: string, path = '/chat') => {
	const configuration = parseConfiguration({files: [{name: 'x.cfg', text: text(lines)}]});
	return routesFor(configuration, requestOf(`ws://x.example${path}`)).routes[0]?.server?.name;
};

const rows: ReadonlyArray<readonly [lines: string, server: string | undefined]> = [
	['', undefined],
	[' use-server s2 if { path_beg /chat }\n', 's2'],
	[' use-server s2 unless { path_beg /chat }\n', undefined],
	[' use-server s1 if { path_beg /other }\n use-server s2 if { path /chat }\n', 's2'],
	[' use-server s1 if { src 10.0.0.0/8 }\n use-server s2 if { path /chat }\n', undefined],
	[' use-server s2 if { src 10.0.0.0/8 }\n use-server s2 if { path /chat }\n', 's2'],
	[' use-server s2 if { src ::/0 }\n', 's2'],
	[' use-server s2 if { src }\n use-server s1\n', 's1'],
	[' use-server %[path] if { path /chat }\n', undefined],
	[' use-server nobody if { path /chat }\n', undefined],
	[' acl is_chat path_beg /chat\n use-server s2 if is_chat\n', 's2'],
];

for (const [lines, server] of rows) {
	test(`which server: ${lines.trim().replaceAll('\n', ';') || 'no rule'}`, t => {
		t.is(serverFor(lines), server);
	});
}

test('the server that is picked decides which second pass follows', t => {
	const configuration = parseConfiguration({
		files: [
			{
				name: 'x.cfg',
				text: `${text(' use-server s2 if { path_beg /chat }\n').replace('10.0.0.1:80', '127.0.0.1:81').replace('10.0.0.2:80', '127.0.0.1:82')}listen one
 bind 127.0.0.1:81
 timeout tunnel 5s
 server s 10.0.0.1:80
listen two
 bind 127.0.0.1:82
 timeout tunnel 6s
 server s 10.0.0.1:80
`,
			},
		],
	});
	const inner = (path: string) => routesFor(configuration, requestOf(`ws://x.example:80${path}`)).routes[0]?.inner?.map(({frontend}) => frontend.name);
	t.deepEqual(inner('/chat'), ['two']);
	t.deepEqual(inner('/other'), ['one']);
});
