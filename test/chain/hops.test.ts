import {testHaproxy} from '../helpers/haproxy.ts';
import {chainOf} from '../helpers/opened-chain.ts';
import {proves} from '../helpers/prove.ts';

testHaproxy(proves, {
	title: 'the application closes with a Close frame',
	open: chainOf({backend: {closeAfterIdle: {ms: 3000, how: 'close-frame', code: 1001}}}),
	expected: {code: 'idle/backend-closes', hop: 'backend', says: /Close frame with code 1001/},
});

testHaproxy(proves, {
	title: 'the application closes with a bare FIN',
	open: chainOf({backend: {closeAfterIdle: {ms: 3000, how: 'fin'}}}),
	expected: {code: 'idle/backend-closes', hop: 'backend', says: /by FIN/},
});

for (const how of ['fin', 'rst'] as const) {
	testHaproxy(proves, {
		title: `a relay in front cuts by ${how.toUpperCase()}`,
		open: chainOf({front: {cutAfterIdle: 3000, how}}),
		expected: {code: 'idle/front-hop', hop: 'client→haproxy', says: new RegExp(`by ${how}`, 'i')},
	});
}

testHaproxy(proves, {
	title: 'a relay in front falls silent',
	open: chainOf({front: {cutAfterIdle: 2000, how: 'silent'}}),
	expected: {code: 'idle/silent-drop', hop: 'client→haproxy'},
});

// A proxy in front that only passes on: HAProxy itself is then asked past it.
const passes = {how: 'fin'} as const;

testHaproxy(proves, {
	title: 'a relay between HAProxy and the application falls silent',
	open: chainOf({front: passes, behind: {cutAfterIdle: 2000, how: 'silent'}}),
	expected: {code: 'idle/silent-drop', hop: 'haproxy→backend'},
});

testHaproxy(proves, {
	title: 'the same, and HAProxy is asked at the address of the URL',
	open: chainOf({behind: {cutAfterIdle: 2000, how: 'silent'}}),
	expected: {code: 'idle/silent-drop', hop: 'haproxy→backend', certainty: 'likely'},
});

testHaproxy(proves, {
	title: 'a relay between HAProxy and the application cuts by FIN',
	open: chainOf({front: passes, behind: {cutAfterIdle: 3000, how: 'fin'}}),
	expected: {code: 'idle/inner-hop', hop: 'haproxy→backend'},
});

testHaproxy(proves, {
	title: 'the application ends everything at 4 s of age',
	open: chainOf({backend: {lifetime: {ms: 4000, how: 'fin'}}}),
	expected: {code: 'life/maximum-lifetime', hop: 'backend'},
});

testHaproxy(proves, {
	title: 'the application closes right after the 101',
	open: chainOf({backend: {lifetime: {ms: 50, how: 'close-frame', code: 1008}}}),
	expected: {code: 'life/immediate-close', hop: 'backend'},
});

testHaproxy(proves, {
	title: 'the hop in front cuts before the client timer would',
	open: chainOf({settings: {defaults: {connect: '2s', client: '5s', server: '9s'}}, front: {cutAfterIdle: 3000, how: 'fin'}}),
	expected: {code: 'idle/front-hop', hop: 'client→haproxy'},
});
