const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

// Keywords of `defaults`, `frontend`, `listen` and `backend`, 2.0 to 3.4 taken together (manual §4.1).
const proxy = words(`
	acl backlog balance bind bind-process capture clitcpka-cnt clitcpka-idle clitcpka-intvl compression cookie crt declare default-server default_backend
	description disabled dispatch email-alert enabled errorfile errorfiles errorloc errorloc302 errorloc303 error-log-format external-check filter
	filter-sequence force-be-switch force-persist fullconn grace guid hash-balance-factor hash-preserve-affinity hash-type http-after-response http-check
	http-error http-request http-response http-reuse http-send-name-header id ignore-persist load-server-state-from-file log log-format log-format-sd log-steps
	log-tag max-keep-alive-queue max-session-srv-conns maxconn mode monitor monitor-net monitor-uri option persist quic-initial rate-limit redirect retries
	retry-on server server-state-file-name server-template source srvtcpka-cnt srvtcpka-idle srvtcpka-intvl stats stick stick-table tcp-check tcp-request
	tcp-response timeout transparent unique-id-format unique-id-header use-fcgi-app use-server use_backend`);

const others: Readonly<Record<string, ReadonlySet<string>>> = {
	userlist: words('group user'),
	mailers: words('mailer timeout'),
	cache: words('max-age max-object-size max-secondary-entries process-vary total-max-size'),
	resolvers: words('accepted_payload_size hold nameserver parse-resolv-conf resolve_retries timeout'),
	peers: words('bind default-bind default-server disabled enabled log peer server shards table'),
	program: words('command group option user'),
	'http-errors': words('errorfile'),
};

/** Words that HAProxy once knew, and the release that refuses them. */
export const dropped: Readonly<Record<string, string>> = Object.fromEntries([
	...['clitimeout', 'contimeout', 'srvtimeout', 'block', 'redispatch', 'redisp'].map(word => [word, '2.1']),
	...['reqadd', 'reqallow', 'reqdel', 'reqdeny', 'reqiallow', 'reqidel', 'reqideny', 'reqipass', 'reqirep', 'reqisetbe', 'reqitarpit'].map(word => [word, '2.1']),
	...['reqpass', 'reqrep', 'reqsetbe', 'reqtarpit', 'rspadd', 'rspdel', 'rspdeny', 'rspidel', 'rspideny', 'rspirep', 'rsprep'].map(word => [word, '2.1']),
	['appsession', '1.6'],
]);

// Global keywords come in families, and every release adds to them: only a word of no family and no list is called unknown.
const families =
	/^(tune\.|ssl-|lua-|51degrees-|deviceatlas-|wurfl-|httpclient\.|profiling\.|no|insecure-|thread-|h1-|h2-|h3-|quic-|dns-|stats|ocsp-|acme\.|jwt\.|shm-|force-|expose-|warn-|cpu-|mworker-|set-|unset|max|nb|numa-|server-state-|hard-|limited-|pp2-|issuers-|harden\.|trace|ring|log|unix-|external-|prealloc|anonkey|key-base|crt-base|ca-base|stress|strict-|presetenv|setenv|resetenv|default-path|close-spread-time|master-worker|fd-hard-limit|ulimit-n|uid|gid|user|group|chroot|daemon|debug|quiet|zero-warning|pidfile|localpeer|node|description|grace|busy-polling|spread-checks|cluster-secret|program|syslog|disable-|enable-|cfg|h1|opentelemetry|ot|bdev|threads|accept|anon|dark|bytes|conf|http-|filter)/;

const dashes = (text: string) => text.toLowerCase().replace(/_/g, '-');
const byLetters = new Map([...proxy].map(keyword => [dashes(keyword), keyword]));

/** The keyword that may have been meant: HAProxy's are case-sensitive and never abbreviated. */
export const meant = (keyword: string): string | undefined => byLetters.get(dashes(keyword));

/** Whether some release of HAProxy knows the keyword in sections of that kind; kinds that are not listed here know every one. */
export const isKeyword = (kind: string, keyword: string): boolean => {
	if (kind === 'global') return families.test(keyword);
	if (kind === 'defaults' || kind === 'frontend' || kind === 'backend' || kind === 'listen') return proxy.has(keyword);
	return others[kind]?.has(keyword) ?? true;
};
