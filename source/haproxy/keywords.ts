import {table} from './table.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

// Keywords of `defaults`, `frontend`, `listen` and `backend`, 2.0 to 3.4 taken together (manual §4.1).
const proxy = words(`
	acl backlog balance bind bind-process capture clitcpka-cnt clitcpka-idle clitcpka-intvl compression cookie crt declare default-server default_backend
	description disabled dispatch dynamic-cookie-key email-alert enabled errorfile errorfiles errorloc errorloc302 errorloc303 error-log-format external-check filter
	filter-sequence force-be-switch force-persist fullconn grace guid hash-balance-factor hash-preserve-affinity hash-type http-after-response http-check
	http-error http-request http-response http-reuse http-send-name-header id ignore-persist load-server-state-from-file log log-format log-format-sd log-steps
	log-tag max-keep-alive-queue max-session-srv-conns maxconn mode monitor monitor-net monitor-uri option persist quic-initial rate-limit redirect retries
	retry-on server server-state-file-name server-template source srvtcpka-cnt srvtcpka-idle srvtcpka-intvl stats stick stick-table tcp-check tcp-request
	tcp-response timeout transparent unique-id-format unique-id-header use-fcgi-app use-server use_backend`);

const others = new Map(
	Object.entries<ReadonlySet<string>>({
		userlist: words('group user'),
		mailers: words('mailer timeout'),
		cache: words('max-age max-object-size max-secondary-entries process-vary total-max-size'),
		resolvers: words('accepted_payload_size hold nameserver parse-resolv-conf resolve_retries timeout'),
		peers: words('bind default-bind default-server disabled enabled log peer server shards table'),
		program: words('command group option user'),
		'http-errors': words('errorfile'),
	}),
);

/** Words that HAProxy once knew, and the release that refuses them. */
export const dropped = table<string>(
	Object.fromEntries([
		...['clitimeout', 'contimeout', 'srvtimeout', 'block', 'redispatch', 'redisp'].map(word => [word, '2.1']),
		...['reqadd', 'reqallow', 'reqdel', 'reqdeny', 'reqiallow', 'reqidel', 'reqideny', 'reqipass', 'reqirep', 'reqisetbe', 'reqitarpit'].map(word => [
			word,
			'2.1',
		]),
		...['reqpass', 'reqrep', 'reqsetbe', 'reqtarpit', 'rspadd', 'rspdel', 'rspdeny', 'rspidel', 'rspideny', 'rspirep', 'rsprep'].map(word => [word, '2.1']),
		['appsession', '1.6'],
	]),
);

// Every release adds global keywords, so only those are refused that belong into a proxy.
const alsoGlobal = words('description external-check grace id log log-tag maxconn retries stats');

const dashes = (text: string) => text.toLowerCase().replace(/_/g, '-');
const byLetters = new Map([...proxy].map(keyword => [dashes(keyword), keyword]));

/** The keyword that may have been meant: HAProxy's are case-sensitive and never abbreviated. */
export const meant = (keyword: string): string | undefined => byLetters.get(dashes(keyword));

/** Whether some release of HAProxy knows the keyword in sections of that kind; kinds that are not listed here know every one. */
export const isKeyword = (kind: string, keyword: string): boolean => {
	if (kind === 'global') return !proxy.has(keyword) || alsoGlobal.has(keyword);
	if (kind === 'defaults' || kind === 'frontend' || kind === 'backend' || kind === 'listen') return proxy.has(keyword);
	return others.get(kind)?.has(keyword) ?? true;
};

/** Whether a word could be the header of a section that no release known here has: it is no keyword, and not like one. */
export const mayBeSection = (kind: string, keyword: string): boolean =>
	/^[a-z][a-z-]+$/.test(keyword) && keyword !== 'no' && keyword !== 'default' && !isKeyword(kind, keyword) && !dropped(keyword) && meant(keyword) === undefined;
