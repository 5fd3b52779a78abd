import test from 'ava';
import {lint} from '../../../source/haproxy/lint/index.ts';
import {parseConfiguration} from '../../../source/haproxy/parse.ts';
import {requestOf} from '../../../source/haproxy/request.ts';
import {routesFor, routesOf} from '../../../source/haproxy/route.ts';

// Work is counted, not timed: every look at a word, every entry of a table, every part of a text. AVA gives this file a process of its own.
let work = 0;

const counted = (owner: object, name: string) => {
	const original = Reflect.get(owner, name) as (...values: unknown[]) => unknown;
	Reflect.set(owner, name, function (this: unknown, ...values: unknown[]) {
		work += 1;
		return Reflect.apply(original, this, values);
	});
};

for (const name of ['set', 'get', 'has']) counted(Map.prototype, name);
for (const name of ['add', 'has']) counted(Set.prototype, name);
for (const name of ['slice', 'indexOf', 'startsWith', 'includes', 'charCodeAt', 'split', 'replace']) counted(String.prototype, name);
for (const name of ['findIndex', 'find', 'findLast', 'filter', 'map', 'flatMap', 'some', 'every', 'push', 'concat', 'join']) counted(Array.prototype, name);
counted(RegExp.prototype, 'exec');
counted(RegExp.prototype, 'test');

const workOf = (text: string): number => {
	work = 0;
	const configuration = parseConfiguration({files: [{name: 'x.cfg', text}]});
	const routes = routesOf(configuration);
	routesFor(configuration, requestOf('ws://x.example:80/chat'));
	lint(configuration, routes);
	return work;
};

const head = 'defaults\n mode http\n timeout client 30s\n timeout server 30s\n timeout connect 5s\n';
const lines = (count: number, line: (index: number) => string) => Array.from({length: count}, (_line, index) => `${line(index)}\n`).join('');
const inFrontend = (line: (index: number) => string) => (count: number) => `${head}frontend f\n bind :80\n${lines(count, line)} default_backend b\nbackend b\n`;

const shapes: Readonly<Record<string, (count: number) => string>> = {
	'set-header': inFrontend(index => ` http-request set-header X-${index} a`),
	'set-header that may run': inFrontend(index => ` http-request set-header X-${index} a if { src 10.0.0.0/8 }`),
	'add-header of one name': inFrontend(index => ` http-request add-header X a${index}`),
	'a header made of itself': inFrontend(() => ' http-request set-header X "%[hdr(X)]%[hdr(X)]%[hdr(X)]a"'),
	'set-var': inFrontend(index => ` http-request set-var(txn.v${index}) path`),
	'set-timeout that may run': inFrontend(index => ` http-request set-timeout client ${index + 1}s if { src 10.0.0.0/8 }`),
	'a condition each': inFrontend(index => ` http-request deny if { path_beg /x${index} } { hdr(host) -i a }`),
	'one ACL of many lines': inFrontend(index => ` acl is_x path_beg /x${index}`),
	'ACLs and rules': count =>
		`${inFrontend(index => ` acl a${index} path_beg /x${index}/\n use_backend b${index} if a${index}`)(count)}${lines(count, index => `backend b${index}\n server s 10.0.0.1:80 check`)}`,
	'rules for one backend': inFrontend(index => ` use_backend b if { hdr(host) -i x${index} }`),
	binds: inFrontend(index => ` bind :${1000 + index}`),
	servers: count =>
		`${head}frontend f\n bind :80\n default_backend b\nbackend b\n${lines(count, index => ` server s${index} 10.0.0.1:80 check cookie c${index}`)}`,
	'use-server': count =>
		`${head}frontend f\n bind :80\n default_backend b\nbackend b\n${lines(count, index => ` use-server s${index} if { path /x${index} }\n server s${index} 10.0.0.1:80`)}`,
	defaults: count => `${head}${lines(count, index => `defaults d${index}\n mode http\n timeout client 3s\nbackend b${index} from d${index}`)}`,
	listens: count => `${head}${lines(count, index => `listen l${index}\n bind :${1000 + index}\n timeout tunnel 1h\n server s 10.0.0.1:80`)}`,
	'.if blocks': count => `${head}frontend f\n bind :80\n${lines(count, index => `.if feature(X${index})\n http-request set-header X y\n.endif`)}`,
	'backends with rules': count =>
		`${head}frontend f\n bind :80\n${lines(count, index => ` http-request set-header X-${index} a`)}${lines(count, index => ` use_backend b${index} if { path /x${index} }`)}${lines(count, index => `backend b${index}\n http-request set-header Y z`)}`,
	'a second pass': count =>
		`${head}frontend f\n bind :80\n${lines(count, index => ` use_backend b${index} if { path /x${index} }`)} default_backend b0\n${lines(count, index => `backend b${index}\n server s 127.0.0.1:81`)}frontend g\n bind 127.0.0.1:81\n${lines(count, index => ` use_backend c if { path /y${index} }`)}backend c\n server s 10.0.0.1:80\n`,
};

for (const [name, shape] of Object.entries(shapes)) {
	test.serial(`work grows as the file does: ${name}`, t => {
		workOf(shape(20));
		const [small, large] = [workOf(shape(150)), workOf(shape(600))];
		t.true(large < small * 5.2, `${small} for 150, ${large} for 600: ${(large / small).toFixed(1)} times the work for 4 times the lines`);
	});
}
