import type {UpgradeFailure} from '../../../source/model.ts';
import {decisive, met} from '../proof.ts';
import {answeredWith, refusalRule} from '../refusal.ts';

type Silence = {code: string; outcomes: readonly UpgradeFailure[]; title: string; why: string; fix: string};

/** A rule for a server that is reached and answers the handshake with nothing. */
export const silentServer = ({code, outcomes, title, why, fix}: Silence) =>
	refusalRule({
		code,
		sometimes: true,
		find(refusal) {
			const {upgrade, reach} = refusal;
			if (upgrade.status !== undefined || !upgrade.outcome || !outcomes.includes(upgrade.outcome)) return;
			const connected = reach?.outcome === 'connected' ? [met('the TCP connection itself succeeds', 'reach')] : [];
			return {
				severity: 'problem',
				title,
				why,
				proof: [decisive(answeredWith(`the handshake ended as: ${upgrade.outcome}`, refusal)), ...connected],
				fixes: [{title: fix}],
			};
		},
	});
