import type {Plan} from '../../../source/ui/draft.ts';

const never = () => Promise.reject(new Error('a frame writes nothing'));

const words = `
Why
  timers: client-fin and server-fin 30s end a half-closed connection.

Sizes
  maxconn: 1250 connections = 1000 WebSockets and a quarter more, at least 20

Checked
  haproxy -c (2.6.12): accepts it, without a warning
  ws-doctor lint: no problem and no risk

Then
  haproxy -c -V -f haproxy.cfg
`;

const text = `# WebSockets behind HAProxy 2.6.12, made by ws-doctor setup.

frontend public
    bind :80
    acl is_websocket hdr(Upgrade) -i websocket
    default_backend websocket

backend websocket
    timeout tunnel 1h
    server websocket1 10.0.0.7:8080
`;

const diff = `--- /etc/haproxy/haproxy.cfg
+++ /etc/haproxy/haproxy.cfg
@@ -7,1 +7,3 @@
     bind :80
+    acl is_websocket hdr(Upgrade) -i websocket
+    use_backend websocket if is_websocket
`;

/** What a set-up leads to: a new file. */
export const newFile: Plan = {
	...{kind: 'new', replaces: false, path: 'haproxy.cfg', text, good: true, commands: ['haproxy -c -V -f haproxy.cfg', 'systemctl reload haproxy']},
	...{words: () => words, write: never, prove: never},
};

/** What it leads to: a change of the operator's own. */
export const change: Plan = {...newFile, kind: 'changed', replaces: true, path: '/etc/haproxy/haproxy.cfg', text: diff};
