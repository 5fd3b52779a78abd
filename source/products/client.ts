import type {Row} from './catalogue-types.ts';
import {drain, heartbeat, idle, notApplicable} from './rows.ts';

const fromServer = 'any message from the server';

/** What gives up on the client's side, in the kernel, the browser or the client library. */
// biome-ignore format: a table
export const client: readonly Row[] = [
	idle('tcp-keepalive', 'tcp-keepalive', 'TCP keepalive', 7_875_000, 'an ACK from the peer', 'Linux ip-sysctl', {when: 'the peer has vanished', setting: 'tcp_keepalive_time, _intvl, _probes', ending: 'rst', confidence: 'from-memory', note: 'The first probe after 2 h comes too late for every middlebox.'}),
	drain('tcp-retries2', 'tcp-retries2', 'tcp_retries2', 925_000, 'an ACK from the peer', 'torvalds/linux: ip-sysctl', {from: 924_000, upTo: 1_500_000, setting: 'net.ipv4.tcp_retries2, TCP_USER_TIMEOUT', ending: 'silent', note: 'Counts from data nobody acknowledges: the tail of another cause.'}),
	heartbeat('socketio', 'socketio4-client', 'pingInterval + pingTimeout (client)', 45_000, 'an engine.io ping from the server', 'socketio/socket.io:packages/engine.io-client/lib/socket.ts', {setting: 'pingInterval, pingTimeout of the server', ending: 'close-frame', closeCode: 1005, confidence: 'source-code', note: 'Throttled tabs and suspended phones make it fire.'}),
	heartbeat('apollo', 'apollo-stws', 'timeout', 30_000, 'the server\'s ka message', 'apollographql/subscriptions-transport-ws:src/defaults.ts', {ending: 'close-frame', closeCode: 1005, confidence: 'source-code', note: 'Runs only after the first ka.'}),
	idle('apollo', 'apollo-kotlin', 'webSocketIdleTimeoutMillis', 60_000, 'an active operation', 'https://apollographql.github.io/apollo-kotlin/kdoc/apollo-runtime/com.apollographql.apollo3/-apollo-client/-builder/web-socket-idle-timeout-millis.html', {when: 'Kotlin client without active operations', ending: 'close-frame', closeCode: 1000}),
	heartbeat('stompjs', 'stompjs', 'heartbeatIncoming', 20_000, 'any byte from the server', 'stomp-js/stompjs:src/stomp-handler.ts', {upTo: 30_000, ending: 'close-frame', confidence: 'source-code'}),
	heartbeat('okhttp', 'okhttp', 'pingInterval', null, 'a pong', 'square/okhttp:okhttp/src/commonJvmAndroid/kotlin/okhttp3/OkHttpClient.kt', {confidence: 'source-code', note: 'When set: "sent ping but didn\'t receive pong within".'}),
	heartbeat('aspnet-signalr', 'aspnet-signalr-client', 'serverTimeout', 30_000, `${fromServer}, which pings every 15 s`, 'dotnet/AspNetCore.Docs:aspnetcore/signalr/configuration.md', {setting: 'ServerTimeout, serverTimeoutInMilliseconds', ending: 'close-frame', note: '"Server timeout elapsed without receiving a message from the server".'}),
	heartbeat('phoenix', 'phoenix-client', 'heartbeatIntervalMs', 60_000, 'the reply to a heartbeat', 'phoenixframework/phoenix:assets/js/phoenix/socket.js', {ending: 'close-frame', endingEvidence: 'code', closeCode: 1000, confidence: 'source-code', note: 'Reason "heartbeat timeout".'}),
	heartbeat('mqttjs', 'mqttjs', 'keepalive', 90_000, 'PINGRESP or packets', 'mqttjs/MQTT.js:README.md', {from: 60_000, note: 'Its 60 s tie with every hop of 60 s: 30 s or less is safe.'}),
	heartbeat('actioncable', 'actioncable-client', 'staleThreshold', 6_000, 'the server\'s ping message, every 3 s', 'rails/rails:actioncable/app/javascript/action_cable/connection_monitor.js', {upTo: 12_000, setting: 'ConnectionMonitor.staleThreshold', ending: 'close-frame', confidence: 'source-code', note: 'Any stall of 6 to 10 s reconnects.'}),
	heartbeat('pusher', 'pusher-client', 'activityTimeout + pongTimeout', 150_000, 'any message', 'pusher/pusher-js:src/core/defaults.ts', {from: 120_000, setting: 'activityTimeout, pongTimeout', ending: 'close-frame', confidence: 'source-code', note: '120 s of silence is too long for hops of 60 or 100 s.'}),
	heartbeat('ably', 'ably', 'heartbeatInterval', 25_000, 'any activity of Ably, which sends every 15 s', 'ably/docs:src/pages/docs/connect/index.mdx', {ending: 'close-frame'}),
	heartbeat('centrifugo', 'centrifuge-js', 'maxServerPingDelay', 35_000, 'the server\'s ping', 'centrifugal/centrifuge-js:README.md', {ending: 'close-frame'}),
	heartbeat('firefox', 'firefox-ping', 'network.websocket.timeout.ping.request', null, notApplicable, 'Mozilla all.js', {sends: true, confidence: 'source-code', note: 'No browser pings by itself, and no script can.'}),
	heartbeat('chrome', 'chrome-throttle', 'timer throttling in hidden tabs', 60_000, notApplicable, 'Chrome 88 announcement', {sends: true, setting: 'timers in a Web Worker', configurable: false, confidence: 'from-memory', note: 'Heartbeats slip to once a minute about 5 min after the tab is hidden.'}),
];
