import type {Recognised} from '../model.ts';
import {clean} from '../text.ts';

type Sign = readonly [product: string, header: string, value?: RegExp];

const cookie = (product: string, name: RegExp): Sign => [product, 'set-cookie', new RegExp(`(?:^|, ?)(${name.source})=`)];
const server = (product: string, name: RegExp): Sign => [product, 'server', new RegExp(`^${name.source}`, 'i')];
const via = (product: string, name: RegExp): Sign => [product, 'via', name];

// Only what a product sets by itself and no other one does; what an application can choose as well, such as the cookie SERVERID, is no sign.
const signs: readonly Sign[] = [
	['cloudflare', 'cf-ray'],
	server('cloudflare', /cloudflare\b/),
	cookie('cloudflare', /__cf_bm|__cflb|_cfuvid/),
	['aws-cloudfront', 'x-amz-cf-id'],
	['aws-cloudfront', 'x-amz-cf-pop'],
	via('aws-cloudfront', /\(CloudFront\)/),
	['azure-frontdoor', 'x-azure-ref'],
	['fastly', 'x-fastly-request-id'],
	['fastly', 'x-served-by', /\bcache-[a-z]{3}/],
	server('akamai', /AkamaiGHost|AkamaiNetStorage/),
	['akamai', 'akamai-grn'],
	cookie('akamai', /ak_bmsc|AKA_A2/),
	['netlify', 'x-nf-request-id'],
	server('netlify', /netlify\b/),
	cookie('aws-alb', /AWSALB(?:TG|APP-\d)?(?:CORS)?/),
	server('aws-alb', /awselb\/2/),
	cookie('aws-clb', /AWSELB(?:CORS)?/),
	['aws-apigw', 'x-amz-apigw-id'],
	['aws-apigw', 'apigw-requestid'],
	cookie('azure-appgw', /ApplicationGatewayAffinity(?:CORS)?/),
	server('azure-appgw', /Microsoft-Azure-Application-Gateway/),
	cookie('azure-appservice', /ARRAffinity(?:SameSite)?/),
	cookie('gcp-lb', /GCLB/),
	via('gcp-lb', /(?:^|, ?)[\d.]+ google(?:,|$)/),
	via('heroku', /\b(?:vegur|heroku-router)\b/),
	['fly', 'fly-request-id'],
	server('fly', /Fly\//),
	['railway', 'x-railway-request-id'],
	['railway', 'x-railway-edge'],
	['render', 'rndr-id'],
	['render', 'x-render-origin-server'],
	cookie('f5', /BIGipServer[^=;, ]*/),
	server('f5', /BIG-?IP/),
	cookie('netscaler', /NSC_[^=;, ]+|citrix_ns_id/),
	server('ingress-nginx', /ingress-nginx\b/),
	server('nginx', /nginx\b|openresty\b/),
	server('istio', /istio-envoy/),
	server('envoy', /envoy\b/),
	['envoy', 'x-envoy-upstream-service-time'],
	['kong', 'x-kong-proxy-latency'],
	via('kong', /\bkong\//i),
	server('kong', /kong\b/),
	server('apisix', /APISIX\b/),
	server('apache', /Apache(?![-\w])/),
	server('caddy', /Caddy\b/),
	via('caddy', /\bCaddy\b/),
	['varnish', 'x-varnish'],
	server('trafficserver', /ATS\//),
	via('trafficserver', /ApacheTrafficServer/),
	['squid', 'x-squid-error'],
	via('squid', /\(squid/),
	server('vercel', /Vercel\b/),
	server('iis', /Microsoft-IIS/),
	server('aspnet', /Kestrel\b/),
	server('cowboy', /Cowboy\b/),
	server('jetty', /Jetty\b/),
	server('uvicorn', /uvicorn\b/),
	server('daphne', /daphne\b/),
	server('hypercorn', /hypercorn/),
	server('gunicorn', /gunicorn\b/),
	server('tornado', /TornadoServer/),
	server('python-websockets', /Python\/\S+ websockets\//),
	server('aiohttp', /Python\/\S+ aiohttp\//),
	['node', 'x-powered-by', /^Express$/],
];

const shown = (name: string, content: string, found: string): string => (name === 'set-cookie' ? `set-cookie: ${found}=…` : `${name}: ${content}`);

const seen = ([product, name, value]: Sign, headers: Readonly<Record<string, string>>): readonly Recognised[] => {
	const content = Object.hasOwn(headers, name) ? headers[name] : undefined;
	const match = content === undefined ? null : (value ?? /^/).exec(content);
	return match && content !== undefined ? [{product, because: clean(shown(name, content, match[1] ?? ''), 80)}] : [];
};

/** The hops that a handshake's response headers (by lower-case name) show, outermost layers first, each with its first sign. What shows nothing may be there all the same. */
export const recognise = (headers: Readonly<Record<string, string>> = {}): readonly Recognised[] => {
	const found = signs.flatMap(sign => seen(sign, headers));
	return found.filter(({product}, index) => found.findIndex(other => other.product === product) === index);
};
