import {withoutIgnored} from '../../../../source/haproxy/lint/ignore.ts';
import {type LintFinding, lint} from '../../../../source/haproxy/lint/index.ts';
import {parseConfiguration} from '../../../../source/haproxy/parse.ts';
import {routesOf} from '../../../../source/haproxy/route.ts';

/** The findings for one file, or for several. */
export const linted = (text: string | readonly string[], version?: string): readonly LintFinding[] => {
	const texts = typeof text === 'string' ? [text] : text;
	const files = texts.map((each, index) => ({name: index === 0 ? 'haproxy.cfg' : `${index}.cfg`, text: each}));
	const configuration = parseConfiguration({files});
	return withoutIgnored(configuration, lint(configuration, routesOf(configuration), version)).findings;
};

/** `problem config/no-tunnel-timeout 12` */
export const summary = (findings: readonly LintFinding[]): readonly string[] =>
	findings.map(({severity, code, location}) => `${severity} ${code} ${location.line}`);

/** A file that WebSockets can use, of which no rule says anything worse than a note. */
export const sound = `global
    maxconn 20000
    log /dev/log local0
defaults
    mode http
    log global
    option httplog
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    timeout http-request 10s
frontend fe
    bind :8080
    option clitcpka
    stick-table type ip size 200k expire 2m store conn_cur
    http-request track-sc0 src
    http-request deny deny_status 429 if { sc_conn_cur(0) gt 50 }
    acl is_websocket hdr(Upgrade) -i websocket
    acl is_upgrade hdr(Connection) -i upgrade
    use_backend be_ws if is_websocket is_upgrade
    default_backend be_web
backend be_web
    server web1 127.0.0.1:9001 check
backend be_ws
    timeout tunnel 1h
    option httpchk
    http-check send meth GET uri /ws ver HTTP/1.1 hdr Connection Upgrade hdr Upgrade websocket hdr Sec-WebSocket-Version 13 hdr Sec-WebSocket-Key dGhlIHNhbXBsZSBub25jZQ==
    http-check expect status 101
    server ws1 127.0.0.1:9002 check maxconn 20000
`;
