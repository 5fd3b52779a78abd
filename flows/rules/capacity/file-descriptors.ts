import {rule} from '../../../source/define.ts';
import type {Fix, ProofItem} from '../../../source/model.ts';
import {globalLimit} from '../../reading/limits.ts';
import {lineOf} from '../../reading/words.ts';
import {config} from '../../steps/configuration.ts';
import {host, ofHaproxysHost} from '../../steps/host.ts';
import {log, symptom} from '../../steps/told.ts';
import {upgrade} from '../../steps/upgrade.ts';
import {decisive, met, unseen} from '../proof.ts';

/** What HAProxy says when descriptors are too few, at its start or at the peak (measured on 2.6.12). */
const says = /Cannot raise FD limit|FD limit \(\d+\) too low|[Tt]oo many open files|reached (?:the )?process FD limit/;

const fix: Fix = {
	title: 'Raise the limit to two for each of maxconn and a hundred more (systemd: LimitNOFILE), and leave ulimit-n alone; then restart',
	then: ["grep 'open files' /proc/$(pgrep -o -x haproxy)/limits", "echo 'show info' | socat stdio unix-connect:/run/haproxy/admin.sock"],
};

/** The log shows it; else the operator, who sees it at the peak: there descriptors run out before maxconn is reached. */
const shownBy = (line: string | undefined, peak: boolean): readonly ProofItem[] => {
	const logged = "HAProxy's log says that descriptors are too few";
	if (line) return [decisive(met(logged, 'log'))];
	return peak ? [decisive(met('it happens at the peak', 'symptom')), unseen(logged)] : [decisive(unseen(logged))];
};

/** The limit of descriptors is below what `maxconn` needs: two for each tunnel. */
export default rule({
	code: 'capacity/file-descriptors',
	outranks: ['capacity/maxconn', 'upgrade/no-response', 'reach/refused'],
	needs: [upgrade],
	uses: [config, log, host, symptom],
	find(upgrade, config, log, limits, symptom) {
		const line = log?.find(text => says.test(text));
		const most = config && globalLimit(config, 'maxconn');
		const limit = config && (globalLimit(config, 'ulimit-n') ?? globalLimit(config, 'fd-hard-limit'));
		const here = ofHaproxysHost(limits)?.openFiles;
		const short = most && here !== undefined && here < 2 * most.most ? here : undefined;
		const tooFew = most && limit && limit.most < 2 * most.most ? limit : undefined;
		const refused = upgrade.status === undefined && ['no-response', 'refused', 'timeout'].includes(upgrade.outcome ?? '');
		if (!refused || (!line && !tooFew && !short)) return;
		const shown = shownBy(line, symptom === 'slow-or-full' && tooFew !== undefined);
		return {
			severity: 'problem',
			title: `HAProxy has too few file descriptors${tooFew && most ? `: ${tooFew.says} (${lineOf(tooFew.location)}) for maxconn ${most.most}, which needs ${2 * most.most}` : ' for its connections'}.`,
			why: 'A tunnel needs two descriptors, and listeners, checks and logs need some. When they run out HAProxy accepts nobody; with too few from the start it does not start at all.',
			hop: 'haproxy',
			...(tooFew && {location: tooFew.location}),
			proof: [
				decisive(met(`the handshake gives ${upgrade.outcome}`, 'upgrade')),
				...shown,
				...(short ? [met(`a haproxy that runs on this host may open ${short} files`, 'host')] : []),
				...(tooFew ? [met(`${tooFew.says} is below twice maxconn (${lineOf(tooFew.location)})`, 'config')] : []),
			],
			fixes: [fix],
		};
	},
});
