import test from 'ava';
import fc from 'fast-check';
import {layerOf, products} from '../../../source/products/index.ts';
import {recognise} from '../../../source/products/recognise.ts';

const shows = test.macro({
	exec: (t, headers: Readonly<Record<string, string>>, ...expected: ReadonlyArray<readonly [product: string, because: string]>) =>
		t.deepEqual(
			recognise(headers),
			expected.map(([product, because]) => ({product, because})),
		),
	title: (_, headers) => JSON.stringify(headers).slice(0, 80),
});

test(shows, {});
test(shows, {upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-accept': 'x'});
test(shows, {'cf-ray': '8e2bdf7d3d6a2aa0-LAX', server: 'cloudflare'}, ['cloudflare', 'cf-ray: 8e2bdf7d3d6a2aa0-LAX']);
test(shows, {via: '1.1 0123abcd.cloudfront.net (CloudFront)'}, ['aws-cloudfront', 'via: 1.1 0123abcd.cloudfront.net (CloudFront)']);
test(shows, {'set-cookie': 'AWSALB=c2VjcmV0; Path=/, AWSALBCORS=c2VjcmV0; Path=/'}, ['aws-alb', 'set-cookie: AWSALB=…']);
test(shows, {'set-cookie': 'AWSALBTG=x'}, ['aws-alb', 'set-cookie: AWSALBTG=…']);
test(shows, {'set-cookie': 'AWSELB=x'}, ['aws-clb', 'set-cookie: AWSELB=…']);
test(shows, {'set-cookie': 'id=1; Path=/, ARRAffinity=5; HttpOnly'}, ['azure-appservice', 'set-cookie: ARRAffinity=…']);
test(shows, {'set-cookie': 'BIGipServerpool_ws=1677787402.36895.0000'}, ['f5', 'set-cookie: BIGipServerpool_ws=…']);
test(shows, {'set-cookie': 'NSC_ws-vip=ffffffff'}, ['netscaler', 'set-cookie: NSC_ws-vip=…']);
test(shows, {'set-cookie': 'SERVERID=ws1; path=/'});
test(shows, {'set-cookie': 'note=AWSALB; Path=/'});
test(shows, {via: '1.1 google', 'set-cookie': 'GCLB=x'}, ['gcp-lb', 'set-cookie: GCLB=…']);
test(shows, {via: '1.1 google'}, ['gcp-lb', 'via: 1.1 google']);
test(shows, {via: '1.1 googleish'});
test(shows, {via: '1.1 vegur', server: 'Cowboy'}, ['heroku', 'via: 1.1 vegur'], ['cowboy', 'server: Cowboy']);
test(shows, {server: 'nginx/1.25.3'}, ['nginx', 'server: nginx/1.25.3']);
test(shows, {server: 'istio-envoy', 'x-envoy-upstream-service-time': '3'}, ['istio', 'server: istio-envoy'], ['envoy', 'x-envoy-upstream-service-time: 3']);
test(shows, {server: 'Apache/2.4.57 (Debian)'}, ['apache', 'server: Apache/2.4.57 (Debian)']);
test(shows, {server: 'Apache-Coyote/1.1'});
test(
	shows,
	{'cf-ray': 'x', 'set-cookie': 'AWSALB=x', server: 'uvicorn'},
	['cloudflare', 'cf-ray: x'],
	['aws-alb', 'set-cookie: AWSALB=…'],
	['uvicorn', 'server: uvicorn'],
);

test('every product is one of the catalogue, and hops come outermost first', t => {
	const all = recognise({
		...{'cf-ray': 'x', 'x-amz-cf-id': 'x', 'x-azure-ref': 'x', 'x-fastly-request-id': 'x', 'akamai-grn': 'x', 'x-nf-request-id': 'x', 'x-amz-apigw-id': 'x'},
		...{
			'set-cookie': 'AWSALB=1, AWSELB=1, ApplicationGatewayAffinity=1, ARRAffinity=1, GCLB=1, BIGipServer=1, NSC_a=1',
			via: '1.1 vegur, 1.1 Caddy (squid, ApacheTrafficServer',
		},
		...{'fly-request-id': 'x', 'x-railway-edge': 'x', 'rndr-id': 'x', 'x-kong-proxy-latency': '1', 'x-varnish': '1', 'x-powered-by': 'Express'},
	});
	t.true(all.length > 20);
	for (const {product} of all) t.true(products.includes(product), product);
	const order = ['cdn', 'load-balancer', 'proxy', 'app-server', 'framework'];
	const layers = all.map(({product}) => order.indexOf(layerOf(product)));
	t.deepEqual(
		layers,
		[...layers].sort((a, b) => a - b),
	);
});

test('whatever the headers are, it ends soon and prints no control characters', t => {
	const text = fc.string({unit: 'binary', maxLength: 3000});
	fc.assert(
		fc.property(fc.dictionary(fc.oneof(fc.constantFrom('server', 'via', 'set-cookie', 'cf-ray', '__proto__', 'constructor'), text), text), headers => {
			for (const {because} of recognise(headers)) t.true(because.length <= 80 && !/\p{Cc}/u.test(because));
		}),
	);
});
