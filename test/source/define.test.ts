import test from 'ava';
import {question} from '../../source/define.ts';

test('a question defaults to being asked, and to needing nothing', t => {
	const url = question({id: 'url', title: 'URL', hint: '', parse: String});
	t.deepEqual(url.needs, []);
	t.true(url.when());
});
