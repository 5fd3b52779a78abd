const head = `global
    maxconn 20000
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend fe
    bind 127.0.0.1:8080
`;

const route = index => `    acl is_${index} path_beg /service-${index}/\n    use_backend be_${index} if is_${index}\n`;

// Every other one has a tunnel timer of its own, so that half of them have something to say about.
const backend = index => `
backend be_${index}
    balance leastconn
    option httpchk GET /health
${index % 2 === 0 ? '' : '    timeout tunnel 1h\n'}    server s1 10.0.${(index >> 8) & 255}.${index & 255}:8080 check
    server s2 10.1.${(index >> 8) & 255}.${index & 255}:8080 check
`;

/** A configuration of so many backends, each behind an ACL of its own. */
export const configuration = backends => {
	const indexes = Array.from({length: backends}, (_, index) => index);
	return `${head}${indexes.map(route).join('')}${indexes.map(backend).join('')}`;
};
