/** Timeouts as HAProxy writes them, by name: `{client: '3s'}` is `timeout client 3s`. */
export type Timeouts = Readonly<Record<string, string>>;

/** What is particular about one chain's haproxy.cfg. */
export type Settings = {
	readonly defaults: Timeouts;
	/** Timeouts of the backend `websocket`. */
	readonly websocket?: Timeouts;
	/** Timeouts of the backend `web`. */
	readonly web?: Timeouts;
	/** Timeouts of the frontend. */
	readonly frontend?: Timeouts;
	/** What the ACL `is_websocket` tests; fallback: the Upgrade header. */
	readonly acl?: string;
};

/** The ports of loopback that the file names. */
export type Ports = {readonly public: number; readonly websocket: number; readonly web: number};

const timeouts = (values: Timeouts = {}) => Object.entries(values).map(([name, value]) => `\ttimeout ${name} ${value}`);

const section = (title: string, ...lines: string[]) => [title, ...lines, ''];

/** The haproxy.cfg of a chain: the same text for the same settings, but for the ports. */
export const configurationText = (settings: Settings, ports: Ports): string =>
	[
		'# A WebSocket service and a web site behind one HAProxy, made by ws-doctor demo.',
		...section('global', '\tmaxconn 200', '\tlog stdout format raw local0'),
		...section('defaults', '\tmode http', '\tlog global', '\toption httplog', '\toption dontlognull', ...timeouts(settings.defaults)),
		...section(
			'frontend public',
			`\tbind 127.0.0.1:${ports.public}`,
			...timeouts(settings.frontend),
			`\tacl is_websocket ${settings.acl ?? 'hdr(Upgrade) -i websocket'}`,
			'\tuse_backend websocket if is_websocket',
			'\tdefault_backend web',
		),
		...section('backend web', ...timeouts(settings.web), `\tserver web1 127.0.0.1:${ports.web}`),
		...section('backend websocket', ...timeouts(settings.websocket), `\tserver ws1 127.0.0.1:${ports.websocket}`),
	].join('\n');
