import type {Socket} from 'node:net';
import type {TlsOptions} from 'node:tls';
import test from 'ava';
import {certificateFacts, certificateFault} from '../../../source/instruments/certificate.ts';
import {createInstruments, type InstrumentOptions} from '../../../source/instruments/index.ts';
import {tlsFaultOf} from '../../../source/instruments/secure.ts';
import type {Tls, Upgrade} from '../../../source/model.ts';
import {type Authority, createAuthority, issuedBy, selfSigned} from '../../helpers/certificates.ts';
import {testHaproxy} from '../../helpers/haproxy.ts';
import {listen} from '../../helpers/loopback.ts';
import {ownHaproxy} from '../../helpers/own-haproxy.ts';
import {testWith} from '../../helpers/programs.ts';
import {serveWebSocket} from '../../helpers/tiny-backend.ts';
import {listenTls} from '../../helpers/tls.ts';

const never = new AbortController().signal;
const upgradeAt = (connectTo: string, options: InstrumentOptions = {}) =>
	createInstruments({responseTimeout: 5000, ...options}).upgrade({url: 'wss://doctor.test/ws', connectTo}, never);

let made: Promise<{root: Authority; intermediate: Authority}> | undefined;
const authorities = () => {
	made ??= createAuthority('Test Root').then(async root => ({root, intermediate: await root.authority('Test Intermediate')}));
	return made;
};

const name = 'doctor.test';

type Row = {readonly options: (all: {root: Authority; intermediate: Authority}) => Promise<TlsOptions>; readonly fault: Tls['fault']; readonly detail?: RegExp};

/** Each is trusted by its root, but for what is wrong with it. */
const rows: Readonly<Record<string, Row>> = {
	expired: {options: ({root}) => root.issue({name, from: -40, to: -3}), fault: 'expired', detail: /^CERT_HAS_EXPIRED: asked for doctor\.test/},
	'not yet valid': {options: ({root}) => root.issue({name, from: 5, to: 40}), fault: 'not-yet-valid'},
	'for another name': {options: ({root}) => root.issue({name: 'other.test', names: ['other.test', 'more.test']}), fault: 'wrong-name', detail: /other\.test/},
	'self-signed': {options: () => selfSigned({name}), fault: 'self-signed'},
	'without its intermediate': {options: async ({intermediate}) => intermediate.issue({name}), fault: 'incomplete-chain'},
	'of an intermediate that is expired': {
		options: async ({root}) => {
			const old = await root.issue({name: 'Old Intermediate', authority: true, from: -9, to: -2});
			const leaf = await issuedBy(old, {name});
			return {key: leaf.key, cert: `${leaf.cert}${old.cert}`};
		},
		fault: 'expired',
		detail: /whose chain holds one for Old Intermediate, valid from/,
	},
};

for (const [title, {options, fault, detail}] of Object.entries(rows)) {
	testWith('openssl', `TLS: a certificate that is ${title}`, async t => {
		const all = await authorities();
		const server = await listenTls(serveWebSocket(), await options(all));
		t.teardown(server.close);
		const refused = await upgradeAt(server.address, {ca: all.root.cert});
		t.like(refused, {outcome: 'tls', tls: {serverName: name, verified: false, fault}}, refused.detail);
		t.regex(refused.detail ?? '', detail ?? /./);
		t.is(refused.status, undefined);
		const {tls} = refused;
		t.true((tls?.names?.length ?? 0) > 0 && (tls?.issuer ?? '') !== '' && (tls?.validFrom ?? '') < (tls?.validTo ?? ''));
		if (fault === 'expired') t.true(Date.parse(tls?.validTo ?? '') < Date.now());
		t.like(await upgradeAt(server.address, {insecure: true, ca: all.root.cert}), {status: 101, acceptValid: true, tls: {verified: false, fault}});
	});
}

testWith('openssl', 'TLS: a chain that nobody here trusts is untrusted, with and without its root', async t => {
	const {root, intermediate} = await authorities();
	const leaf = await intermediate.issue({name});
	for (const cert of [`${leaf.cert}${intermediate.cert}`, `${leaf.cert}${intermediate.cert}${root.cert}`]) {
		const server = await listenTls(serveWebSocket(), {key: leaf.key, cert});
		t.like(await upgradeAt(server.address), {outcome: 'tls', tls: {verified: false, fault: 'untrusted', issuer: 'Test Intermediate'}});
		await server.close();
	}
});

testWith('openssl', 'TLS: what was negotiated, and with whom', async t => {
	const {root, intermediate} = await authorities();
	const leaf = await intermediate.issue({name, names: [name, 'a.test'], to: 20});
	const server = await listenTls(serveWebSocket(), {key: leaf.key, cert: `${leaf.cert}${intermediate.cert}`, ALPNProtocols: ['h2', 'http/1.1']});
	t.teardown(server.close);
	const {tls, status} = await upgradeAt(server.address, {ca: root.cert});
	t.is(status, 101);
	t.like(tls, {serverName: name, verified: true, version: 'TLSv1.3', alpn: 'http/1.1', issuer: 'Test Intermediate'});
	t.deepEqual(tls?.names, [name, 'a.test']);
	t.regex(tls?.cipher ?? '', /^TLS_/);
	t.is(tls?.fault, undefined);
	t.is(Math.round((Date.parse(tls?.validTo ?? '') - Date.now()) / 86_400_000), 20);
});

testWith('openssl', 'TLS: another name in SNI gets another certificate, and is what the certificate is held against', async t => {
	const {root} = await authorities();
	const [other, own] = await Promise.all([root.issue({name: 'other.test'}), root.issue({name})]);
	const {createSecureContext} = await import('node:tls');
	const server = await listenTls(serveWebSocket(), {
		...own,
		SNICallback: (asked, give) => give(null, asked === 'other.test' ? createSecureContext(other) : createSecureContext(own)),
	});
	t.teardown(server.close);
	const {upgrade} = createInstruments({ca: root.cert});
	const target = {url: 'wss://doctor.test/ws', connectTo: server.address};
	t.like(await upgrade(target, never), {status: 101, tls: {verified: true, names: [name]}});
	const changed = await upgrade({...target, variant: {serverName: 'other.test'}}, never);
	t.like(changed, {status: 101, tls: {serverName: 'other.test', verified: true, names: ['other.test']}});
	t.regex(changed.command ?? '', /-servername other\.test/);
	t.like(await upgrade({...target, variant: {serverName: 'third.test'}}, never), {outcome: 'tls', tls: {fault: 'wrong-name', serverName: 'third.test'}});
});

testHaproxy('TLS: a HAProxy that has no certificate for the name, and none to fall back to', async t => {
	const haproxy = await ownHaproxy(
		(port, pem) => `defaults
	mode http
	timeout connect 1s
	timeout client 1s
	timeout server 1s
frontend public
	bind 127.0.0.1:${port} ssl crt ${pem} strict-sni
	http-request deny
`,
		await selfSigned({name: 'other.test'}),
	);
	t.teardown(haproxy.close);
	t.like(await upgradeAt(haproxy.address), {outcome: 'tls', tls: {fault: 'wrong-name'}});
});

const refusals: Readonly<Record<string, {options: TlsOptions; fault: Tls['fault']; detail: RegExp}>> = {
	'an old version only': {
		options: {maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0'},
		fault: 'version',
		detail: /^ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: tlsv1 alert protocol version$/,
	},
	'a cipher that goes with another certificate': {
		options: {maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA256'},
		fault: 'cipher',
		detail: /HANDSHAKE_FAILURE/,
	},
	'a certificate of the client, by TLS 1.3': {
		options: {requestCert: true, rejectUnauthorized: true},
		fault: 'other',
		detail: /^ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED/,
	},
};

for (const [title, {options, fault, detail}] of Object.entries(refusals)) {
	testWith('openssl', `TLS: a server that wants ${title}`, async t => {
		const server = await listenTls(serveWebSocket(), options);
		t.teardown(server.close);
		const found = await upgradeAt(server.address, {insecure: true});
		t.like(found, {outcome: 'tls', tls: {fault}});
		t.regex(found.detail ?? '', detail);
	});
}

const plain: Readonly<Record<string, {serve: (socket: Socket) => void; fault: Tls['fault']}>> = {
	'speaks HTTP': {serve: socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), fault: 'plain'},
	'greets by SMTP': {serve: socket => void socket.write('220 mail.example.net ESMTP\r\n'), fault: 'plain'},
	'hangs up': {serve: socket => socket.end(), fault: 'closed'},
	resets: {serve: socket => void socket.once('data', () => socket.resetAndDestroy()), fault: 'closed'},
	'says nothing': {serve: () => {}, fault: 'timeout'},
};

for (const [title, {serve, fault}] of Object.entries(plain)) {
	test(`TLS to a port that ${title}`, async t => {
		const server = await listen(serve);
		t.teardown(server.close);
		t.like(await upgradeAt(server.address, {connectTimeout: 500}), {outcome: 'tls', tls: {verified: false, fault, serverName: name}});
	});
}

const tlsPorts: Readonly<Record<string, {answer: string | Buffer; expected: Partial<Upgrade>}>> = {
	'an alert': {answer: Buffer.from([0x15, 3, 1, 0, 2, 2, 70]), expected: {outcome: 'garbage', detail: 'the answer is a TLS alert: this port speaks TLS'}},
	nginx: {
		answer: 'HTTP/1.1 400 Bad Request\r\n\r\n<center>The plain HTTP request was sent to HTTPS port</center>',
		expected: {status: 400, detail: 'the body says that plain HTTP was sent to a TLS port: this port speaks TLS'},
	},
	Go: {
		answer: 'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n',
		expected: {status: 400, detail: 'the body says that plain HTTP was sent to a TLS port: this port speaks TLS'},
	},
	Apache: {
		answer: "HTTP/1.1 400 Bad Request\r\n\r\nReason: You're speaking plain HTTP to an SSL-enabled server port.",
		expected: {status: 400, detail: 'the body says that plain HTTP was sent to a TLS port: this port speaks TLS'},
	},
	'something else': {answer: 'HTTP/1.1 400 Bad Request\r\n\r\nno', expected: {status: 400}},
};

for (const [title, {answer, expected}] of Object.entries(tlsPorts)) {
	test(`plain HTTP to a TLS port, in the words of ${title}`, async t => {
		const server = await listen(socket => void socket.once('data', () => socket.end(answer)));
		t.teardown(server.close);
		const found = await createInstruments({responseTimeout: 5000}).upgrade({url: `ws://${server.address}/`}, never);
		t.like(found, expected);
		if (expected.detail === undefined) t.is(found.detail, undefined);
	});
}

test('codes and certificates without a connection', t => {
	t.deepEqual(['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'EPROTO'].map(tlsFaultOf), [
		'version',
		'cipher',
		'wrong-name',
		'other',
	]);
	t.is(certificateFault('UNABLE_TO_VERIFY_LEAF_SIGNATURE', {fingerprint256: 'a'}), 'incomplete-chain');
	t.is(certificateFault('HOSTNAME_MISMATCH_OF_TOMORROW', {}), 'other');
	t.deepEqual(certificateFacts({subjectaltname: 'DNS:a.test, DNS:"x, DNS:y", IP Address:192.0.2.1', valid_from: 'never'}), {
		names: ['a.test', 'x, DNS:y', '192.0.2.1'],
	});
	t.deepEqual(certificateFacts({}), {});
});
