import {type Address, bindsOf, type Server, serversOf} from '../source/haproxy/addresses.ts';
import {frontends} from '../source/haproxy/proxies.ts';
import type {Section} from '../source/haproxy/types.ts';
import type {ConfigurationText, Known, Location, Suggestion} from '../source/model.ts';
import {configurationOf, routesMet} from './reading/configuration.ts';
import {config} from './steps/configuration.ts';
import {url} from './steps/target.ts';

/** More than these are no help. */
const most = 8;

const at = ({file, line}: Location) => `${file}:${line}`;

const spot = ({host, ports}: Address, otherwise: string): string | undefined => {
	const name = host || otherwise;
	return ports && ports[0] > 0 ? `${name.includes(':') ? `[${name.replace(/^\[|\]$/g, '')}]` : name}:${ports[0]}` : undefined;
};

const listening = (frontend: Section, host: string): readonly Suggestion[] =>
	bindsOf(frontend).flatMap(bind => {
		const value = spot(bind, host);
		const where = bind.host === '' ? "on every address; the host is the URL's" : 'there';
		return value === undefined ? [] : [{value, because: `${frontend.kind} ${frontend.name} listens ${where} (${at(bind.statement.location)})`}];
	});

/** The frontends that the URL meets; all of them where it meets none or the port is another outside. */
const frontendsFor = (text: ConfigurationText, target: string): readonly Section[] => {
	const met = [...new Set(routesMet(text, target).routes.map(({frontend}) => frontend))];
	return met.length > 0 ? met : frontends(configurationOf(text));
};

const serving = (backend: Section): readonly Suggestion[] =>
	serversOf(backend).flatMap((server: Server) => {
		const value = server.host === '' ? undefined : spot(server, '');
		const name = server.statement.words[1]?.text ?? '';
		return value === undefined
			? []
			: [{value: `${server.ssl ? 'wss://' : ''}${value}`, because: `server ${name} of ${backend.kind} ${backend.name} (${at(server.statement.location)})`}];
	});

const ofConfiguration = (known: Known, read: (text: ConfigurationText, target: string) => readonly Suggestion[]): readonly Suggestion[] => {
	const [text, target] = [known(config), known(url)];
	return text && target ? read(text, target) : [];
};

const hostOf = (target: string) => new URL(target).hostname;

const offers: Readonly<Record<string, (known: Known) => readonly Suggestion[]>> = {
	haproxy: known => ofConfiguration(known, (text, target) => frontendsFor(text, target).flatMap(frontend => listening(frontend, hostOf(target)))),
	backend: known =>
		ofConfiguration(known, (text, target) => {
			const {routes} = routesMet(text, target);
			return [...new Set(routes.map(({backend}) => backend))].flatMap(serving);
		}),
};

/** What may be offered as an answer to a question, from what is known so far, the likeliest first. */
export const suggestionsFor = (question: string, known: Known): readonly Suggestion[] => {
	const all = offers[question]?.(known) ?? [];
	return all.filter(({value}, index) => all.findIndex(other => other.value === value) === index).slice(0, most);
};
