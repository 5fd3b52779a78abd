import process from 'node:process';

/** The environment of a person at a terminal: Ink paints nothing where CI is set, and a certificate file costs Node 20 30 ms at each start. */
export const environment = () => {
	const {CI: _, CONTINUOUS_INTEGRATION: __, NODE_EXTRA_CA_CERTS: ___, ...rest} = process.env;
	return {...rest, TERM: 'xterm-256color'};
};
