import {question} from '../../source/define.ts';
import {readFile, readHost, readListen, readSection, readVersion} from '../../source/setup/values.ts';
import {listed, one, oneOfThese, yesNo, yesOrNo} from './kinds.ts';

export const mode = question({
	id: 'mode',
	title: 'Write a complete haproxy.cfg, or add WebSockets to an existing one?',
	hint: 'new unless told: an existing file is only ever changed after you have said yes',
	choices: [
		{value: 'new', label: 'a new, complete file'},
		{value: 'add', label: 'add to an existing file', hint: 'a minimal change, shown as a diff'},
	],
	fallback: 'new',
	...oneOfThese('mode', ['new', 'add']),
});

const isNew = (mode: string) => mode === 'new';
const isAdd = (mode: string) => mode === 'add';

export const file = question({
	id: 'file',
	title: 'Which file is added to?',
	hint: '/etc/haproxy/haproxy.cfg unless told: packages put it there',
	needs: [mode],
	when: isAdd,
	fallback: '/etc/haproxy/haproxy.cfg',
	check: async (path, instruments) =>
		instruments.readConfiguration([path]).then(
			() => undefined,
			error => (error instanceof Error ? error.message : String(error)),
		),
	...one('file', readFile),
});

export const frontend = question({
	id: 'frontend',
	title: 'Which frontend of it do the clients meet?',
	hint: '* unless told: the only one that speaks HTTP',
	needs: [mode],
	when: isAdd,
	fallback: '*',
	...one('frontend', readSection),
});

export const tls = question({
	id: 'tls',
	title: 'Does HAProxy take TLS off?',
	hint: 'no unless told, since it needs a certificate; clients then use ws://, or something in front takes TLS off',
	needs: [mode],
	when: isNew,
	choices: yesNo,
	fallback: 'no',
	...yesOrNo('tls'),
});

export const certificate = question({
	id: 'certificate',
	title: 'Where is the certificate, with its chain and its key in one file?',
	hint: 'A PEM file or a folder of them, for example /etc/haproxy/certs/site.pem',
	needs: [tls],
	when: tls => tls,
	...one('certificate', readFile),
});

export const listen = question({
	id: 'listen',
	title: 'On which addresses and ports do clients connect?',
	hint: ':443, 10.0.0.1:443, [::]:443, with commas between them; standard unless told: every IPv4 address, at 443 with TLS, 80 without',
	needs: [tls],
	fallback: 'standard',
	...listed('listen', text => (text.trim() === 'standard' ? 'standard' : readListen(text)), 1),
});

export const redirect = question({
	id: 'redirect',
	title: 'Redirect plain HTTP on port 80 to TLS?',
	hint: 'yes unless told: browsers try port 80 first. WebSocket clients follow no redirect, they have to ask for wss://',
	needs: [tls],
	when: tls => tls,
	choices: yesNo,
	fallback: 'yes',
	...yesOrNo('redirect'),
});

export const http2 = question({
	id: 'http2',
	title: 'Offer HTTP/2 to clients?',
	hint: 'yes unless told: browsers then open WebSockets by extended CONNECT (RFC 8441, HAProxy 2.4 and later), others go on with HTTP/1.1',
	needs: [tls],
	when: tls => tls,
	choices: yesNo,
	fallback: 'yes',
	...yesOrNo('http2'),
});

export const hosts = question({
	id: 'hosts',
	title: 'Under which public names?',
	hint: 'ws.example.net, with commas between them; none unless told: whatever name a client asks for is served',
	fallback: 'none',
	...listed('hosts', readHost),
});

export const version = question({
	id: 'version',
	title: 'For which release of HAProxy?',
	hint: 'As haproxy -v says it, 2.4 or later; installed unless told: the one on this machine, and keywords that all releases know where there is none',
	fallback: 'installed',
	...one('version', readVersion),
});
