import type {TimerKind} from '../model.ts';
import type {Row} from './catalogue-types.ts';

type Columns = [product: string, id: string, name: string, ms: number | null, resetBy: string, source: string, more?: Partial<Row>];

// Only what is out of the ordinary is written in a row: the tables stay short, on the screen and in the bundle.
const rowOf =
	(kind: TimerKind) =>
	(...[product, id, name, ms, resetBy, source, more = {}]: Columns): Row => ({
		...{id, product, name, ms, kind, resetBy, source},
		...{setting: more.configurable === false ? '' : name, configurable: true, endingEvidence: 'inferred', confidence: 'documented', note: ''},
		...more,
	});

/** Builders of rows, named by the kind of the clock; `more` overrides the ordinary: configurable, documented, ending only inferred. */
export const idle = rowOf('idle');
export const lifetime = rowOf('lifetime');
export const heartbeat = rowOf('heartbeat');
export const handshake = rowOf('handshake');
export const drain = rowOf('drain');

/** What resets a clock, where many share the words. */
export const bytes = 'bytes in either direction, WebSocket pings included; not TCP keepalive';
export const packets = 'any packet, TCP keepalive included';
export const fromClient = 'bytes from the client only; its pings and pongs count';
export const request = 'the next HTTP request';
export const pong = 'a pong';
export const reload = 'nothing: counts from the reload';
export const nothing = 'nothing';
export const notApplicable = 'not applicable';
export const unblocked = 'a write that succeeds; runs only while one is blocked';
