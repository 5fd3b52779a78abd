import type {Path, Upgrade} from '../../source/model.ts';
import {layerOf} from '../../source/products/index.ts';
import {recognise} from '../../source/products/recognise.ts';

/** Who made an answer, and why that is known; `evidence` are the steps that show it. */
export type Answerer = {
	readonly who: 'haproxy' | 'front' | 'application';
	readonly product?: string;
	readonly because: string;
	readonly evidence: readonly string[];
};

/** What the refusal at one place is held against. */
export type Answers = {
	readonly upgrade: Upgrade;
	readonly atHaproxy?: Upgrade | undefined;
	readonly atBackend?: Upgrade | undefined;
	readonly termination?: string | undefined;
	readonly hops?: Path;
};

// The sentences of HAProxy's own pages, from HAProxy 2.6.12 itself; they have not changed since 1.4.
const sentences: Readonly<Record<number, string>> = {
	400: 'Your browser sent an invalid request.',
	401: 'You need a valid user and password to access this content.',
	403: 'Request forbidden by administrative rules.',
	404: 'The resource could not be found.',
	405: 'A request was made of a resource using a request method not supported by that resource',
	407: 'You need a valid user and password to access this content.',
	408: "Your browser didn't send a complete request in time.",
	410: 'The resource is no longer available and will not be available again.',
	413: 'The request entity exceeds the maximum allowed.',
	421: 'Request sent to a non-authoritative server.',
	422: 'The server cannot process the contained instructions.',
	425: 'Your browser sent early data.',
	429: 'You have sent too many requests in a given amount of time.',
	500: 'An internal server error occurred.',
	501: 'The server does not support the functionality required to fulfill the request.',
	502: 'The server returned an invalid or incomplete response.',
	503: 'No server is available to handle this request.',
	504: "The server didn't respond in time.",
};

/** Whether the body is the page that HAProxy itself has for that status. */
export const isOwnPage = ({status, bodyStart}: Upgrade): boolean => {
	const sentence = status === undefined ? undefined : sentences[status];
	return sentence !== undefined && bodyStart?.includes(`<h1>${status} `) === true && bodyStart.includes(sentence);
};

const ofOwnPages = new Set([
	'content-length',
	'cache-control',
	'content-type',
	'connection',
	'location',
	'retry-after',
	'www-authenticate',
	'proxy-authenticate',
]);

/** HAProxy's pages carry `cache-control: no-cache`, its redirects a length of 0, and neither has Date or Server as every server's do (RFC 9110 §6.6.1). */
const hasOwnHeaders = ({status = 0, headers = {}}: Upgrade): boolean => {
	const redirects = status >= 300 && status < 400 && headers.location !== undefined && headers['content-length'] === '0';
	return (
		(redirects || (headers['cache-control'] === 'no-cache' && headers['content-length'] !== undefined)) &&
		Object.keys(headers).every(name => ofOwnPages.has(name))
	);
};

// The letters with which HAProxy itself ends a request before any response has passed (manual §8.5).
const ownLetters = /^(?:P[RTH]|L[RH]|S[QCH]|s[QCH]|[cC]R|D[CQ]|RC)/;

const byHaproxy = ({upgrade, termination}: Answers): Answerer | undefined => {
	const {status} = upgrade;
	if (status === undefined || status === 101) return;
	if (isOwnPage(upgrade)) return {who: 'haproxy', because: `the body is the page that HAProxy itself has for ${status}`, evidence: ['upgrade']};
	if (termination && ownLetters.test(termination))
		return {who: 'haproxy', because: `HAProxy's log ends the request with ${termination}: it made the answer`, evidence: ['termination']};
	return hasOwnHeaders(upgrade)
		? {who: 'haproxy', because: "the answer has the headers of HAProxy's own pages and none of a server", evidence: ['upgrade']}
		: undefined;
};

const isApplication = (product: string) => ['app-server', 'framework'].includes(layerOf(product));

/** The product in front that has left its sign on this answer, and not on that of the next place inward. */
const byFront = ({upgrade, atHaproxy}: Answers): Answerer | undefined => {
	if (atHaproxy?.status === undefined || upgrade.status === undefined || atHaproxy.status === upgrade.status) return;
	const inside = recognise(atHaproxy.headers).map(({product}) => product);
	const sign = recognise(upgrade.headers).find(({product}) => !isApplication(product) && !inside.includes(product));
	const because = `HAProxy, asked directly, answers ${atHaproxy.status}${sign ? `, and this answer has ${sign.because}` : ''}`;
	return {who: 'front', ...(sign && {product: sign.product}), because, evidence: ['upgrade', 'upgradeAtHaproxy']};
};

const byApplication = ({upgrade, atBackend, termination}: Answers): Answerer | undefined => {
	if (upgrade.status === undefined || upgrade.status === 101) return;
	if (atBackend?.status === upgrade.status)
		return {who: 'application', because: `the backend, asked directly, answers ${upgrade.status} as well`, evidence: ['upgrade', 'upgradeAtBackend']};
	if (termination?.startsWith('--'))
		return {who: 'application', because: `HAProxy's log has ${termination}: it passed the answer of the server on`, evidence: ['termination']};
	const sign = recognise(upgrade.headers).find(({product}) => isApplication(product));
	return sign && {who: 'application', product: sign.product, because: `the answer has ${sign.because}`, evidence: ['upgrade']};
};

/** Who made the answer to the handshake: a hop in front of HAProxy, HAProxy itself, or the application; undefined where nothing tells. */
export const answererOf = (answers: Answers): Answerer | undefined => {
	const {upgrade, atHaproxy} = answers;
	const nearest = {...answers, upgrade: atHaproxy?.status === undefined ? upgrade : atHaproxy};
	return byFront(answers) ?? byHaproxy(nearest) ?? byApplication(nearest);
};

const names = {haproxy: 'HAProxy itself', front: 'Something in front of HAProxy', application: 'The application'};

/** ` HAProxy itself answered: the body is the page that HAProxy itself has for 503.` */
export const answererWords = (answerer: Answerer | undefined): string => {
	if (!answerer) return '';
	const {who, product, because} = answerer;
	return ` ${who === 'front' && product ? product : names[who]} answered: ${because}.`;
};
