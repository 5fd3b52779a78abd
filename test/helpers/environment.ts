/** Tests speak to this machine only, whatever proxy its environment names; an empty variable names none. */
export const withoutProxies: Readonly<Record<string, string>> = Object.fromEntries(
	['http_proxy', 'https_proxy', 'all_proxy'].flatMap(name => [
		[name, ''],
		[name.toUpperCase(), ''],
	]),
);
