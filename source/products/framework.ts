import type {Row} from './catalogue-types.ts';
import {drain, fromClient, handshake, heartbeat, idle, lifetime, notApplicable, pong, unblocked} from './rows.ts';

const engineServer = 'socketio/socket.io:packages/engine.io/lib/server.ts';
const springHandler = 'spring-projects/spring-framework:spring-websocket (SubProtocolWebSocketHandler.java)';
const signalr = 'SignalR/SignalR:src/Microsoft.AspNet.SignalR.Core/Configuration/DefaultConfigurationManager.cs';
const keptAlive = 'sent by the server';

/** WebSocket libraries and the protocols above, on the server's side. */
// biome-ignore format: a table
export const framework: readonly Row[] = [
	// JavaScript.
	idle('ws', 'ws-none', 'idle timeout', null, notApplicable, 'websockets/ws:README.md', {setting: 'the application\'s own heartbeat', ending: 'close-frame'}),
	heartbeat('ws', 'ws-readme-heartbeat', 'README heartbeat', 60_000, pong, 'websockets/ws:README.md', {when: 'the README\'s heartbeat was copied', from: 30_000, setting: 'setInterval(…, 30000)', ending: 'fin', endingEvidence: 'measured', note: 'terminate(): no Close frame.'}),
	drain('ws', 'ws-close-timeout', 'closeTimeout', 30_000, 'the peer\'s Close frame or FIN', 'websockets/ws:doc/ws.md', {ending: 'fin', endingEvidence: 'measured', note: 'A connection that lingers 30 s after a Close frame.'}),
	heartbeat('socketio', 'socketio4', 'pingInterval + pingTimeout', 45_000, 'an engine.io pong; neither WebSocket pings nor data', engineServer, {setting: 'pingInterval, pingTimeout', ending: 'close-frame', endingEvidence: 'measured', closeCode: 1005, confidence: 'source-code', note: 'Version 4; disconnect reason "ping timeout".'}),
	heartbeat('socketio', 'socketio3', 'pingInterval + pingTimeout (v3)', 30_000, 'an engine.io pong', 'Socket.IO documentation', {when: 'version 3', setting: 'pingTimeout', ending: 'close-frame', closeCode: 1005, confidence: 'from-memory'}),
	heartbeat('socketio', 'socketio2', 'pingInterval + pingTimeout (v2)', 30_000, 'a ping packet from the client', 'socketio/socket.io:docs/engine.io-protocol/v3.md', {when: 'version 2', setting: 'pingInterval, pingTimeout', ending: 'close-frame', closeCode: 1005, note: 'Version 1: 85 s.'}),
	handshake('socketio', 'socketio-upgrade', 'upgradeTimeout', 10_000, 'the upgrade probe completing', engineServer, {ending: 'fin', confidence: 'source-code', note: 'Goes on with polling.'}),
	lifetime('socketio', 'socketio-connect', 'connectTimeout', 45_000, 'the CONNECT packet', 'socketio/socket.io:packages/socket.io/lib/index.ts', {when: 'the client joins no namespace', ending: 'close-frame', closeCode: 1005, confidence: 'source-code', note: 'Hits every plain WebSocket client.'}),
	heartbeat('sockjs', 'sockjs-heartbeat', 'heartbeat_delay', 25_000, keptAlive, 'sockjs/sockjs-node:README.md', {sends: true, note: 'Keeps the path alive.'}),
	heartbeat('graphqlws', 'graphqlws-keepalive', 'keepAlive', 24_000, pong, 'enisdenjo/graphql-ws:src/use/ws.ts', {from: 12_000, ending: 'fin', endingEvidence: 'measured', confidence: 'source-code', note: 'Pings at 12 s, terminates 12 s later.'}),
	lifetime('graphqlws', 'graphqlws-init', 'connectionInitWaitTimeout', 3_000, 'the connection_init message', 'enisdenjo/graphql-ws:src/server.ts', {when: 'no connection_init comes', ending: 'close-frame', endingEvidence: 'measured', closeCode: 4408, confidence: 'source-code'}),
	heartbeat('hasura', 'hasura-ka', 'keep-alive interval', 5_000, keptAlive, 'hasura/graphql-engine', {sends: true, setting: 'HASURA_GRAPHQL_WEBSOCKET_KEEPALIVE', note: 'A cut in spite of it is a lifetime.'}),
	heartbeat('faye', 'faye-timeout', 'timeout', 45_000, 'a message or ping', 'faye/faye:site/src/pages/node.haml', {when: 'configured as in the documentation\'s example'}),
	heartbeat('meteor', 'meteor-ddp', 'heartbeatInterval + heartbeatTimeout', 33_000, 'a DDP message or pong', 'meteor/meteor: livedata_connection', {from: 32_000, setting: 'heartbeatInterval, heartbeatTimeout', ending: 'close-frame', confidence: 'source-code', note: '32.5 s; Rocket.Chat too.'}),

	// Java, .NET.
	lifetime('spring', 'spring-first-message', 'timeToFirstMessage', 60_000, 'the first STOMP frame', springHandler, {when: 'no STOMP frame comes', upTo: 90_000, setting: 'WebSocketTransportRegistration.setTimeToFirstMessage', ending: 'close-frame', endingEvidence: 'code', closeCode: 4500, confidence: 'source-code'}),
	heartbeat('spring', 'spring-simplebroker', 'simple broker heartbeat', 30_000, 'a heartbeat or frame of the client', 'spring-projects/spring-framework:spring-messaging (SimpleBrokerMessageHandler.java)', {when: 'a TaskScheduler is set', setting: 'setHeartbeatValue', ending: 'close-frame', confidence: 'source-code', note: 'Three times the heartbeat of 10 s.'}),
	handshake('spring', 'spring-sendlimit', 'sendTimeLimit', 10_000, unblocked, springHandler, {setting: 'setSendTimeLimit', ending: 'close-frame', endingEvidence: 'code', closeCode: 4500, confidence: 'source-code', note: 'A slow client.'}),
	heartbeat('java-websocket', 'java-websocket', 'connectionLostTimeout', 90_000, pong, 'TooTallNate/Java-WebSocket:src/main/java/org/java_websocket/AbstractWebSocket.java', {upTo: 120_000, setting: 'setConnectionLostTimeout', closeCode: 1006, confidence: 'source-code', note: '1.5 times the value, seen at its next tick.'}),
	idle('vertx', 'vertx', 'idleTimeout', null, notApplicable, 'eclipse-vertx/vert.x:vertx-core/src/main/java/io/vertx/core/net/TCPSSLOptions.java', {ending: 'fin', confidence: 'source-code'}),
	idle('netty', 'netty-none', 'IdleStateHandler', null, notApplicable, 'netty/netty', {confidence: 'source-code'}),
	heartbeat('ktor', 'ktor', 'timeoutMillis', 15_000, pong, 'ktorio/ktor:ktor-server/ktor-server-plugins/ktor-server-websockets (WebSockets.kt)', {when: 'pingPeriod is set', ending: 'close-frame', closeCode: 1011, confidence: 'source-code', note: 'Counts from the ping; samples ping every 15 s.'}),
	heartbeat('aspnet-signalr', 'aspnet-signalr-server', 'ClientTimeoutInterval', 30_000, 'any message from the client, which pings every 15 s', 'aspnet/SignalR:src/Microsoft.AspNetCore.SignalR.Core/Internal/HubOptionsSetup.cs', {setting: 'HubOptions.ClientTimeoutInterval', ending: 'close-frame', confidence: 'source-code'}),
	lifetime('aspnet-signalr', 'aspnet-signalr-handshake', 'HandshakeTimeout', 15_000, 'the handshake message', 'dotnet/AspNetCore.Docs:aspnetcore/signalr/configuration.md', {when: 'no SignalR handshake comes', ending: 'close-frame', note: 'Hits every plain WebSocket client.'}),
	heartbeat('signalr-classic', 'signalr-classic-disconnect', 'DisconnectTimeout', 30_000, 'traffic; it sends a keepalive every 10 s', signalr, {setting: 'GlobalHost.Configuration.DisconnectTimeout', confidence: 'source-code'}),
	handshake('signalr-classic', 'signalr-classic-conn', 'ConnectionTimeout', 110_000, 'a message', signalr, {confidence: 'source-code', note: 'A rhythm of 110 s means that it fell back to long polling.'}),
	heartbeat('aspnet', 'aspnet-ws-keepalive', 'KeepAliveInterval', 120_000, keptAlive, 'ASP.NET Core documentation and samples', {sends: true, setting: 'WebSocketOptions.KeepAliveInterval', note: 'Too slow for hops of 60 or 100 s.'}),

	// Elixir, brokers.
	idle('phoenix', 'phoenix', 'socket timeout', 60_000, fromClient, 'phoenixframework/phoenix:lib/phoenix/endpoint.ex', {setting: 'socket "/socket", websocket: [timeout: …]', ending: 'close-frame', endingEvidence: 'code', closeCode: 1000, note: 'The JavaScript client sends every 30 s; under Bandit the code is 1002.'}),
	heartbeat('rabbitmq', 'rabbit-mqtt', 'MQTT keepalive × 1.5', 90_000, 'any MQTT packet from the client', 'rabbitmq/rabbitmq-server:deps/rabbitmq_mqtt/src/rabbit_mqtt_keepalive.erl', {from: 45_000, upTo: 120_000, setting: 'keepalive of the client', confidence: 'source-code', note: '90 s for the common keepalive of 60 s.'}),
	heartbeat('emqx', 'emqx', 'MQTT keepalive × 1.5', 90_000, 'any MQTT packet from the client', 'emqx/emqx:apps/emqx/src/emqx_schema.erl', {from: 45_000, upTo: 120_000, setting: 'mqtt.keepalive_multiplier', confidence: 'source-code'}),

	// Python.
	heartbeat('python-websockets', 'py-websockets', 'ping_interval + ping_timeout', 40_000, pong, 'python-websockets/websockets:docs/topics/keepalive.rst', {from: 20_000, setting: 'ping_interval, ping_timeout', ending: 'close-frame', endingEvidence: 'measured', closeCode: 1011, note: 'Reason "keepalive ping timeout", then FIN.'}),
	heartbeat('aiohttp', 'aiohttp-ws', 'heartbeat', null, 'any data received', 'aio-libs/aiohttp:docs/web_reference.rst', {ending: 'fin', endingEvidence: 'measured', closeCode: 1006, note: 'When set, gone after 1.5 times its value without a Close frame.'}),
	heartbeat('tornado', 'tornado-ws', 'websocket_ping_interval', null, pong, 'tornadoweb/tornado:tornado/websocket.py', {ending: 'close-frame', endingEvidence: 'measured', closeCode: 1000, note: 'When set: reason "ping timed out", FIN 5 s later.'}),
	idle('gevent', 'gevent', 'idle timeout', null, notApplicable, 'gevent-websocket and eventlet', {configurable: false, confidence: 'from-memory'}),

	// Ruby, Go, Rust, PHP.
	heartbeat('anycable', 'anycable', '--ping_interval', 3_000, keptAlive, 'anycable/anycable-go:node/config.go', {sends: true, setting: '--ping_interval, --pong_timeout', ending: 'close-frame', closeCode: 1001, confidence: 'source-code', note: 'Ends connections only with --pong_timeout.'}),
	heartbeat('gorilla', 'gorilla-chat', 'pongWait', 60_000, pong, 'gorilla/websocket:examples/chat/client.go', {when: 'the chat example was copied', setting: 'pongWait, pingPeriod', ending: 'fin', confidence: 'source-code', note: 'No Close frame; its pings every 54 s just beat hops of 60 s.'}),
	idle('coder-websocket', 'coder-ws', 'context deadline', null, notApplicable, 'coder/websocket:close.go', {ending: 'close-frame', confidence: 'source-code'}),
	idle('tungstenite', 'tungstenite', 'idle timeout', null, notApplicable, 'snapview/tungstenite-rs:src/protocol/mod.rs', {setting: 'the application\'s own', confidence: 'source-code', note: 'A pong leaves only while the application reads.'}),
	heartbeat('centrifugo', 'centrifugo', 'ping_interval + pong_timeout', 33_000, 'a command or pong of the client', 'centrifugal/centrifugo:internal/configtypes/types.go', {from: 20_000, upTo: 35_000, setting: 'client.ping_interval, client.pong_timeout', ending: 'close-frame', endingEvidence: 'code', closeCode: 3012, confidence: 'source-code', note: 'Reason "no pong".'}),
	heartbeat('ratchet', 'ratchet', 'enableKeepAlive', 60_000, pong, 'ratchetphp/Ratchet:src/Ratchet/WebSocket/WsServer.php', {from: 30_000, ending: 'fin', confidence: 'source-code'}),
];
