import type {Row} from './catalogue-types.ts';
import {bytes, fromClient, handshake, heartbeat, idle, lifetime, notApplicable, nothing, pong, request, unblocked} from './rows.ts';

const cloudRun = 'https://cloud.google.com/run/docs/triggering/websockets';
const daphneOptions = 'django/daphne:daphne/cli.py';

/** Application servers, runtimes, brokers, and platforms that run the application. */
// biome-ignore format: a table
export const appServer: readonly Row[] = [
	// Platforms.
	lifetime('gcp-cloudrun', 'gcp-cloudrun-default', 'request timeout', 300_000, nothing, cloudRun, {setting: '--timeout', settable: [1_000, 3_600_000], note: 'A WebSocket is one long request: busy ones are cut too.'}),
	lifetime('gcp-cloudrun', 'gcp-cloudrun-max', 'longest request timeout', 3_600_000, nothing, cloudRun, {when: '--timeout at its maximum', setting: '--timeout'}),
	lifetime('vercel', 'vercel-fn', 'maxDuration', 300_000, nothing, 'Vercel documentation', {confidence: 'from-memory', note: 'Older functions serve no WebSocket at all.'}),
	idle('blaxel', 'blaxel', 'sandbox WebSocket idle', 900_000, 'any data, ping and pong included', 'https://docs.blaxel.ai/knowledge-base/troubleshooting/websocket-connection-timeouts-and-15-minute-limit', {configurable: false}),
	idle('kubelet', 'kubelet-stream', 'streamingConnectionIdleTimeout', 14_400_000, bytes, 'kubernetes/kubernetes:pkg/kubelet/apis/config', {confidence: 'source-code', note: 'Hardened distributions set 5 min; exec, attach and port-forward.'}),
	lifetime('kube-apiserver', 'kube-apiserver-watch', '--min-request-timeout', 1_800_000, nothing, 'kube-apiserver reference', {upTo: 3_600_000, note: 'Watches end at random between once and twice the value.'}),
	heartbeat('slack', 'slack', 'Socket Mode refresh', null, 'a ping message', 'no public source found', {unknown: true, ending: 'close-frame', configurable: false, confidence: 'from-memory', note: 'Sends a disconnect message first.'}),

	// JavaScript.
	handshake('node', 'node-request', 'server.requestTimeout', 300_000, nothing, 'nodejs/node:doc/api/http.md', {note: 'HTTP 408; an upgraded socket has left it behind.'}),
	handshake('node', 'node-keepalive', 'server.keepAliveTimeout', 5_000, request, 'Node.js documentation', {ending: 'fin', confidence: 'from-memory', note: '502 or ECONNRESET on polling behind a proxy that keeps longer.'}),
	handshake('node', 'node-headers', 'server.headersTimeout', 60_000, nothing, 'Node.js documentation', {confidence: 'from-memory', note: 'HTTP 408.'}),
	idle('node', 'node-old-timeout', 'server.timeout', 120_000, 'bytes on the socket', 'nodejs/node:doc/api/https.md', {when: 'Node.js before 13, or server.setTimeout()', ending: 'fin', note: 'ws and Socket.IO turn it off on upgrade.'}),
	idle('uwebsockets', 'uwebsockets', 'idleTimeout', 120_000, 'anything from the client, pongs included; it pings shortly before', 'uNetworking/uWebSockets:src/App.h', {confidence: 'source-code', note: 'At most 960 s; maxLifetime is off.'}),
	idle('bun', 'bun', 'websocket.idleTimeout', 120_000, 'messages or pings received', 'oven-sh/bun: type declarations'),
	heartbeat('deno', 'deno', 'idleTimeout', 30_000, 'a pong or any frame', 'denoland/deno:ext/websocket/01_websocket.js', {from: 15_000, ending: 'close-frame', endingEvidence: 'code', closeCode: 1001, confidence: 'source-code', note: 'Reason "No response from ping frame."; pings at half its value.'}),
	idle('soketi', 'soketi', 'idleTimeout', 120_000, 'anything from the client', 'soketi/soketi:src/server.ts', {confidence: 'source-code'}),

	// Java and .NET.
	idle('jetty', 'jetty-ws', 'WebSocket idle timeout', 30_000, bytes, 'jetty/jetty.project:jetty-core/jetty-websocket (WebSocketConstants.java)', {setting: 'Session.setIdleTimeout, JettyWebSocketServerContainer.setIdleTimeout', ending: 'close-frame', endingEvidence: 'code', closeCode: 1001, confidence: 'source-code', note: 'Jetty 10 to 12; reason "Connection Idle Timeout".'}),
	idle('jetty', 'jetty-ws-9', 'WebSocketPolicy idleTimeout', 300_000, bytes, 'Jetty 9 documentation; danneu/kog issue 21', {when: 'Jetty 9', setting: 'WebSocketPolicy.setIdleTimeout', ending: 'close-frame', closeCode: 1001, confidence: 'reported'}),
	idle('jetty', 'jetty-connector', 'connector idleTimeout', 30_000, bytes, 'jetty/jetty.project:documentation/jetty/modules/operations-guide/pages/modules/standard.adoc', {when: 'until the WebSocket\'s own idle timeout', setting: 'jetty.http.idleTimeout', ending: 'fin'}),
	idle('tomcat', 'tomcat-ws', 'maxSessionIdleTimeout', null, 'a read or a write: both must be older', 'apache/tomcat:java/org/apache/tomcat/websocket/WsSession.java', {setting: 'Session.setMaxIdleTimeout, READ_IDLE_TIMEOUT_MS', ending: 'close-frame', endingEvidence: 'code', closeCode: 1001, confidence: 'source-code'}),
	handshake('tomcat', 'tomcat-send', 'BLOCKING_SEND_TIMEOUT', 20_000, unblocked, 'apache/tomcat:java/org/apache/tomcat/websocket/Constants.java', {ending: 'close-frame', confidence: 'source-code', note: 'A slow client.'}),
	idle('undertow', 'undertow-ws', 'WebSocket idle', null, notApplicable, 'undertow-io/undertow:websockets-jsr (ServerWebSocketContainer.java)', {setting: 'Session.setMaxIdleTimeout, UndertowOptions.IDLE_TIMEOUT', ending: 'fin', confidence: 'source-code', note: 'When set it closes without a Close frame.'}),
	handshake('undertow', 'undertow-norequest', 'NO_REQUEST_TIMEOUT', 60_000, request, 'undertow-io/undertow:core/src/main/java/io/undertow/Undertow.java', {ending: 'fin', confidence: 'source-code'}),
	idle('micronaut', 'micronaut', 'idle-timeout', 300_000, 'reads and writes', 'micronaut-projects/micronaut-core:http-server (HttpServerConfiguration.java)', {setting: 'micronaut.server.idle-timeout', ending: 'fin', confidence: 'source-code', note: 'read-idle and write-idle too, on WebSockets as well.'}),
	idle('pekko', 'pekko-akka', 'idle-timeout', 60_000, bytes, 'apache/pekko-http:http-core/src/main/resources/reference.conf', {setting: 'pekko.http.server.idle-timeout, akka.http.server.idle-timeout', ending: 'rst', endingEvidence: 'quoted', note: 'No Close frame.'}),
	idle('play', 'play', 'idleTimeout', 75_000, 'bytes', 'playframework/playframework:transport/server/play-server/src/main/resources/reference.conf', {setting: 'play.server.http.idleTimeout', ending: 'fin', confidence: 'source-code', note: 'It sends no pings by default.'}),
	handshake('iis', 'iis-connection', 'connectionTimeout', 120_000, 'bytes on the HTTP connection', 'http://www.slowtick.com/pages/az-appgw-timeouts', {setting: 'system.applicationHost limits connectionTimeout', confidence: 'reported', note: 'Its WebSocket module pings by a setting of its own.'}),

	// Erlang and Elixir.
	idle('cowboy', 'cowboy', 'idle_timeout', 60_000, fromClient, 'ninenines/cowboy:doc/src/manual/cowboy_websocket.asciidoc', {upTo: 66_000, ending: 'close-frame', endingEvidence: 'code', closeCode: 1000, note: 'What the server sends does not help.'}),
	idle('bandit', 'bandit', 'read_timeout', 60_000, fromClient, 'mtrudel/thousand_island:lib/thousand_island.ex; mtrudel/bandit:lib/bandit/websocket/connection.ex', {setting: 'read_timeout, WebSock timeout', ending: 'close-frame', endingEvidence: 'code', closeCode: 1002, confidence: 'source-code', note: 'Alone among the 60 s suspects in using 1002.'}),
	idle('rabbitmq', 'rabbit-web', 'ws_opts.idle_timeout', 60_000, 'bytes from the client: MQTT PINGREQ, STOMP heartbeat, WebSocket ping', 'rabbitmq/rabbitmq-server:deps/rabbitmq_web_mqtt/priv/schema/rabbitmq_web_mqtt.schema', {setting: 'web_mqtt.ws_opts.idle_timeout, web_stomp.ws_opts.idle_timeout', ending: 'close-frame', closeCode: 1000, confidence: 'source-code', note: 'Cowboy\'s default: an MQTT keepalive of 60 s or more comes too late.'}),
	idle('emqx', 'emqx-ws', 'websocket.idle_timeout', 7_200_000, 'WebSocket data from the client', 'emqx/emqx:apps/emqx/src/emqx_schema.erl', {setting: 'listeners.ws.$name.websocket.idle_timeout', confidence: 'source-code'}),

	// Python.
	heartbeat('uvicorn', 'uvicorn', '--ws-ping-timeout', 40_000, pong, 'encode/uvicorn:docs/settings.md', {from: 20_000, setting: '--ws-ping-interval, --ws-ping-timeout', ending: 'close-frame', endingEvidence: 'measured', closeCode: 1011, note: 'Reason "keepalive ping timeout"; the wsproto implementation sends no pings.'}),
	handshake('uvicorn', 'uvicorn-keepalive', '--timeout-keep-alive', 5_000, request, 'encode/uvicorn:uvicorn/config.py', {ending: 'fin', confidence: 'source-code'}),
	lifetime('daphne', 'daphne-max', '--websocket_timeout', 86_400_000, nothing, daphneOptions, {ending: 'close-frame', endingEvidence: 'code', closeCode: 1000, confidence: 'source-code'}),
	heartbeat('daphne', 'daphne-ping', '--ping-timeout', 50_000, pong, 'django/daphne:daphne/server.py', {from: 30_000, setting: '--ping-interval, --ping-timeout', confidence: 'source-code', note: 'Drops the TCP connection.'}),
	handshake('daphne', 'daphne-connect', '--websocket_connect_timeout', 5_000, 'the application\'s accept()', daphneOptions, {confidence: 'source-code', note: 'HTTP 403.'}),
	heartbeat('hypercorn', 'hypercorn', '--websocket-ping-interval', null, notApplicable, 'pgjones/hypercorn:src/hypercorn/config.py', {confidence: 'source-code'}),
	lifetime('gunicorn', 'gunicorn', '--timeout', 30_000, 'the worker\'s heartbeat, which a sync worker busy with a WebSocket never gives', 'benoitc/gunicorn:gunicorn/config.py', {when: 'sync workers', ending: 'fin', note: 'Ends all connections of the worker; gevent and uvicorn workers are safe.'}),
	handshake('aiohttp', 'aiohttp-keepalive', 'keepalive_timeout', 3_630_000, request, 'aio-libs/aiohttp:aiohttp/web_protocol.py', {ending: 'fin', confidence: 'source-code', note: 'Was 75 s.'}),
	heartbeat('jupyter', 'jupyter', 'ws_ping_timeout', 90_000, pong, 'jupyter-server/jupyter_server:jupyter_server/base/websocket.py', {upTo: 120_000, setting: 'ws_ping_interval, ws_ping_timeout', ending: 'close-frame', closeCode: 1005, confidence: 'source-code', note: 'Log: WebSocket ping timeout.'}),

	// Ruby, Go, Rust, PHP, others.
	handshake('puma', 'puma', 'persistent_timeout', 65_000, request, 'puma/puma:lib/puma/configuration.rb', {ending: 'fin', confidence: 'source-code'}),
	handshake('go-net-http', 'go-hijack', 'ReadTimeout, WriteTimeout, IdleTimeout', null, notApplicable, 'golang/go:src/net/http/server.go', {confidence: 'source-code', note: 'An upgrade clears them all.'}),
	lifetime('mercure', 'mercure', 'write_timeout', 600_000, nothing, 'dunglas/mercure:docs/deployment/configuration.md', {when: 'server-sent events', ending: 'fin'}),
	handshake('actix', 'actix', 'keep_alive', 5_000, request, 'actix/actix-web:actix-http/src/keep_alive.rs', {setting: 'HttpServer::keep_alive', ending: 'fin', confidence: 'source-code'}),
	heartbeat('reverb', 'reverb', 'ping_interval', 60_000, 'a pong or any message', 'laravel/reverb:config/reverb.php', {upTo: 180_000, setting: 'REVERB_APP_PING_INTERVAL, activity_timeout', confidence: 'source-code', note: 'Sends pusher:error 4201 as a message first; checked each minute.'}),
	idle('swoole', 'swoole', 'heartbeat_idle_time', 600_000, fromClient, 'swoole/docs:public/en/server/setting.md', {when: 'configured as in the manual\'s example', setting: 'heartbeat_idle_time, heartbeat_check_interval', upTo: 660_000, ending: 'fin'}),
	heartbeat('nats', 'nats', 'ping_max', 360_000, 'any data or PONG from the client', 'nats-io/nats-server:server/const.go', {from: 240_000, setting: 'ping_interval, ping_max', ending: 'close-frame', endingEvidence: 'code', closeCode: 1001, confidence: 'source-code', note: 'Says "Stale Connection" first; its 2 min pings save no path of 60 or 100 s.'}),
];
