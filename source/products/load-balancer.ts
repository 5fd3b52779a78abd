import type {Row} from './catalogue-types.ts';
import {bytes, handshake, idle, lifetime, notApplicable, nothing, packets, request} from './rows.ts';

const octavia = 'openstack/octavia:api-ref/source/parameters.yaml';
const scaleway = 'scaleway/scaleway-cloud-controller-manager:docs/loadbalancer-annotations.md';
const nlb = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html';
const apiGateway = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html';
const appGateway = 'MicrosoftDocs/azure-docs:articles/application-gateway/application-gateway-faq.yml';
const googleLoadBalancing = 'https://cloud.google.com/load-balancing/docs/https/request-distribution';
const railway = 'railwayapp/docs:content/docs/networking/public-networking/specs-and-limits.md';
const oracle = 'https://docs.oracle.com/en-us/iaas/Content/Balance/Reference/connectionreuse.htm';
const netscaler = 'https://support.citrix.com/external/article/137362';

/** Load balancers and the front doors of platforms. */
// biome-ignore format: a table
export const loadBalancer: readonly Row[] = [
	idle('aws-alb', 'aws-alb-idle', 'idle timeout', 60_000, 'data in either direction, WebSocket pings included; neither HTTP/2 PING nor TCP keepalive', 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
		{setting: 'idle_timeout.timeout_seconds', settable: [1_000, 4_000_000]}),
	handshake('aws-alb', 'aws-alb-keepalive', 'client keepalive duration', 3_600_000, nothing, 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html',
		{setting: 'client_keep_alive.seconds', settable: [60_000, 604_800_000], ending: 'fin', note: 'Ends after one more request, which an upgraded connection never sends; unproven for WebSockets.'}),
	idle('aws-clb', 'aws-clb', 'idle timeout', 60_000, 'data in either direction; not TCP keepalive', 'https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/elasticloadbalancing/aws.sdk.kotlin.services.elasticloadbalancing.model/-load-balancer-attributes/connection-settings.html',
		{setting: 'ConnectionSettings.IdleTimeout', settable: [1_000, 4_000_000], note: 'WebSockets need its TCP or SSL listeners.'}),
	idle('aws-nlb', 'aws-nlb-tcp', 'TCP idle timeout', 350_000, packets, nlb,
		{setting: 'tcp.idle_timeout.seconds', settable: [60_000, 6_000_000], ending: 'silent', endingEvidence: 'quoted', note: 'Silent when it expires; whoever sends next gets a RST.'}),
	idle('aws-nlb', 'aws-nlb-tls', 'TLS listener idle timeout', 350_000, 'data; TCP keepalive does not help', nlb, {when: 'TLS listener', ending: 'silent', endingEvidence: 'quoted', configurable: false, note: 'Whoever sends next gets a RST.'}),
	idle('aws-apigw', 'aws-apigw-idle', 'WebSocket idle', 600_000, 'messages in either direction; pings reported to count', apiGateway, {ending: 'close-frame', closeCode: 1001, configurable: false}),
	lifetime('aws-apigw', 'aws-apigw-max', 'connection duration', 7_200_000, nothing, apiGateway, {ending: 'close-frame', closeCode: 1001, configurable: false}),
	idle('aws-gwlb', 'aws-gwlb', 'TCP idle timeout', 350_000, packets, 'AWS Gateway Load Balancer guide', {setting: 'tcp.idle_timeout.seconds', settable: [60_000, 6_000_000], ending: 'silent', confidence: 'from-memory'}),

	idle('azure-lb', 'azure-lb', 'rule idle timeout', 240_000, packets, 'MicrosoftDocs/azure-docs:articles/load-balancer/load-balancer-tcp-reset.md',
		{setting: 'idleTimeoutInMinutes, enableTcpReset', settable: [240_000, 6_000_000], ending: 'silent', endingEvidence: 'quoted', note: 'With enableTcpReset both ends get a RST as it expires.'}),
	idle('azure-appgw', 'azure-appgw-request', 'request timeout', 20_000, 'bytes from the backend (reported)', 'MicrosoftDocs/azure-docs:articles/application-gateway/application-gateway-websocket.md',
		{setting: 'backendHttpSettings.requestTimeout', settable: [1_000, 86_400_000], confidence: 'from-memory', note: 'That it bounds WebSockets is documented; the 20 s default is from memory (30 s by older tools).'}),
	idle('azure-appgw', 'azure-appgw-vip', 'public frontend TCP idle timeout', 240_000, packets, appGateway, {setting: 'public IP idleTimeoutInMinutes', settable: [240_000, 1_800_000]}),
	idle('azure-appgw', 'azure-appgw-private', 'private frontend TCP idle timeout', 300_000, packets, appGateway, {when: 'private frontend address', configurable: false}),
	idle('azure-appgw', 'azure-appgw-h2', 'HTTP/2 frontend idle', 180_000, 'HTTP/2 stream activity', appGateway, {when: 'HTTP/2 client', configurable: false}),
	idle('azure-appservice', 'azure-appservice', 'front-end idle', 230_000, 'data in either direction; pings reported to count', 'https://azure-advice.com/2024/08/26/navigating-the-230-second-timeout-in-azure-app-service-technical-insights-and-developer-considerations',
		{upTo: 240_000, configurable: false, confidence: 'reported', note: 'Documented for requests; seen on idle WebSockets too.'}),

	lifetime('gcp-lb', 'gcp-backend-timeout', 'timeoutSec', 30_000, nothing, 'agau4779/ingress-gce:examples/websocket', {setting: 'backendService.timeoutSec, BackendConfig timeoutSec', settable: [1_000, 2_147_483_647_000], note: 'Bounds the age of a WebSocket: no heartbeat saves it.'}),
	handshake('gcp-lb', 'gcp-lb-client-keepalive', 'client keep-alive', 610_000, request, googleLoadBalancing, {setting: 'httpKeepAliveTimeoutSec', ending: 'fin'}),
	handshake('gcp-lb', 'gcp-lb-backend-keepalive', 'backend keep-alive', 600_000, request, googleLoadBalancing, {ending: 'fin', configurable: false}),

	idle('heroku', 'heroku', 'router idle (H15)', 55_000, 'each byte from client or application, pings included', 'https://devcenter.heroku.com/articles/http-routing#timeouts', {configurable: false, note: 'Logged as H15 or H28; the first byte is due within 30 s (H12).'}),
	idle('fly', 'fly-proxy', 'idle_timeout', 60_000, 'bytes in either direction (reported)', 'superfly/docs:reference/configuration.html.markerb; 0ptim/JellyChat issue 47', {setting: 'http_service.http_options.idle_timeout', confidence: 'reported', note: 'The setting is documented, its default only reported.'}),
	handshake('railway', 'railway-http', 'HTTP keep-alive', 60_000, request, railway, {ending: 'fin', configurable: false}),
	idle('railway', 'railway-ws', 'WebSocket idle', null, notApplicable, railway, {configurable: false, note: 'No limit on WebSockets.'}),
	lifetime('render', 'render', 'WebSocket', null, notApplicable, 'Render documentation', {unknown: true, configurable: false, confidence: 'from-memory', note: 'Ends with each deploy; a cut near 100 s is the Cloudflare in front of it.'}),
	idle('digitalocean-lb', 'digitalocean-lb', 'http_idle_timeout_seconds', 60_000, 'bytes in either direction (presumed)', 'digitalocean/digitalocean-cloud-controller-manager:docs/controllers/services/annotations.md', {settable: [30_000, 600_000]}),
	idle('hetzner', 'hetzner-lb', 'timeout_idle', null, 'activity of client and server', 'hetznercloud/hcloud-cloud-controller-manager:docs/reference/load_balancer_annotations.md', {unknown: true, setting: 'load-balancer.hetzner.cloud/http-timeout-idle', settable: [30_000, 300_000], note: 'The default is not in the source; 60 s from memory.'}),
	idle('oci-lb', 'oci-lb-http', 'listener idle timeout', 60_000, 'a receive resets the receive timer, a send the send timer, neither the other', `${oracle}; oracle/oci-cloud-controller-manager:docs/load-balancer-annotations.md`, {note: 'A busy one-way stream is cut all the same.'}),
	idle('oci-lb', 'oci-lb-tcp', 'listener idle timeout (TCP)', 300_000, 'two receives, or two sends, each with a timer of its own', 'oracle/oci-cloud-controller-manager:docs/load-balancer-annotations.md', {when: 'TCP listener', setting: 'oci-load-balancer-connection-idle-timeout'}),
	handshake('oci-lb', 'oci-lb-keepalive', 'client keep-alive', 65_000, request, oracle, {ending: 'fin', configurable: false}),
	idle('huawei-elb', 'huawei-elb-http', 'HTTP idle timeout', 60_000, 'requests or data of the client', 'https://support.huaweicloud.com/intl/en-us/drawer-cce/Ingress_k8s_annotation__kubernetes_io_elb_keepalive_timeout.html', {setting: 'kubernetes.io/elb.keepalive_timeout', settable: [0, 4_000_000]}),
	idle('huawei-elb', 'huawei-elb-tcp', 'TCP idle timeout', 300_000, packets, 'https://support.huaweicloud.com/intl/en-us/drawer-cce/Service_k8s_annotation__kubernetes_io_elb_keepalive_timeout.html', {when: 'TCP listener', setting: 'kubernetes.io/elb.keepalive_timeout', settable: [10_000, 4_000_000]}),
	idle('linode', 'linode-nb', 'NodeBalancer idle', 300_000, bytes, 'Linode documentation', {configurable: false, confidence: 'from-memory'}),

	// HAProxy inside.
	idle('octavia', 'octavia-client', 'timeout_client_data', 50_000, bytes, octavia, {ending: 'fin', note: 'Its HAProxy gets no tunnel timer: WebSockets meet this one.'}),
	idle('octavia', 'octavia-member', 'timeout_member_data', 50_000, bytes, octavia, {ending: 'fin'}),
	idle('scaleway', 'scaleway-tunnel', 'timeout tunnel', 600_000, bytes, scaleway, {setting: 'scw-loadbalancer-timeout-tunnel', ending: 'fin'}),
	idle('scaleway', 'scaleway-server', 'timeout server', 10_000, bytes, scaleway, {when: 'before the upgrade, then the tunnel timer', setting: 'scw-loadbalancer-timeout-server', ending: 'fin', note: 'Bites slow handshakes and long polling.'}),

	// Appliances and kernels.
	idle('f5', 'f5-tcp', 'idle-timeout', 300_000, 'any packet of the flow (fastL4), data on either side (standard)', 'https://clouddocs.f5.com/products/extensions/f5-appsvcs-extension/latest/refguide/schemaref/L4_Profile.schema.json.html', {setting: 'idle-timeout, reset-on-timeout', ending: 'rst', endingEvidence: 'quoted'}),
	idle('nsx', 'nsx-http', 'HTTP profile idle_timeout', 15_000, 'bytes', 'NSX HTTP application profile', {when: 'HTTP application profile', confidence: 'from-memory'}),
	idle('nsx', 'nsx-fasttcp', 'fast TCP profile idle_timeout', 1_800_000, packets, 'vmware/terraform-provider-nsxt:docs/resources/policy_lb_fast_tcp_application_profile.md', {when: 'fast TCP application profile'}),
	idle('nsx', 'nsx-alb-fastpath', 'session_idle_timeout', 300_000, packets, 'https://developer.broadcom.com/xapis/nsx-t-data-center-rest-api/3.2.1/schemas_ALBTCPFastPathProfile.html', {when: 'Avi TCP fast path', settable: [5_000, 14_400_000]}),
	idle('netscaler', 'netscaler-client', 'cltTimeout', 180_000, 'data from the client; from both sides on a WebSocket', netscaler, {settable: [0, 31_536_000_000], ending: 'rst', confidence: 'from-memory', note: '9000 s on TCP and SSL_TCP; both defaults from memory.'}),
	idle('netscaler', 'netscaler-server', 'svrTimeout', 360_000, 'data from the server', netscaler, {ending: 'rst', confidence: 'from-memory', note: '9000 s on TCP; both defaults from memory.'}),
	idle('ipvs', 'ipvs-tcp', 'TCP timeout', 900_000, packets, 'torvalds/linux:net/netfilter/ipvs/ip_vs_proto_tcp.c', {setting: 'ipvsadm --set, kube-proxy --ipvs-tcp-timeout', ending: 'silent', confidence: 'source-code', note: 'Later packets are dropped, or answered with a RST by the director.'}),
	idle('dpvs', 'dpvs-tcp', 'TCP established', 90_000, packets, 'two public forks of ip_vs', {ending: 'silent', confidence: 'reported', note: 'That DPVS and the Alibaba LVS share it is from memory.'}),
	idle('a10', 'a10', 'TCP template idle-timeout', null, 'unknown', 'no public source found', {unknown: true, setting: 'slb template tcp idle-timeout', confidence: 'from-memory', note: 'Often quoted as 120 s.'}),
	idle('barracuda', 'barracuda', 'Session Timeout', null, 'unknown', 'no public source found', {unknown: true, confidence: 'from-memory', note: 'Often quoted as 60 s.'}),
];
