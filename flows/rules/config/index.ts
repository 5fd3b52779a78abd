import {rule} from '../../../source/define.ts';
import {rules} from '../../../source/haproxy/lint/index.ts';
import {weaknesses} from '../../reading/weaknesses.ts';
import {lineOf} from '../../reading/words.ts';
import {config} from '../../steps/configuration.ts';
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

/** Every code of `config/` that concerns a running HAProxy. */
export const configRules = rules
	.map(({code}) => code)
	.filter(code => !aboutTheFile.has(code))
	.map(weakness);
