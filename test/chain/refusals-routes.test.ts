import {behind, closing, configurationOf, judged, type Lines, row} from '../helpers/behind.ts';
import {has, pathOf} from '../helpers/one-fault.ts';
import {ownHaproxy} from '../helpers/own-haproxy.ts';
import type {Opened} from '../helpers/refuses.ts';

// Which way the request goes.
row(
	'an ACL that misses the path',
	'upgrade/route-missed',
	behind({
		frontend: ['acl is_ws path_beg /socket', 'use_backend websocket if is_ws'],
		more: ['backend web', '\thttp-request return status 404'],
		fallback: 'web',
	}),
	{
		line: 'acl is_ws',
		hop: 'haproxy',
	},
);
row(
	'an ACL that misses the host',
	'upgrade/route-missed',
	behind({
		frontend: ['acl is_ws hdr(host) -i app.example', 'use_backend websocket if is_ws'],
		more: ['backend web', '\thttp-request return status 200'],
		fallback: 'web',
	}),
	{
		line: 'acl is_ws',
	},
);
row(
	'a rule above that wins',
	'upgrade/route-missed',
	behind({
		frontend: ['use_backend web if { path_beg / }', 'use_backend websocket if { path_beg /ws }'],
		more: ['backend web', '\thttp-request return status 404'],
		fallback: 'web',
	}),
	{
		line: 'use_backend web',
	},
);
row(
	'a path that is rewritten',
	'upgrade/path-rewritten',
	behind(
		{backend: ['http-request set-path /api%[path]']},
		judged(request => (pathOf(request) === '/ws' ? undefined : {status: 404})),
	),
	{
		line: 'set-path',
		suspects: ['upgrade/path-rewritten', 'upgrade/route-missed'],
		vaguely: ['upgrade/route-missed'],
	},
);
row(
	'a prefix that is cut once too often',
	'upgrade/path-rewritten',
	behind(
		{backend: ['http-request replace-path ^/app(/.*)$ \\1']},
		{...judged(request => (pathOf(request) === '/app/ws' ? undefined : {status: 404})), path: '/app/ws'},
	),
	{
		line: 'replace-path',
		suspects: ['upgrade/path-rewritten', 'upgrade/route-missed'],
		vaguely: ['upgrade/route-missed'],
	},
);
row(
	'a rewriting that the server accepts, and a route that leads elsewhere',
	null,
	behind(
		{frontend: ['http-request set-path /other', 'use_backend web if { path /other }'], more: ['backend web', '\thttp-request return status 404']},
		judged(() => undefined),
	),
	{suspects: ['upgrade/path-rewritten', 'upgrade/route-missed'], code: 'upgrade/route-missed'},
);
row(
	'a path that nobody serves',
	'upgrade/not-an-endpoint',
	behind(
		{},
		judged(() => ({status: 404})),
	),
	{hop: 'backend', suspects: ['upgrade/not-an-endpoint', 'upgrade/route-missed'], vaguely: []},
);
row(
	'a host that the server does not serve',
	'upgrade/not-an-endpoint',
	behind(
		{},
		judged(request => (has(request, 'host', /^127\.0\.0\.1/) ? undefined : {status: 404})),
	),
	{says: /under its own address it accepts/},
);
row('a redirect by a rule', 'upgrade/redirected', behind({frontend: ['http-request redirect scheme https code 301 unless { ssl_fc }']}), {
	line: 'redirect scheme',
	says: /HAProxy itself answered/,
});

// HAProxy's own refusals.
row('a rule that denies', 'upgrade/blocked', behind({frontend: ['http-request deny if { src 127.0.0.0/8 }']}), {
	line: 'deny if',
	hop: 'haproxy',
	says: /HAProxy itself answered/,
	suspects: ['upgrade/blocked', 'upgrade/origin-rejected'],
});
row('a rule on the origin', 'upgrade/origin-rejected', behind({frontend: ['http-request deny unless { req.hdr(origin) -m sub localhost }']}), {
	line: 'deny unless',
	suspects: ['upgrade/origin-rejected', 'upgrade/blocked'],
});
row(
	'credentials by a rule',
	'upgrade/auth-required',
	behind({more: ['userlist people', '\tuser one insecure-password two'], frontend: ['http-request auth realm a unless { http_auth(people) }']}),
	{line: 'http-request auth'},
);
const counting = (status: string) => ({
	frontend: [
		'stick-table type ip size 1k expire 30s store http_req_cnt',
		'http-request track-sc0 src',
		`http-request deny ${status}if { sc_http_req_cnt(0) gt 0 }`,
	],
});
row('a limit with 429', 'upgrade/rate-limited', behind(counting('deny_status 429 ')), {line: 'deny_status 429', says: /HAProxy itself answered/});
row('a limit with 403', 'upgrade/rate-limited', behind(counting('')), {
	line: 'deny if',
	certainty: 'likely',
	suspects: ['upgrade/rate-limited', 'upgrade/origin-rejected'],
	vaguely: [],
});
row(
	'a limit that is reached after some handshakes',
	'upgrade/rate-limited',
	behind({
		...counting('deny_status 429 '),
		frontend: [...counting('').frontend.slice(0, 2), 'http-request deny deny_status 429 if { sc_http_req_cnt(0) gt 6 }'],
	}),
	{says: /of \d+ handshakes fail/},
);

// A hop in front.
const inFront = (front: Lines, product: string) => async (): Promise<Opened> => {
	const inner = await behind({})();
	const [, port = ''] = (inner.haproxy ?? '').split(':');
	const outer = await ownHaproxy(own => configurationOf(front, own, [Number(port)]));
	const {config: _, ...rest} = inner;
	return {...rest, url: `ws://localhost:${outer.port}/ws`, path: [product, 'haproxy'], close: closing([outer, inner])};
};
row(
	'a hop in front that drops the upgrade',
	'upgrade/header-stripped',
	inFront({backend: ['http-request del-header upgrade', 'http-request del-header connection']}, 'nginx'),
	{
		hop: 'nginx',
		says: /answered: HAProxy, asked directly, answers 101/,
		suspects: ['upgrade/header-stripped', 'upgrade/route-missed'],
		vaguely: ['upgrade/route-missed'],
	},
);
row(
	'a hop in front that has it switched off',
	'upgrade/websockets-off',
	inFront({frontend: ['http-request return status 403 content-type text/plain string "denied" hdr server envoy']}, 'envoy'),
	{
		hop: 'envoy',
		vaguely: ['upgrade/origin-rejected'],
	},
);
