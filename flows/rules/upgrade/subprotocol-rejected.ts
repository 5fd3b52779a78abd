import type {Diagnosis} from '../../../source/model.ts';
import {clean} from '../../../source/text.ts';
import {saidOf} from '../../reading/own-words.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords, type Refusal, refusalRule} from '../refusal.ts';

/** The subprotocol that a server chose (RFC 6455 §4.2.2). */
const chosen = ({withSubprotocol}: Refusal): string => {
	const name = withSubprotocol?.headers?.['sec-websocket-protocol'];
	return name ? ` It chose ${clean(name, 60)}.` : '';
};

const fixes = [{title: "Give the client the name that the server has for its protocol (new WebSocket(url, 'name'); --subprotocol name)"}];

/** The server names it as its reason. */
const byWords = ({upgrade}: Refusal): Diagnosis | undefined => {
	const said = saidOf(upgrade, 'subprotocol');
	return said
		? {
				severity: 'problem',
				title: `The server refuses the handshake for its subprotocol: "${said}".`,
				why: 'Sec-WebSocket-Protocol names what is spoken inside the WebSocket; a server may refuse a client that names none of its own.',
				hop: 'backend',
				proof: [decisive(met(`the answer says so: "${said}"`, 'upgrade')), unseen('with another subprotocol, or none, it is accepted')],
				fixes,
			}
		: undefined;
};

/** Accepted only with, or only without, a subprotocol (RFC 6455 §1.9). */
export default refusalRule({
	code: 'upgrade/subprotocol-rejected',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/not-an-endpoint', 'upgrade/version-rejected'],
	find(refusal) {
		const {upgrade, withSubprotocol, withoutSubprotocol} = refusal;
		const unwanted = withoutSubprotocol?.status === 101;
		const wanted = !unwanted && withSubprotocol?.status === 101;
		if (upgrade.status === undefined) return;
		if (!wanted && !unwanted) return byWords(refusal);
		return {
			severity: 'problem',
			title: wanted
				? 'The server accepts the handshake only with a subprotocol that it knows.'
				: 'The server refuses the subprotocol that the handshake asks for.',
			why: `Sec-WebSocket-Protocol names what is spoken inside the WebSocket; a server may refuse a client that names none of its own.${chosen(refusal)}`,
			hop: 'backend',
			proof: [
				decisive(met(`${wanted ? 'without one' : 'with it'} the answer is ${answerWords(upgrade)}`, 'upgrade')),
				wanted
					? decisive(met('with the usual subprotocols it is 101', 'upgradeWithSubprotocol'))
					: decisive(met('without one it is 101', 'upgradeWithoutSubprotocol')),
			],
			fixes,
		};
	},
});
