import {unreachable} from './unreachable.ts';

/** No answer at all: packets are dropped on the way. */
export default unreachable({
	code: 'reach/filtered',
	outcome: 'timeout',
	says: 'the TCP connection times out without any answer',
	title: where => `Nobody answers at ${where}: the connection times out, as it does when packets are dropped on the way.`,
	why: 'A host that is up answers even to refuse. Silence means a firewall or security group that drops, a host that is down, or no route back.',
	fixes: [
		{title: 'Try from a host nearer to HAProxy; then look at security groups and firewalls on the way', then: ['nc -zv -w 5 HOST PORT', 'mtr -T -P PORT HOST']},
	],
});
