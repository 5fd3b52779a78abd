import type {Row} from './catalogue-types.ts';
import {bytes, drain, handshake, idle, lifetime, notApplicable, nothing, reload, request, unblocked} from './rows.ts';

const haproxyManual = 'haproxy/haproxy:doc/configuration.txt';
const haproxyExample = 'haproxy/haproxy:examples/basic-config-edge.cfg';
const nginxProxy = 'nginx/nginx:src/http/modules/ngx_http_proxy_module.c';
const ingressNginx = 'kubernetes/ingress-nginx:internal/ingress/controller/config/config.go';
const envoyManager = 'envoyproxy/data-plane-api:envoy/extensions/filters/network/http_connection_manager/v3/http_connection_manager.proto';
const envoyProtocol = 'envoyproxy/data-plane-api:envoy/config/core/v3/protocol.proto';
const traefik = 'traefik/traefik:pkg/config/static/static_config.go';
const caddy = 'caddyserver/caddy:modules/caddyhttp/reverseproxy/reverseproxy.go';
const openshift = 'openshift/router:images/router/haproxy/conf/haproxy-config.template';
const haproxyIngress = 'jcmoraisjr/haproxy-ingress:docs/content/en/docs/configuration/keys.md';
const haproxytechIngress = 'haproxytech/kubernetes-ingress:documentation/annotations.md';
const trafficServer = 'apache/trafficserver:doc/admin-guide/files/records.yaml.en.rst';
const serviceConnect =
	'https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/ecs/aws.sdk.kotlin.services.ecs.model/-timeout-configuration/idle-timeout-seconds.html';
const wso2 = 'https://wso2.com/api-platform/docs/cloud/create-api-proxy/my-apis/websocket/quotas-and-limitations.md';
const sample = 'a configuration made after this sample';
const untilTunnel = 'before the upgrade, then the tunnel timer';

/** Reverse proxies, ingress controllers, meshes, gateways, and forward proxies on the client's side. */
// biome-ignore format: a table
export const proxy: readonly Row[] = [
	// HAProxy has no default of its own: these are the values people copy.
	idle('haproxy', 'haproxy-no-default', 'timeout tunnel, client, server', null, bytes, haproxyManual, {ending: 'fin', endingEvidence: 'measured', note: 'Without a tunnel timer the shorter of client and server counts; towards the server 2.6 ends with a RST.'}),
	idle('haproxy', 'haproxy-doc-50s', 'timeout client, server', 50_000, `${bytes}; with independent-streams each direction counts alone`, `${haproxyManual}; Debian 12 haproxy.cfg`, {when: sample, setting: 'timeout tunnel', ending: 'fin', endingEvidence: 'measured', note: 'The manual\'s quick start and the packaged file set no tunnel timer; log cD-- or sD--.'}),
	idle('haproxy', 'haproxy-doc-30s', 'timeout client, server', 30_000, bytes, haproxyManual, {when: sample, setting: 'timeout tunnel', ending: 'fin', endingEvidence: 'measured', note: 'From the manual\'s example of timeout tunnel.'}),
	idle('haproxy', 'haproxy-example-1m', 'timeout client, server', 60_000, bytes, haproxyExample, {when: sample, setting: 'timeout tunnel', ending: 'fin', endingEvidence: 'measured', note: 'The file also sets a tunnel timer of 4 h, which must have been dropped.'}),
	idle('haproxy', 'haproxy-tunnel-1h', 'timeout tunnel', 3_600_000, bytes, haproxyManual, {when: sample, ending: 'fin', endingEvidence: 'measured', note: 'The most common value.'}),
	idle('haproxy', 'haproxy-tunnel-4h', 'timeout tunnel', 14_400_000, bytes, haproxyExample, {when: sample, ending: 'fin', endingEvidence: 'measured'}),

	idle('nginx', 'nginx-proxy-read', 'proxy_read_timeout', 60_000, bytes, nginxProxy, {ending: 'fin', endingEvidence: 'measured', confidence: 'source-code', note: 'Error log: upstream timed out (110) while proxying upgraded connection.'}),
	handshake('nginx', 'nginx-proxy-send', 'proxy_send_timeout', 60_000, unblocked, nginxProxy, {ending: 'fin', confidence: 'source-code', note: 'The backend no longer reads.'}),
	handshake('nginx', 'nginx-send-timeout', 'send_timeout', 60_000, unblocked, 'nginx/nginx:src/http/ngx_http_core_module.c', {ending: 'fin', confidence: 'source-code', note: 'The client vanished or no longer reads while the server sends.'}),
	idle('nginx', 'nginx-stream', 'proxy_timeout', 600_000, bytes, 'nginx/nginx:src/stream/ngx_stream_proxy_module.c', {when: 'stream (layer 4) proxy', ending: 'fin', confidence: 'source-code'}),
	idle('ingress-nginx', 'ingress-nginx-read', 'proxy-read-timeout', 60_000, bytes, ingressNginx, {setting: 'nginx.ingress.kubernetes.io/proxy-read-timeout', ending: 'fin', confidence: 'source-code', note: 'Its documentation suggests 3600 for WebSockets, with proxy-send-timeout.'}),
	drain('ingress-nginx', 'ingress-nginx-shutdown', 'worker-shutdown-timeout', 240_000, reload, ingressNginx, {ending: 'fin', confidence: 'source-code', note: 'Each reload ends the old workers\' WebSockets together, 4 min later.'}),
	idle('ingress-nginx', 'ingress-nginx-stream', 'proxy-stream-timeout', 600_000, bytes, ingressNginx, {when: 'TCP service', ending: 'fin', confidence: 'source-code'}),
	idle('kong', 'kong-read', 'read_timeout', 60_000, bytes, 'Kong/kong:kong/db/schema/entities/services.lua', {setting: 'service.read_timeout', ending: 'fin', confidence: 'source-code'}),
	handshake('kong', 'kong-write', 'write_timeout', 60_000, unblocked, 'Kong/kong:kong/db/schema/entities/services.lua', {setting: 'service.write_timeout', ending: 'fin', confidence: 'source-code'}),
	idle('apisix', 'apisix-none', 'upstream.timeout.read', 60_000, bytes, 'APISIX Admin API', {ending: 'fin', confidence: 'from-memory'}),

	idle('apache', 'apache-wstunnel', 'ProxyTimeout', 60_000, bytes, 'apache/httpd:modules/proxy/mod_proxy_http.c, include/httpd.h', {setting: 'ProxyPass timeout=, ProxyTimeout, Timeout, ProxyWebsocketIdleTimeout', ending: 'fin', endingEvidence: 'measured', confidence: 'source-code', note: 'The worker\'s timeout=, else ProxyTimeout, else Timeout.'}),
	idle('apache', 'apache-distro-timeout', 'Timeout', 300_000, bytes, 'Debian 12 apache2 2.4.71: apache2.conf', {when: 'Debian\'s and Ubuntu\'s apache2.conf', setting: 'Timeout, ProxyTimeout', ending: 'fin'}),
	handshake('apache', 'apache-reqtimeout', 'RequestReadTimeout', 20_000, 'data at MinRate extends it up to 40 s', 'apache/httpd:docs/manual/mod/mod_reqtimeout.xml', {upTo: 40_000, note: 'HTTP 408; gone after the upgrade.'}),

	idle('envoy', 'envoy-stream-idle', 'stream_idle_timeout', 300_000, 'data in either direction, WebSocket pings included; neither HTTP/2 PING nor TCP keepalive', envoyManager, {setting: 'stream_idle_timeout, route idle_timeout', ending: 'fin', note: 'Response flag SI.'}),
	handshake('envoy', 'envoy-route-timeout', 'route timeout', 15_000, nothing, 'envoyproxy/envoy:docs/root/faq/configuration/timeouts.rst', {setting: 'route.timeout', note: 'HTTP 504; never starts on an upgraded connection.'}),
	handshake('envoy', 'envoy-conn-idle', 'idle_timeout', 3_600_000, 'an active stream, which a WebSocket is', envoyProtocol, {setting: 'common_http_protocol_options.idle_timeout', ending: 'fin'}),
	idle('envoy', 'envoy-tcp-idle', 'tcp_proxy idle_timeout', 3_600_000, bytes, 'envoyproxy/data-plane-api:envoy/extensions/filters/network/tcp_proxy/v3/tcp_proxy.proto', {when: 'the port is proxied as TCP', setting: 'tcp_proxy.idle_timeout', ending: 'fin'}),
	lifetime('envoy', 'envoy-max-conn', 'max_connection_duration', null, nothing, envoyProtocol, {ending: 'fin'}),
	idle('istio', 'istio-sidecar-none', 'stream idle', null, notApplicable, 'istio/istio:pilot/pkg/networking/core/listener_builder.go', {setting: 'EnvoyFilter stream_idle_timeout', confidence: 'source-code', note: 'Istio turns Envoy\'s 5 min off.'}),
	idle('istio', 'istio-gateway-stream-idle', 'httpStreamIdleTimeout', 300_000, 'data in either direction', 'istio/istio:pilot/pkg/networking/core/connection_settings.go', {when: 'edge connection settings are on', setting: 'connectionSettings.httpStreamIdleTimeout', ending: 'fin', confidence: 'source-code'}),
	handshake('istio', 'istio-route-timeout', 'route timeout', null, notApplicable, 'istio/api:networking/v1alpha3/virtual_service.proto', {setting: 'VirtualService http.timeout'}),
	idle('istio', 'istio-tcp-idle', 'TCP idleTimeout', 3_600_000, bytes, 'istio/api:networking/v1alpha3/destination_rule.proto', {when: 'TCP or TLS passthrough port', setting: 'DestinationRule connectionPool.tcp.idleTimeout', ending: 'fin'}),
	idle('contour', 'contour-stream-idle', 'stream-idle-timeout', 300_000, 'data in either direction', 'projectcontour/contour:site/content/docs/main/configuration.md', {setting: 'timeouts.stream-idle-timeout', ending: 'fin'}),
	idle('envoy-gateway', 'envoy-gateway-idle', 'streamIdleTimeout', 3_600_000, 'requests (HTTP), bytes (TCP)', 'envoyproxy/gateway:internal/xds/translator/route.go', {when: 'TCP, or a route with a request timeout', setting: 'ClientTrafficPolicy, BackendTrafficPolicy timeout.http.streamIdleTimeout', ending: 'fin', confidence: 'source-code', note: 'Otherwise Envoy\'s 5 min stream idle.'}),
	idle('aws-ecs-sc', 'aws-ecs-sc-http', 'idleTimeoutSeconds', 300_000, 'data in either direction', serviceConnect, {setting: 'serviceConnectConfiguration timeout.idleTimeoutSeconds', ending: 'fin'}),
	idle('aws-ecs-sc', 'aws-ecs-sc-tcp', 'idleTimeoutSeconds (TCP)', 3_600_000, bytes, serviceConnect, {when: 'TCP service', setting: 'timeout.idleTimeoutSeconds', ending: 'fin'}),

	handshake('traefik', 'traefik-read', 'readTimeout', 60_000, nothing, traefik, {setting: 'entryPoints.<name>.transport.respondingTimeouts.readTimeout', ending: 'fin', confidence: 'source-code', note: 'Gone after the upgrade, but cuts TCP routers.'}),
	handshake('traefik', 'traefik-idle', 'idleTimeout', 180_000, request, traefik, {setting: 'transport.respondingTimeouts.idleTimeout', ending: 'fin', confidence: 'source-code'}),
	lifetime('caddy', 'caddy-stream', 'stream_timeout', null, nothing, caddy, {setting: 'reverse_proxy { stream_timeout }', ending: 'fin'}),
	drain('caddy', 'caddy-reload', 'stream_close_delay', 0, reload, caddy, {ending: 'fin', note: 'Each configuration reload ends all WebSockets at once.'}),
	handshake('caddy', 'caddy-idle', 'HTTP idle timeout', 300_000, request, 'caddyserver/caddy:modules/caddyhttp/app.go', {setting: 'servers.timeouts.idle', ending: 'fin', confidence: 'source-code'}),
	idle('varnish', 'varnish-pipe', 'pipe_timeout', 60_000, bytes, 'varnishcache/varnish-cache:include/tbl/params.h', {setting: 'varnishd -p pipe_timeout', ending: 'fin', endingEvidence: 'measured', note: 'WebSockets need return(pipe); pipe_task_deadline, a lifetime, is off.'}),
	idle('yarp', 'yarp', 'ActivityTimeout', 100_000, 'any read or write, WebSocket pings included; neither HTTP/2 PING nor TCP keepalive', 'microsoft/reverse-proxy:src/ReverseProxy/Forwarder/ForwarderRequestConfig.cs', {setting: 'ForwarderRequestConfig.ActivityTimeout', confidence: 'source-code', note: 'The same value as Cloudflare\'s.'}),
	idle('chp', 'chp', '--timeout', null, notApplicable, 'jupyterhub/configurable-http-proxy:README.md', {setting: '--timeout, --proxy-timeout'}),
	idle('trafficserver', 'ats-ws-idle', 'websocket.no_activity_timeout', 600_000, bytes, trafficServer, {setting: 'proxy.config.websocket.no_activity_timeout', ending: 'fin'}),
	lifetime('trafficserver', 'ats-ws-active', 'websocket.active_timeout', 3_600_000, nothing, trafficServer, {setting: 'proxy.config.websocket.active_timeout', ending: 'fin', note: 'Cuts busy connections too, unlike most hours.'}),

	// HAProxy inside, with defaults of their own.
	idle('openshift', 'openshift-tunnel', 'timeout tunnel', 3_600_000, bytes, openshift, {setting: 'haproxy.router.openshift.io/timeout-tunnel, ROUTER_DEFAULT_TUNNEL_TIMEOUT', ending: 'fin', confidence: 'source-code', note: 'On passthrough routes haproxy.router.openshift.io/timeout sets it too.'}),
	idle('openshift', 'openshift-client', 'timeout client, server', 30_000, bytes, openshift, {when: untilTunnel, setting: 'haproxy.router.openshift.io/timeout, ROUTER_DEFAULT_CLIENT_TIMEOUT', ending: 'fin', confidence: 'source-code'}),
	drain('openshift', 'openshift-reload', 'hard-stop-after', null, reload, openshift, {setting: 'ingress.operator.openshift.io/hard-stop-after, ROUTER_HARD_STOP_AFTER', ending: 'fin', confidence: 'source-code'}),
	idle('haproxy-ingress', 'jc-ingress-tunnel', 'timeout-tunnel', 3_600_000, bytes, haproxyIngress, {ending: 'fin'}),
	idle('haproxy-ingress', 'jc-ingress-client', 'timeout-client, timeout-server', 50_000, bytes, haproxyIngress, {when: untilTunnel, ending: 'fin'}),
	drain('haproxy-ingress', 'jc-ingress-stop', 'timeout-stop', 600_000, reload, haproxyIngress, {setting: 'timeout-stop, close-sessions-duration', ending: 'fin', note: 'Ends all WebSockets of the old process 10 min after a reload.'}),
	idle('haproxytech-ingress', 'hapt-ingress-tunnel', 'timeout-tunnel', 3_600_000, bytes, haproxytechIngress, {ending: 'fin'}),
	idle('haproxytech-ingress', 'hapt-ingress-client', 'timeout-client, timeout-server', 50_000, bytes, haproxytechIngress, {when: untilTunnel, ending: 'fin'}),

	idle('wso2', 'wso2-idle', 'WebSocket idle', 240_000, 'traffic', wso2, {configurable: false}),
	lifetime('wso2', 'wso2-max', 'WebSocket maximum duration', 900_000, nothing, wso2, {configurable: false}),

	// In front of the client.
	idle('squid', 'squid-read', 'read_timeout', 900_000, bytes, 'squid-cache/squid:src/cf.data.pre', {ending: 'fin', endingEvidence: 'measured'}),
	lifetime('squid', 'squid-lifetime', 'client_lifetime', 86_400_000, nothing, 'squid-cache/squid:src/cf.data.pre', {ending: 'fin'}),
	idle('zscaler', 'zscaler', 'idle', null, 'unknown', 'no public source found', {unknown: true, configurable: false, confidence: 'from-memory', note: 'It inspects TLS, so the server\'s TCP keepalive never reaches the client.'}),
];
