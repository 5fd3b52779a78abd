import type {ProofItem} from '../../../source/model.ts';
import {rewrittenPath} from '../../reading/rewritten.ts';
import {serverLineOf} from '../../reading/servers.ts';
import {lineOf} from '../../reading/words.ts';
import {decisive, met, unseen} from '../proof.ts';
import {answerWords, nearestToHaproxy, type Refusal, refusalRule} from '../refusal.ts';

/** Answers that say that the path is not known, or is an ordinary page. */
const missesPath = (status: number | undefined): boolean => status !== undefined && [200, 400, 404, 405, 410, 426].includes(status);

/** That the server refuses what the rule makes of the path. Where it was not asked, the route has to lead to it at least: elsewhere the rewriting would not matter to it. */
const refusesOther = ({rewrittenAtBackend, config, url, backend}: Refusal, path: string): ProofItem => {
	if (rewrittenAtBackend) {
		const says = `asked directly for ${path}, it answers ${answerWords(rewrittenAtBackend)}`;
		return decisive({says, state: rewrittenAtBackend.status === 101 ? 'contradicted' : 'met', evidence: ['upgradeRewrittenAtBackend']});
	}

	const elsewhere = backend !== undefined && !serverLineOf(config, url, backend);
	const open = unseen(`asked directly for ${path}, it refuses`);
	return elsewhere ? decisive(open) : open;
};

/** A rule on the way asks the server for another path than the one it serves. */
export default refusalRule({
	code: 'upgrade/path-rewritten',
	outranks: ['upgrade/route-missed', 'upgrade/header-stripped', 'upgrade/not-an-endpoint'],
	find(refusal) {
		const {config, url, haproxy, atBackend} = refusal;
		const answer = nearestToHaproxy(refusal);
		const rewritten = rewrittenPath(config, url, haproxy);
		if (!rewritten || !url || !missesPath(answer.status) || atBackend?.status !== 101 || refusal.answerer?.who === 'haproxy') return;
		const {path, location, says} = rewritten;
		return {
			severity: 'problem',
			title: `HAProxy asks the server for ${path.split('?')[0]} instead of ${new URL(url).pathname} (${lineOf(location)}), and gets ${answerWords(answer)}.`,
			why: 'The backend serves the path of the URL and is asked for what a rule makes of it.',
			hop: 'haproxy',
			location,
			proof: [
				decisive(met(`a rule on the way changes the path: ${says} (${lineOf(location)})`, 'config')),
				decisive(met('asked directly for the path of the URL, the backend answers 101', 'upgradeAtBackend')),
				refusesOther(refusal, path),
			],
			fixes: [{title: 'Exempt the WebSocket from the rule, or make its expression exact', where: lineOf(location)}],
		};
	},
});
