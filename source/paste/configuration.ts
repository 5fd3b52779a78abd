import {redactSecrets} from '../haproxy/secrets.ts';
import {parseMessages} from '../instruments/haproxy-messages.ts';
import type {ConfigurationText} from '../model.ts';

const isCheck = (text: string) => /^\[(?:ALERT|WARNING|NOTICE)\]|configuration file is valid/im.test(text);

const verdictOf = (text: string): string => {
	const alert = parseMessages(text).find(({level}) => level === 'alert');
	return alert ? `haproxy -c refuses the file: ${alert.text}` : 'haproxy -c finds the file valid';
};

/** The text of haproxy.cfg, without its secrets. Throws for anything else, and says what `haproxy -c` says where that was pasted. */
export const readConfigurationText = (text: string): ConfigurationText => {
	if (isCheck(text)) throw new Error(`That is what haproxy -c prints (${verdictOf(text)}): expected the text of haproxy.cfg itself.`);
	if (!/^\s*(?:global|defaults|frontend|backend|listen)\b/m.test(text))
		throw new Error('Expected the text of haproxy.cfg, with its sections: global, defaults, frontend, backend.');
	return {files: [{name: 'haproxy.cfg', text: redactSecrets(text)}]};
};
