// What sections, servers and hosts are called everywhere, and the words of reports and of HAProxy: they name nobody.
const common = `
a all an and any api app apps as asked at back backend backends balance be bind by by-default cache chat check client clients close config configuration
connect connection connections cookie default defaults dev directly edge end external fe file for frontend frontends from front global ha haproxy health heartbeat host hosts
http https idle if in ingress internal is it lb line listen live local localhost log main mode name no node nodes not of on option or out path ping pong port prod production
proxy public queue request response route routes rule sec server servers service services session silent site socket sockets ssl stage staging static stats status
tcp test the timeout timer tls to tunnel udp unless upgrade url use web websocket websockets with ws wss www
`;

const words: ReadonlySet<string> = new Set(common.split(/\s+/));

/** Whether a word can stand in any report: replaced everywhere, it would take words from sentences, and it tells nothing. */
export const isCommon = (word: string): boolean => word.length < 2 || words.has(word.toLowerCase()) || !/[a-z]/i.test(word) || /^\d+(?:ms|[smhd])$/.test(word);
