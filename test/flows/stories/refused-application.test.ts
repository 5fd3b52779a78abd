import {stories} from '../../helpers/story.ts';

const ok = {status: 101};
const stripped = 'upgrade/header-stripped';
const missed = 'upgrade/route-missed';
const origin = 'upgrade/origin-rejected';
const auth = 'upgrade/auth-required';
const endpoint = 'upgrade/not-an-endpoint';
const unsticky = 'session/no-stickiness';
const accepted = {status: 101, headers: {upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-accept': 'x'}};

// What the application says itself.
stories('refused', [
	['gravitational/teleport#10843', {upgrade: {status: 403, bodyStart: '{"Code":403,"Message":"origin not allowed"}'}, path: ['nginx']}, [origin]],
	['filebrowser/filebrowser#380', {upgrade: {status: 403, bodyStart: "websocket: 'Origin' header value not allowed"}, path: ['nginx']}, [origin]],
	['spring CORS', {upgrade: {status: 403, bodyStart: 'Invalid CORS request'}, path: ['haproxy', 'spring']}, [origin]],
	['tornado', {upgrade: {status: 403, bodyStart: 'Cross origin websockets not allowed'}, path: ['apache', 'tornado']}, [origin]],
	['coder/websocket', {upgrade: {status: 403, bodyStart: 'request Origin "https://app.example" is not authorized for Host "127.0.0.1:3000"'}}, [origin]],
	['telemt_panel#77', {upgrade: {status: 403}, upgradeWithoutOrigin: ok, path: ['nginx']}, [origin], [auth]],
	['telemt_panel#77, not the origin', {upgrade: {status: 403}, upgradeWithoutOrigin: {status: 403}, upgradeAtBackend: ok, path: ['nginx']}, [], [origin, auth]],
	['rails/actioncable', {upgrade: {status: 404}, upgradeWithoutOrigin: ok, path: ['haproxy', 'actioncable']}, [origin]],
	['mterwill/office-hours-help-queue#13', {upgrade: {status: 404}, upgradeWithoutOrigin: {status: 404}}, []],
	['dwyl/learn-phoenix#99', {upgrade: {status: 403}, upgradeAtBackend: ok, path: ['nginx', 'phoenix']}, [origin], [auth, stripped]],
	['herdr-studio#22', {upgrade: {status: 403}, upgradeAtHaproxy: {status: 403}, upgradeAtBackend: ok, path: ['haproxy']}, [origin], [auth, missed]],
	['TwitchDropsMiner#113', {upgrade: {status: 403}, upgradeAtBackend: ok, path: ['cloudflare', 'nginx']}, [origin], [auth, 'upgrade/blocked']],
	['403 here and there', {upgrade: {status: 403}, upgradeAtBackend: {status: 403}, path: ['nginx']}, [], [origin, auth, endpoint]],

	// Credentials.
	['coder/code-server#1348', {upgrade: {status: 401, headers: {'www-authenticate': 'Basic realm="x"'}}, path: ['haproxy']}, [auth]],
	['Athou/commafeed#1167', {upgrade: {status: 401}, upgradeAtBackend: ok, path: ['apache']}, [auth]],
	['a forward proxy', {upgrade: {status: 407, headers: {'proxy-authenticate': 'NTLM'}}, path: ['squid', 'haproxy']}, [auth]],
	['oauth2-proxy#62', {upgrade: {status: 403}, path: ['nginx']}, [], [auth, origin]],

	// Redirects.
	[
		'websocket-rails#432',
		{url: 'ws://staging.example/websocket', upgrade: {status: 301, headers: {location: 'https://staging.example/websocket'}}, path: ['nginx']},
		['upgrade/redirected'],
	],
	['TooTallNate/Java-WebSocket#602', {upgrade: {status: 302}, upgradeAtBackend: ok, path: ['openshift']}, ['upgrade/redirected']],
	['socketio/socket.io#3394', {upgrade: {status: 301}, upgradeAtBackend: {status: 301}}, ['upgrade/redirected'], [endpoint]],
	[
		'Cloudflare Access',
		{
			upgrade: {status: 302, headers: {location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login/app'}},
			upgradeAtHaproxy: ok,
			path: ['cloudflare', 'haproxy'],
		},
		['upgrade/redirected', auth],
	],
	['308 for a slash', {url: 'wss://app.example/ws', upgrade: {status: 308, headers: {location: '/ws/'}}}, ['upgrade/redirected']],

	// No endpoint there.
	['laravel-websockets', {upgrade: {status: 404}, upgradeAtBackend: {status: 404}, path: ['nginx']}, [endpoint]],
	['Ryshard uWebSockets#540', {upgrade: {status: 200}, upgradeAtBackend: {status: 200}, path: ['iis']}, [endpoint]],
	['405 on both', {upgrade: {status: 405}, upgradeAtBackend: {status: 405}, path: ['haproxy']}, [endpoint]],
	['400 on both', {upgrade: {status: 400}, upgradeAtBackend: {status: 400}, path: ['haproxy']}, [endpoint]],
	['websockets/ws#1297', {upgrade: {status: 426}, upgradeAtBackend: {status: 426}}, ['upgrade/version-rejected'], [endpoint]],
	['me-no-dev/ESPAsyncWebServer#101', {upgrade: {status: 500}, upgradeAtBackend: {status: 500}, path: ['haproxy']}, [endpoint]],
	['playframework/play1#1184', {upgrade: {status: 426}}, ['upgrade/version-rejected']],
	['an old hybi', {upgrade: {status: 400, headers: {'sec-websocket-version': '13, 8'}}}, ['upgrade/version-rejected']],

	// The answer is 101, and no client takes it.
	['mattermost/mattermost#5386', {upgrade: {status: 101, acceptValid: false}, path: ['iis']}, ['upgrade/accept-mismatch']],
	['koding/websocketproxy#40', {upgrade: {status: 101, headers: {upgrade: 'websocket', connection: 'Upgrade'}}}, ['upgrade/accept-mismatch']],
	['a 101 in order', {upgrade: accepted}, []],
	['a 101 of which little is told', {upgrade: {status: 101, headers: {server: 'nginx'}}}, []],

	// Subprotocols and the client's own request.
	['OCPP', {upgrade: {status: 400, bodyStart: 'Unsupported Sec-WebSocket-Protocol'}}, ['upgrade/subprotocol-rejected']],
	['graphql', {upgrade: {status: 400, bodyStart: 'Subprotocol required'}, path: ['haproxy']}, ['upgrade/subprotocol-rejected']],
	['ws without a key', {upgrade: {status: 400, bodyStart: 'Missing or invalid Sec-WebSocket-Key header'}}, ['upgrade/client-handshake', stripped]],
	[
		'haproxy/haproxy#1642',
		{
			upgrade: {status: 400, bodyStart: '<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n'},
			termination: 'PR--',
			path: ['haproxy'],
			upgradeAtBackend: ok,
		},
		['upgrade/client-handshake'],
		[missed],
	],
	[
		'haproxy/haproxy#2876',
		{
			upgrade: {status: 400},
			log: '192.0.2.9:5 [20/Nov/2026:12:20:32.886] fe fe/<NOSRV> -1/-1/-1/-1/0 400 187 - - PR-- 1/1/0/0/0 0/0 "<BADREQ>"',
			upgradeAtBackend: ok,
			path: ['haproxy'],
		},
		['upgrade/client-handshake'],
		[missed],
	],

	// Sessions of transports that begin with another request.
	[
		'socketio/socket.io#4433',
		{
			url: 'wss://app.example/socket.io/?EIO=4&transport=websocket&sid=a',
			upgrade: {status: 400, bodyStart: '{"code":1,"message":"Session ID unknown"}'},
			path: ['apache'],
		},
		[unsticky],
	],
	[
		'aspnet/SignalR#984',
		{url: 'wss://app.example/notification?id=d0fc384a', upgrade: {status: 404, bodyStart: 'No Connection with that ID'}, path: ['pf', 'iis']},
		[unsticky],
	],

	// HTTP/2.
	['traefik/traefik#7853', {upgrade: ok, upgradeOverHttp2: {status: 500}, path: ['traefik']}, ['upgrade/http2-fails']],
	['haproxy/haproxy#162', {upgrade: ok, upgradeOverHttp2: {status: 400}, someClients: true, path: ['haproxy']}, ['upgrade/http2-fails']],
	['OliveTin/OliveTin#643', {url: 'wss://app.example/', upgrade: ok, upgradeOverHttp2: ok, someClients: true}, []],
	['a 200 is how HTTP/2 says 101', {upgrade: ok, upgradeOverHttp2: {status: 200}}, []],

	// Statuses that tell nothing.
	['sindresorhus/filenamify#22', {url: 'ws://app.example:3000/socket.io/?EIO=3&transport=websocket', upgrade: {status: 400}}, []],
	['liftoff/GateOne#665', {upgrade: {status: 403}}, []],
	['rack/rack#1730', {upgrade: {status: 404}, path: ['traefik']}, []],
	['duolicious#1410 (a rate, as 403)', {upgrade: {status: 403}, upgradeWithoutOrigin: {status: 403}}, []],
	['UKGovernmentBEIS/inspect_k8s_sandbox#36', {upgrade: {status: 500}, path: ['aws-nlb', 'kube-apiserver']}, []],
]);

const wrong = (rows: Parameters<typeof stories>[1]) => stories('wrong-server', rows);
const two =
	'defaults\n  mode http\nfrontend fe\n  bind :80\n  default_backend be\nbackend be\n  balance roundrobin\n  server a 192.0.2.1:80\n  server b 192.0.2.2:80\n';
const cookied = two
	.replace('  balance roundrobin\n', '  cookie SERVERID insert indirect nocache\n')
	.replace(':80\n  server b', ':80 cookie a\n  server b')
	.replace('192.0.2.2:80\n', '192.0.2.2:80 cookie b\n');
const kept = 'session/cookie-not-kept';

wrong([
	['socketio/socket.io#3065', {upgrade: {status: 400, bodyStart: '{"code":1,"message":"Session ID unknown"}'}, path: ['haproxy']}, [unsticky]],
	['dotnet/aspnetcore#9917', {upgrade: {status: 404, bodyStart: 'No Connection with that ID'}, path: ['azure-appservice']}, [unsticky]],
	['wasp-lang/wasp#2040', {upgrade: {status: 400}, upgradeAtBackend: ok, path: ['fly']}, [unsticky], [stripped]],
	[
		'dotnet/aspnetcore#13944',
		{url: 'wss://app.example/hub', upgrade: {status: 404, headers: {'set-cookie': 'AWSALB=x; Path=/'}}, upgradeAtBackend: ok, path: ['aws-alb']},
		[unsticky, kept],
	],
	['round robin', {url: 'ws://app.example/', upgrade: ok, config: two}, [unsticky]],
	['round robin, refused', {url: 'ws://app.example/', upgrade: {status: 400}, config: two}, [unsticky]],
	['source', {url: 'ws://app.example/', upgrade: ok, config: two.replace('roundrobin', 'source')}, []],
	['one server', {url: 'ws://app.example/', upgrade: ok, config: two.replace('  server b 192.0.2.2:80\n', '')}, []],
	['a backup', {url: 'ws://app.example/', upgrade: ok, config: two.replace('192.0.2.2:80', '192.0.2.2:80 backup')}, []],
	['a cookie, all in order', {url: 'ws://app.example/', upgrade: ok, config: cookied}, []],
	['a server without its value', {url: 'ws://app.example/', upgrade: ok, config: cookied.replace(' cookie b', '')}, [kept]],
	['Secure over ws', {url: 'ws://app.example/', upgrade: {status: 101, headers: {'set-cookie': 'SERVERID=a; path=/; Secure'}}, config: cookied}, [kept]],
	['Secure over wss', {url: 'wss://app.example/', upgrade: {status: 101, headers: {'set-cookie': 'SERVERID=a; path=/; Secure'}}}, []],
	['another path', {url: 'wss://app.example/socket', upgrade: {status: 101, headers: {'set-cookie': 'AWSALB=a; Path=/app'}}, path: ['aws-alb']}, [kept]],
	['RocketChat/Rocket.Chat#6341', {upgrade: ok, path: ['nginx']}, []],
	['another cause', {upgrade: {status: 401}, path: ['nginx']}, ['upgrade/auth-required']],
]);
