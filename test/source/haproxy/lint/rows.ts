import {sound} from './linted.ts';

type Change = readonly [from: string, to: string];
/** A change of the sound file that fires a code at a line, and the nearest one that does not. */
export type Row = {
	readonly code: string;
	readonly fires: readonly Change[];
	readonly says: string;
	readonly neighbour?: readonly Change[];
	readonly version?: string;
	readonly neighbourVersion?: string;
};

/** The sound file with these changes. */
export const changed = (changes: readonly Change[]): string =>
	changes.reduce((text, [from, to]) => {
		if (!text.includes(from)) throw new Error(`the sound file has no "${from}"`);
		return text.replace(from, to);
	}, sound);

const tunnel = '    timeout tunnel 1h\n';
const noTunnel: Change = [tunnel, ''];
const inFrontend = (line: string): Change => ['    bind :8080\n', `    bind :8080\n    ${line}\n`];
const inGlobal = (line: string): Change => ['    maxconn 20000\n', `    maxconn 20000\n    ${line}\n`];
const inDefaults = (line: string): Change => ['    mode http\n', `    mode http\n    ${line}\n`];
const inBackend = (line: string): Change => [tunnel, `${tunnel}    ${line}\n`];
const server: string = 'server ws1 127.0.0.1:9002 check maxconn 20000';
const noLimit: Change = ['    http-request track-sc0 src\n    http-request deny deny_status 429 if { sc_conn_cur(0) gt 50 }\n', ''];
const images: readonly Change[] = [
	['use_backend be_ws if is_websocket is_upgrade', 'use_backend be_img if { path_beg /img }'],
	['\nbackend be_web\n', '\nbackend be_img\n    server i 127.0.0.1:9004\nbackend be_web\n'],
];
const inner = (bind: string, timers: string) =>
	`    http-check expect status 101\n    server inner 127.0.0.1:8081${bind}\nfrontend fe_inner\n    bind 127.0.0.1:8081\n    option clitcpka\n    default_backend be_inner\nbackend be_inner\n    ${timers}\n    server ws1 127.0.0.1:9002\n`;
const twoPasses = (outerWords: string, timers: string): Change => [`    http-check expect status 101\n    ${server}\n`, inner(outerWords, timers)];
const tcp: readonly Change[] = [
	['    mode http\n', '    mode tcp\n'],
	['    option httplog\n', '    option tcplog\n'],
	[
		`    stick-table type ip size 200k expire 2m store conn_cur
    http-request track-sc0 src
    http-request deny deny_status 429 if { sc_conn_cur(0) gt 50 }
    acl is_websocket hdr(Upgrade) -i websocket
    acl is_upgrade hdr(Connection) -i upgrade
    use_backend be_ws if is_websocket is_upgrade
    default_backend be_web
`,
		'    default_backend be_ws\n',
	],
];

export const rows: readonly Row[] = [
	{
		code: 'tunnel-not-applied',
		fires: [noTunnel, ['frontend fe\n', 'listen fe\n    timeout tunnel 1h\n']],
		says: 'problem 13',
		neighbour: [noTunnel, ['frontend fe\n', 'listen fe\n    timeout server 1h\n']],
	},
	{code: 'no-tunnel-timeout', fires: [noTunnel], says: 'problem 24', neighbour: []},
	{code: 'no-tunnel-timeout', fires: [noTunnel, inDefaults('timeout tunnel 0')], says: '', neighbour: [noTunnel, inDefaults('timeout tunnel 1h')]},
	{code: 'no-tunnel-timeout', fires: [noTunnel, ...tcp], says: 'problem 18', neighbour: tcp},
	{
		code: 'no-tunnel-timeout',
		fires: [['if is_websocket is_upgrade', 'if { path_beg /socket.io/ }'], noTunnel],
		says: 'problem 24',
		neighbour: [['if is_websocket is_upgrade', 'if { path_beg /socket.io/ }']],
	},
	{
		code: 'no-tunnel-timeout',
		fires: [['    use_backend be_ws if is_websocket is_upgrade\n', '']],
		says: 'problem 21',
		neighbour: [['    use_backend be_ws if is_websocket is_upgrade\n', ''], inFrontend('http-request redirect scheme https')],
	},
	{code: 'tunnel-not-applied', fires: [noTunnel, inFrontend('timeout tunnel 1h')], says: 'problem 14', neighbour: [noTunnel, inDefaults('timeout tunnel 1h')]},
	{code: 'tunnel-not-applied', fires: [['timeout tunnel 1h', 'timeout tunnel 0']], says: 'problem 25', neighbour: [['timeout tunnel 1h', 'timeout tunnel 1']]},
	{code: 'tunnel-not-applied', fires: [inBackend('timeout tunnel 2h')], says: 'risk 25', neighbour: [inBackend('timeout server 2h')]},
	{
		code: 'tunnel-not-applied',
		fires: [noTunnel, ['defaults\n', 'defaults old\n    timeout tunnel 1h\ndefaults\n']],
		says: 'problem 5',
		neighbour: [noTunnel, ['defaults\n', 'defaults old\n    timeout tunnel 1h\ndefaults from old\n']],
	},
	{code: 'tunnel-not-applied', fires: [noTunnel, ['backend be_web\n', `backend be_web\n${tunnel}`]], says: 'problem 22', neighbour: []},
	{code: 'timeout-without-unit', fires: [['tunnel 1h', 'tunnel 3600']], says: 'problem 25', neighbour: [['tunnel 1h', 'tunnel 3600000']]},
	{code: 'timeout-without-unit', fires: [['client 30s', 'client 30']], says: 'problem 9', neighbour: [['client 30s', 'client 30000']]},
	{code: 'timeout-without-unit', fires: [['connect 5s', 'connect 5']], says: 'problem 8', neighbour: [['connect 5s', 'connect 5000']]},
	{code: 'timeout-without-unit', fires: [['http-request 10s', 'http-request 10']], says: 'risk 11', neighbour: [['http-request 10s', 'http-request 10000']]},
	{code: 'timeout-without-unit', fires: [inGlobal('hard-stop-after 30')], says: 'risk 3', neighbour: [inGlobal('hard-stop-after 30s')]},
	{
		code: 'timeout-without-unit',
		fires: [inBackend('http-request set-timeout tunnel 86400')],
		says: 'problem 26',
		neighbour: [inBackend('http-request set-timeout tunnel 86400s')],
	},
	{code: 'timeout-trailing-text', fires: [['tunnel 1h', 'tunnel 1h30m']], says: 'risk 25', neighbour: [['tunnel 1h', 'tunnel 90m']]},
	{code: 'timeout-trailing-text', fires: [['client 30s', 'client 30sec']], says: 'note 9', neighbour: []},
	{code: 'timeout-missing', fires: [['    timeout client 30s\n', '']], says: 'risk 4', neighbour: []},
	{
		code: 'timeout-missing',
		fires: [['    timeout connect 5s\n', '    timeout connect 0\n']],
		says: 'risk 4',
		neighbour: [['    timeout connect 5s\n', '    timeout connect "$CONNECT"\n']],
	},
	{code: 'timeout-missing', fires: [...tcp, ['    timeout server 30s\n', ''], noTunnel], says: 'risk 4', neighbour: [...tcp, ['    timeout server 30s\n', '']]},
	{
		code: 'tunnel-unlimited',
		fires: [noTunnel, ['    timeout client 30s\n    timeout server 30s\n', '']],
		says: 'risk 22',
		neighbour: [noTunnel, ['    timeout client 30s\n', '']],
	},
	{
		code: 'tunnel-unlimited',
		fires: [noTunnel, ['    option clitcpka\n', ''], ['    timeout client 30s\n    timeout server 30s\n', '']],
		says: 'problem 21',
		neighbour: [['    option clitcpka\n', '']],
	},
	{
		code: 'tunnel-unlimited',
		fires: [
			['tunnel 1h', 'tunnel 24h'],
			['    option clitcpka\n', ''],
		],
		says: 'risk 24',
		neighbour: [
			['tunnel 1h', 'tunnel 23h'],
			['    option clitcpka\n', ''],
		],
	},
	{code: 'half-closed-lingers', fires: [['tunnel 1h', 'tunnel 2h']], says: 'note 25', neighbour: []},
	{code: 'half-closed-lingers', fires: [['tunnel 1h', 'tunnel 2h\n    timeout server-fin 30s']], says: '', neighbour: []},
	{
		code: 'half-closed-lingers',
		fires: [['tunnel 1h', 'tunnel 2h\n    timeout server-fin 30s']],
		says: 'note 26',
		version: '3.0.5',
		neighbour: [['tunnel 1h', 'tunnel 2h']],
		neighbourVersion: '3.0.5',
	},
	{code: 'timer-order', fires: [twoPasses('', 'timeout tunnel 2h')], says: 'risk 25', neighbour: [twoPasses('', 'timeout tunnel 50m')]},
	{
		code: 'independent-streams',
		fires: [inBackend('option independent-streams')],
		says: 'risk 26',
		neighbour: [inBackend('option independent-streams\n    no option independent-streams')],
	},
	{
		code: 'independent-streams',
		fires: [inDefaults('option independent-streams')],
		says: 'risk 6',
		neighbour: [['    server web1', '    option independent-streams\n    server web1']],
	},
	{
		code: 'websocket-route-shadowed',
		fires: [['    use_backend be_ws', '    use_backend be_web if { path_beg / }\n    use_backend be_ws']],
		says: 'problem 21',
		neighbour: [['    use_backend be_ws', '    use_backend be_web if { path_beg /api }\n    use_backend be_ws']],
	},
	{
		code: 'websocket-route-shadowed',
		fires: [['    use_backend be_ws', '    use_backend be_web if is_websocket\n    use_backend be_ws']],
		says: 'problem 21',
		neighbour: [['    default_backend', '    use_backend be_web if is_websocket\n    default_backend']],
	},
	{
		code: 'websocket-route-shadowed',
		fires: [['    use_backend be_ws if is_websocket is_upgrade', '    use_backend be_web if { path_beg /ws }\n    use_backend be_ws if { path_beg /ws/chat }']],
		says: 'problem 21',
		neighbour: [
			['    use_backend be_ws if is_websocket is_upgrade', '    use_backend be_web if { path_beg /ws/chat }\n    use_backend be_ws if { path_beg /ws }'],
		],
	},
	{code: 'websocket-acl-weak', fires: [['-i websocket', 'WebSocket']], says: 'problem 18', neighbour: [['-i websocket', '-i WebSocket']]},
	{code: 'websocket-acl-weak', fires: [['-i websocket', 'websocket']], says: 'risk 18', neighbour: []},
	{
		code: 'websocket-acl-weak',
		fires: [['hdr(Connection) -i upgrade', 'hdr_sub(Connection) upgrade']],
		says: 'problem 19',
		neighbour: [['hdr(Connection) -i upgrade', 'hdr_sub(Connection),lower -m sub upgrade']],
	},
	{
		code: 'websocket-acl-weak',
		fires: [['if is_websocket is_upgrade', 'if { hdr(upgrade) Websocket } is_upgrade']],
		says: 'problem 20',
		neighbour: [['if is_websocket is_upgrade', 'if { hdr(upgrade) -i Websocket } is_upgrade']],
	},
	{code: 'websocket-acl-weak', fires: [['if is_websocket is_upgrade', 'if is_websocket']], says: 'note 20', neighbour: []},
	{
		code: 'websocket-acl-weak',
		fires: [['if is_websocket is_upgrade', 'if { path /socket.io }']],
		says: 'risk 20',
		neighbour: [['if is_websocket is_upgrade', 'if { path_beg /socket.io }']],
	},
	{
		code: 'websocket-acl-weak',
		fires: [['if is_websocket is_upgrade', 'if is_websocket is_upgrade { hdr(host) ws.example.net }']],
		says: 'note 20',
		neighbour: [['if is_websocket is_upgrade', 'if is_websocket is_upgrade { hdr(host),host_only ws.example.net }']],
	},
	{code: 'websocket-default-backend', fires: images, says: 'risk 12', neighbour: [...images, ['server web1', 'timeout tunnel 1h\n    server web1']]},
	{
		code: 'no-stickiness',
		fires: [[server, `${server}\n    server ws2 127.0.0.1:9003 check maxconn 20000`]],
		says: 'note 24',
		neighbour: [[server, `${server}\n    server ws2 127.0.0.1:9003 check maxconn 20000 backup`]],
	},
	{
		code: 'no-stickiness',
		fires: [[server, 'server-template ws 3 127.0.0.1:9003 check'], inBackend('balance leastconn')],
		says: 'note 24',
		neighbour: [[server, 'server-template ws 3 127.0.0.1:9003 check'], inBackend('balance source')],
	},
	{
		code: 'cookie-incomplete',
		fires: [[server, `${server} cookie a\n    server ws2 127.0.0.1:9003 check`], inBackend('cookie SRV insert')],
		says: 'risk 31',
		neighbour: [[server, `${server} cookie a\n    server ws2 127.0.0.1:9003 check cookie b`], inBackend('cookie SRV insert')],
	},
	{
		code: 'cookie-incomplete',
		fires: [[server, `${server} cookie a\n    server ws2 127.0.0.1:9003 check cookie a`], inBackend('cookie SRV insert')],
		says: 'risk 31',
		neighbour: [[server, `${server}\n    server ws2 127.0.0.1:9003 check`], inBackend('cookie SRV insert dynamic')],
	},
	{code: 'health-check-misses-websocket', fires: [['    http-check expect status 101\n', '']], says: 'problem 27', neighbour: []},
	{
		code: 'health-check-misses-websocket',
		fires: [
			['    option httpchk\n', ''],
			['    http-check expect status 101\n', ''],
		],
		says: 'note 24',
		neighbour: [
			['    option httpchk\n', ''],
			['9002 check', '9002'],
		],
	},
	{
		code: 'forwarded-for-spoofable',
		fires: [inDefaults('option forwardfor')],
		says: 'risk 6',
		neighbour: [inDefaults('option forwardfor'), inFrontend('http-request del-header X-Forwarded-For')],
	},
	{
		code: 'forwarded-for-spoofable',
		fires: [inFrontend('option forwardfor if-none')],
		says: 'risk 14',
		neighbour: [inFrontend('http-request set-header X-Forwarded-For %[src]')],
	},
	{
		code: 'no-rate-limit',
		fires: [noLimit, ['check maxconn 20000', 'check']],
		says: 'note 12',
		neighbour: [noLimit],
	},
	{
		code: 'http2-websocket',
		fires: [[server, 'server ws1 127.0.0.1:9002 proto h2']],
		says: 'risk 29',
		neighbour: [[server, 'server ws1 127.0.0.1:9002 proto h2 ws h1']],
	},
	{code: 'http2-websocket', fires: [['bind :8080', 'bind :8080 alpn h2']], says: 'risk 13', neighbour: [['bind :8080', 'bind :8080 alpn h2,http/1.1']]},
	{
		code: 'http2-websocket',
		fires: [['bind :8080', 'bind :8080 alpn h2,http/1.1']],
		says: 'risk 13',
		version: '3.0.22',
		neighbour: [['bind :8080', 'bind :8080 alpn h2,http/1.1']],
		neighbourVersion: '3.0.23',
	},
	{
		code: 'http2-websocket',
		fires: [['bind :8080', 'bind :8080 alpn h2,http/1.1']],
		says: 'risk 13',
		version: '2.2.0',
		neighbour: [['bind :8080', 'bind :8080 alpn h2,http/1.1'], inGlobal('h2-workaround-bogus-websocket-clients')],
		neighbourVersion: '3.2.18',
	},
	{code: 'mode-tcp', fires: tcp, says: 'note 12', neighbour: []},
	{code: 'mode-tcp', fires: [...tcp, ['bind :8080', 'bind :8080\n    mode tcp']], says: 'note 14', neighbour: [...tcp, ['bind :8080', 'bind :5432']]},
	{code: 'reload-cuts-tunnels', fires: [inGlobal('hard-stop-after 10m')], says: 'risk 3', neighbour: [inGlobal('hard-stop-after 12h')]},
	{
		code: 'reload-cuts-tunnels',
		fires: [inGlobal('mworker-max-reloads 3')],
		says: 'risk 3',
		neighbour: [inGlobal('mworker-max-reloads 500')],
		neighbourVersion: '3.4.0',
	},
	{code: 'reload-cuts-tunnels', fires: [], says: 'note 1', version: '3.3.0', neighbour: [], neighbourVersion: '3.2.0'},
	{
		code: 'marked-down-cuts-tunnels',
		fires: [[server, `${server} on-marked-down shutdown-sessions`]],
		says: 'risk 29',
		neighbour: [['server web1 127.0.0.1:9001 check', 'server web1 127.0.0.1:9001 check on-marked-down shutdown-sessions']],
	},
	{
		code: 'marked-down-cuts-tunnels',
		fires: [inDefaults('default-server on-marked-down shutdown-sessions')],
		says: 'risk 6',
		neighbour: [inDefaults('default-server on-marked-up shutdown-backup-sessions')],
	},
	{code: 'maxconn-order', fires: [inFrontend('maxconn 30000')], says: 'risk 14', neighbour: [inFrontend('maxconn 20000')]},
	{
		code: 'maxconn-order',
		fires: [inFrontend('maxconn 10000'), ['check maxconn 20000', 'check maxconn 5000']],
		says: 'risk 25',
		neighbour: [inFrontend('maxconn 10000'), ['check maxconn 20000', 'check maxconn 10000']],
	},
	{code: 'maxconn-suffix', fires: [['maxconn 20000\n    log', 'maxconn 20k\n    log']], says: 'problem 2', neighbour: [['size 200k', 'size 1m']]},
	{code: 'maxconn-suffix', fires: [['check maxconn 20000', 'check maxconn 20k']], says: 'problem 29', neighbour: []},
	{code: 'file-descriptors', fires: [inGlobal('ulimit-n 30000')], says: 'problem 3', neighbour: [inGlobal('ulimit-n 40200')]},
	{code: 'file-descriptors', fires: [inGlobal('fd-hard-limit 1000')], says: 'risk 3', neighbour: [inGlobal('fd-hard-limit 50000')]},
	{
		code: 'no-tcp-keepalive',
		fires: [['    option clitcpka\n', '']],
		says: 'note 12',
		neighbour: [
			['    option clitcpka\n', ''],
			['bind :8080', 'bind :8080 tcp-ut 30s'],
		],
	},
	{
		code: 'no-tcp-keepalive',
		fires: [['    option clitcpka\n', '    no option clitcpka\n']],
		says: 'note 12',
		neighbour: [
			['    option clitcpka\n', ''],
			['tunnel 1h', 'tunnel 10m'],
		],
	},
	{code: 'log-hides-ends', fires: [inFrontend('option logasap')], says: 'risk 14', neighbour: [inDefaults('option logasap'), inFrontend('no option logasap')]},
	{code: 'log-hides-ends', fires: [inDefaults('option dontlog-normal')], says: 'risk 6', neighbour: [inDefaults('option dontlognull')]},
	{
		code: 'log-hides-ends',
		fires: [['log /dev/log local0', 'log /dev/log local0 notice']],
		says: 'risk 12',
		neighbour: [['log /dev/log local0', 'log /dev/log local0 notice\n    log /dev/log local1 info']],
	},
	{code: 'log-hides-ends', fires: [['    log global\n', '']], says: 'note 11', neighbour: [['    log global\n', '    log 127.0.0.1 local0\n']]},
	{code: 'log-hides-ends', fires: [['    option httplog\n', '']], says: 'risk 11', neighbour: [['    option httplog\n', '    log-format "%ci %ST %ts"\n']]},
	{
		code: 'empty-argument',
		fires: [[server, 'server ws1 127.0.0.1:9002 "" check']],
		says: 'problem 29',
		neighbour: [[server, 'server ws1 127.0.0.1:9002 check']],
	},
	{
		code: 'empty-argument',
		fires: [[server, 'server ws1 127.0.0.1:9002 "$EXTRA" check']],
		says: 'note 29',
		neighbour: [[server, 'server ws1 127.0.0.1:9002 check "$EXTRA"']],
	},
	{
		code: 'empty-argument',
		fires: [inGlobal('unsetenv EXTRA'), [server, 'server ws1 127.0.0.1:9002 "$EXTRA" check']],
		says: 'problem 30',
		neighbour: [inGlobal('setenv EXTRA backup'), [server, 'server ws1 127.0.0.1:9002 "$EXTRA" check']],
	},
	{
		code: 'proxy-protocol',
		fires: [twoPasses(' send-proxy-v2', 'timeout tunnel 50m')],
		says: 'problem 31',
		neighbour: [twoPasses(' send-proxy-v2', 'timeout tunnel 50m'), ['bind 127.0.0.1:8081', 'bind 127.0.0.1:8081 accept-proxy']],
	},
	{
		code: 'proxy-protocol',
		fires: [twoPasses('', 'timeout tunnel 50m'), ['bind 127.0.0.1:8081', 'bind 127.0.0.1:8081 accept-proxy']],
		says: 'problem 29',
		neighbour: [twoPasses('', 'timeout tunnel 50m')],
	},
	{code: 'invalid', fires: [['default_backend be_web', 'default_backend be_wbe']], says: 'problem 21', neighbour: []},
	{code: 'invalid', fires: [['timeout client 30s', 'timeout client infinite']], says: 'problem 9', neighbour: [['timeout client 30s', 'timeout client 0']]},
	{code: 'deprecated-keyword', fires: [inDefaults('clitimeout 30000')], says: 'problem 6', neighbour: [inDefaults('timeout client 30000')]},
	{code: 'deprecated-keyword', fires: [inDefaults('option http-tunnel')], says: 'problem 6', neighbour: [inDefaults('option http-server-close')]},
	{
		code: 'deprecated-keyword',
		fires: [
			['be_ws\n', 'fe\n'],
			['use_backend be_ws', 'use_backend fe'],
		],
		says: 'risk 24',
		neighbour: [],
	},
];
