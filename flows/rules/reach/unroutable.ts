import {unreachable} from './unreachable.ts';

/** Host or network unreachable. */
export default unreachable({
	code: 'reach/unroutable',
	outcome: 'unreachable',
	says: 'a router or this host says that there is no way there',
	title: (where, detail) => `There is no route to ${where}${detail}.`,
	why: 'The network itself says so at once: no route, a neighbour that does not answer, or an IPv6 address without IPv6.',
	fixes: [{title: 'Look at the route that is taken', then: ['ip route get ADDRESS']}],
});
