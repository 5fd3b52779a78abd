import {rule} from '../../../source/define.ts';
import {rules} from '../../../source/haproxy/lint/index.ts';
import type {Evidence, Flow} from '../../../source/model.ts';
import {weaknesses} from '../../reading/weaknesses.ts';
import {lineOf} from '../../reading/words.ts';
import {config, haproxyCheck} from '../../steps/configuration.ts';
import {haproxy, url} from '../../steps/target.ts';
import {decisive, met} from '../proof.ts';

/** Whether a file may be loaded at all is for `lint`: the HAProxy that answers has loaded its own. */
const aboutTheFile = new Set(['config/invalid', 'config/deprecated-keyword']);

/** A weakness of the configuration that no measurement shows is a risk, and never the verdict. */
const weakness = (code: string) =>
	rule({
		code,
		advisory: true,
		needs: [config],
		uses: [url, haproxy],
		find(config, url, haproxy) {
			const found = weaknesses(config, url, haproxy).find(finding => finding.code === code);
			if (!found) return;
			const {title, why, location, fixes} = found;
			return {severity: 'risk', title, why, hop: 'haproxy', location, proof: [decisive(met(`the file says so (${lineOf(location)})`, 'config'))], fixes};
		},
	});

/** What the HAProxy of this machine refuses, where it was asked with --haproxy-check. */
const invalid = rule({
	code: 'config/invalid',
	advisory: true,
	needs: [haproxyCheck],
	find(check) {
		const refusal = check.refusals[0];
		if (!refusal) return;
		const {file, line, says} = refusal;
		const others = check.refusals.length - 1;
		return {
			severity: 'risk',
			title: `haproxy -c refuses this file: ${says}`,
			why: `HAProxy ${check.version} on this machine would not start with it${others > 0 ? `, for this and ${others} more` : ''}: a reload keeps the old process with the old configuration.`,
			hop: 'haproxy',
			location: {file, line},
			proof: [decisive(met(`haproxy -c says so (${lineOf({file, line})})`, 'haproxyCheck'))],
			fixes: [],
		};
	},
});

/** Every code of `config/` that concerns a running HAProxy. */
export const configRules = rules
	.map(({code}) => code)
	.filter(code => !aboutTheFile.has(code))
	.map(weakness);

/** The flow with what `haproxy -c` refuses, where somebody has asked it: nobody else is told that this was not checked. */
export const withHaproxyCheck = (flow: Flow, evidence: readonly Evidence[]): Flow =>
	evidence.some(({step}) => step === haproxyCheck.id) ? {...flow, rules: [...flow.rules, invalid]} : flow;
