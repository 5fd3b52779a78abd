import type {UpgradeFailure} from '../../../source/model.ts';
import {decisive, met} from '../proof.ts';
import {refusalRule} from '../refusal.ts';

type Silence = {code: string; outcomes: readonly UpgradeFailure[]; title: string; why: string; fix: string};

/** A rule for a server that is reached and answers the handshake with nothing. */
export const silentServer = ({code, outcomes, title, why, fix}: Silence) =>
	refusalRule({
		code,
		find({upgrade, reach}) {
			if (upgrade.status !== undefined || !upgrade.outcome || !outcomes.includes(upgrade.outcome)) return;
			const connected = reach?.outcome === 'connected' ? [met('the TCP connection itself succeeds', 'reach')] : [];
			return {
				severity: 'problem',
				title,
				why,
				proof: [decisive(met(`the handshake ended as: ${upgrade.outcome}`, 'upgrade')), ...connected],
				fixes: [{title: fix}],
			};
		},
	});
