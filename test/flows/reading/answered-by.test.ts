import test from 'ava';
import {type Answerer, type Answers, answererOf} from '../../../flows/reading/answered-by.ts';

const own = {'content-length': '92', 'cache-control': 'no-cache', 'content-type': 'text/html'};
const page = {
	status: 503,
	headers: own,
	bodyStart: '<html><body><h1>503 Service Unavailable</h1>·No server is available to handle this request.·</body></html>·',
};

const who = test.macro({
	exec: (t, answers: Answers, expected: Answerer['who'] | undefined) => t.is(answererOf(answers)?.who, expected),
	title: (_, answers: Answers, expected) => `${expected ?? 'nobody knows'}: ${JSON.stringify(answers)}`,
});
test(who, {upgrade: page}, 'haproxy');
test(who, {upgrade: {...page, status: 502}}, 'haproxy');
test(who, {upgrade: {status: 502, bodyStart: page.bodyStart}}, undefined);
test(who, {upgrade: {status: 403, headers: {...own, date: 'now'}}}, undefined);
test(who, {upgrade: {status: 301, headers: {'content-length': '0', location: 'https://a/'}}}, 'haproxy');
test(who, {upgrade: {status: 301, headers: {'content-length': '0', location: 'https://a/', server: 'nginx'}}}, undefined);
test(who, {upgrade: {status: 403}, termination: 'PR--'}, 'haproxy');
test(who, {upgrade: {status: 403}, termination: '----'}, 'application');
test(who, {upgrade: {status: 403}, atBackend: {status: 403}}, 'application');
test(who, {upgrade: {status: 404, headers: {'x-powered-by': 'Express'}}}, 'application');
test(who, {upgrade: {status: 403, headers: {'cf-ray': '1'}}}, undefined);
test(who, {upgrade: {status: 403, headers: {'cf-ray': '1'}}, atHaproxy: {status: 101}}, 'front');
test(who, {upgrade: {status: 400}, atHaproxy: {status: 101}}, 'front');
test(who, {upgrade: {status: 503}, atHaproxy: page}, 'haproxy');
test(who, {upgrade: {status: 101}}, undefined);
test(who, {upgrade: {outcome: 'closed'}}, undefined);

test('the product in front is named where the answer shows it', t => {
	t.is(answererOf({upgrade: {status: 403, headers: {'cf-ray': '1'}}, atHaproxy: {status: 101}})?.product, 'cloudflare');
	t.is(answererOf({upgrade: {status: 403, headers: {'cf-ray': '1'}}, atHaproxy: {status: 101, headers: {'cf-ray': '1'}}})?.product, undefined);
});
