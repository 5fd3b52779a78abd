import {behind, type Lines, row} from '../helpers/behind.ts';
import {oneFault} from '../helpers/one-fault.ts';
import {fact} from '../helpers/steps.ts';

// The wrong server.
const servedBy = (name: string) => () => oneFault(undefined, {headers: {'X-Server': name}});
const several = (lines: Lines) => behind(lines, {servers: [servedBy('a'), servedBy('b')], backend: null});
const wrong = {symptom: 'wrong-server', told: [fact('serverHeader', 'x-server')]};
row('nothing pins', 'session/no-stickiness', several({}), {...wrong, says: /2 servers|different servers/});
row('a cookie that pins', null, several({backend: ['cookie SRV insert indirect nocache'], server: index => `cookie ws${index}`}), wrong);
row('the source address pins', null, several({backend: ['balance source']}), wrong);
row(
	'a Secure cookie on plain ws',
	'session/cookie-not-kept',
	several({backend: ['cookie SRV insert indirect nocache secure'], server: index => `cookie ws${index}`}),
	{...wrong, says: /Secure/},
);
row(
	'a cookie for another domain',
	'session/cookie-not-kept',
	several({backend: ['cookie SRV insert indirect nocache domain app.example.net'], server: index => `cookie ws${index}`}),
	{...wrong, says: /Domain/},
);
row(
	'a cookie that a rule takes away',
	'session/cookie-not-kept',
	several({backend: ['cookie SRV insert indirect nocache'], frontend: ['http-after-response del-header set-cookie'], server: index => `cookie ws${index}`}),
	{
		...wrong,
		certainty: 'likely',
		vaguely: ['session/no-stickiness'],
	},
);
row(
	'a server without its cookie',
	'session/cookie-not-kept',
	several({backend: ['cookie SRV insert indirect nocache'], server: index => (index === 0 ? 'cookie ws1' : '')}),
	{...wrong, vaguely: ['session/no-stickiness']},
);
