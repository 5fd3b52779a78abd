import {clean} from '../text.ts';
import {aclLines, aclProblem} from './acl.ts';
import type {Check} from './check.ts';
import {conditionProblem} from './check-conditions.ts';
import {switchConditions} from './conditions.ts';
import {isFrontend} from './proxies.ts';

const aclName = /^[\w.:-]+$/;

const acl: Check = (statement, section) => {
	const name = statement.words[1];
	if (section.kind === 'defaults' && section.name === '') return `'acl' is not allowed in a 'defaults' without a name`;
	if (!name) return `'acl' needs a name`;
	if (name.unknown !== undefined) return undefined;
	if (!aclName.test(name.text)) return `the ACL name '${clean(name.text, 60)}' has a character other than letters, digits and . : _ -`;
	if (name.text.toLowerCase() === 'or') return `'or' is no name for an ACL: it separates alternatives`;
	const test = aclLines(section).get(statement);
	return test && aclProblem(test);
};

const useBackend: Check = (statement, section) => {
	const name = statement.words[1];
	const next = statement.words[2];
	if (section.kind === 'defaults') return `'use_backend' is not allowed in a 'defaults' section`;
	if (!name) return `'use_backend' needs the name of a backend`;
	if (!isFrontend(section)) return undefined;
	if (next && next.unknown === undefined && next.text !== 'if' && next.text !== 'unless')
		return `unexpected '${clean(next.text, 40)}': only 'if' and 'unless' go here`;
	return conditionProblem(switchConditions(section).get(statement), section, statement);
};

const defaultBackend: Check = ({words: [, name, extra]}) => {
	if (!name) return `'default_backend' needs the name of a backend`;
	return extra ? `unexpected '${clean(extra.text, 40)}' behind the name` : undefined;
};

const ports = /:(?:\d+(?:-\d+)?)?(?!.*:)/;

const addressProblem = (text: string): string | undefined => {
	if (/@|^\//.test(text)) return undefined;
	const port = text.slice(text.lastIndexOf(':') + 1);
	if (!ports.test(text) || port === '') return `no port in '${clean(text, 60)}'`;
	const [first = 0, last = first] = port.split('-').map(Number.parseFloat);
	if (first < 1 || first > 65_535 || last > 65_535) return `no such port: '${clean(port, 40)}'`;
	return last < first ? `the port range '${clean(port, 40)}' is upside down` : undefined;
};

const bind: Check = ({words: [, address]}, section) => {
	if (section.kind === 'defaults') return `'bind' is not allowed in a 'defaults' section`;
	if (!address) return `'bind' needs an address`;
	return address.unknown === undefined && isFrontend(section)
		? address.text
				.split(',')
				.map(addressProblem)
				.find(problem => problem !== undefined)
		: undefined;
};

const server: Check = ({words}, section) => {
	const name = words[1];
	if (section.kind === 'defaults') return `'server' is not allowed in a 'defaults' section`;
	if (section.kind === 'frontend') return `'server' is not allowed in a frontend`;
	if (!name || words.length < 3) return `'server' needs a name and an address`;
	return name.unknown !== undefined || aclName.test(name.text)
		? undefined
		: `the server name '${clean(name.text, 60)}' has a character other than letters, digits and . : _ -`;
};

const defaultServer: Check = (_statement, section) => (section.kind === 'frontend' ? `'default-server' is not allowed in a frontend` : undefined);

export const checkRouting: Readonly<Record<string, Check>> = {
	acl,
	use_backend: useBackend,
	default_backend: defaultBackend,
	bind,
	server,
	'default-server': defaultServer,
};
