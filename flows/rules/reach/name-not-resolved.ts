import {unreachable} from './unreachable.ts';

/** The name of the URL has no address. */
export default unreachable({
	code: 'reach/name-not-resolved',
	outcome: 'not-resolved',
	says: 'the resolver knows no address of that name',
	title: (where, detail) => `The name of ${where} cannot be resolved${detail}: no client that asks the same resolver gets as far as HAProxy.`,
	why: 'Without an address nothing is connected. A name that others can resolve points to this resolver, to split DNS or to a search domain.',
	fixes: [{title: 'Compare the answer of the resolver with that of the zone itself', then: ['getent ahosts NAME', 'dig NAME A +short; dig NAME AAAA +short']}],
});
