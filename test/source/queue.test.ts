import test from 'ava';
import {createQueue} from '../../source/queue.ts';

test('what was pushed comes out in its order, before and after somebody waits', async t => {
	const queue = createQueue<number>();
	queue.push(1);
	queue.push(2);
	t.deepEqual([await queue.next(), await queue.next()], [1, 2]);
	const third = queue.next();
	queue.push(3);
	queue.push(4);
	t.deepEqual([await third, await queue.next()], [3, 4]);
});
