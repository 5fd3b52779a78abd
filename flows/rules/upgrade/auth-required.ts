import type {ProofItem} from '../../../source/model.ts';
import {denialsOn} from '../../reading/denying.ts';
import {lineOf} from '../../reading/words.ts';
import {decisive, met} from '../proof.ts';
import {type Refusal, refusalRule} from '../refusal.ts';
import {at} from './by-status.ts';

/** That credentials decide: the status asks for them (RFC 9110 §15.5.2, §15.5.8), or a 403 is lifted with others, or without. */
const reason = ({upgrade: {status}, withCredentials, withoutCredentials, withoutCookie}: Refusal): ProofItem | undefined => {
	if ((status === 401 || status === 403) && withoutCookie?.status === 101)
		return met('without the cookies that were sent it is accepted', 'upgradeWithoutCookie');
	if (status === 401 || status === 407) return met(`the answer is ${status}`, 'upgrade');
	if (status !== 403) return;
	if (withCredentials?.status === 101) return met('with credentials it is accepted', 'upgradeWithCredentials');
	return withoutCredentials?.status === 101 ? met('without the credentials that were sent it is accepted', 'upgradeWithoutCredentials') : undefined;
};

const titleOf = ({upgrade: {status}, withoutCredentials, withoutCookie}: Refusal): string => {
	if (withoutCookie?.status === 101) return `The handshake is refused with ${status} for the cookies that it carries.`;
	if (withoutCredentials?.status === 101) return `The handshake is refused with ${status} for the credentials that it carries.`;
	const who = status === 407 ? 'A proxy' : 'The server';
	return `${who} asks for credentials (${status}), and the handshake carries none that it accepts.`;
};

/** Credentials are wanted, or are not accepted. */
export default refusalRule({
	code: 'upgrade/auth-required',
	sometimes: true,
	outranks: ['upgrade/route-missed', 'upgrade/not-an-endpoint', 'upgrade/header-stripped'],
	find(refusal) {
		const {config, url, haproxy, upgrade} = refusal;
		const proof = reason(refusal);
		if (!proof) return;
		const rule = denialsOn(config, url, haproxy).find(({about, status}) => about === 'credentials' && status === upgrade.status);
		const own = rule && refusal.answerer?.who === 'haproxy' ? rule : undefined;
		return {
			severity: 'problem',
			title: titleOf(refusal),
			why: 'Browsers cannot add headers to a WebSocket: the identity has to travel as a cookie, in the URL, or in the subprotocol.',
			...(own && {hop: 'haproxy'}),
			...at(own?.location),
			proof: [decisive(proof), ...(own ? [met(`${own.says} (${lineOf(own.location)})`, 'config')] : [])],
			fixes: [{title: "Try again with the client's own credentials (--cookie, --header 'Authorization: …'), and see that each proxy hands them on"}],
		};
	},
});
