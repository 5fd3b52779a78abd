import test, {type ExecutionContext} from 'ava';
import {everything} from '../../flows/index.ts';
import {nextSteps} from '../../source/engine.ts';
import {hopOf, products} from '../../source/products/index.ts';
import {type Answers, assess, evidenceOf} from '../helpers/assess.ts';

const cut = (ms: number, ending = 'fin') => ({outcome: 'closed', afterMs: ms, ageMs: ms, ending});
const alive = {outcome: 'survived', ms: 3_600_000};
const independent = (more = '') =>
	`defaults\n option independent-streams\n timeout client 50s\n timeout server 30s\n${more}frontend fe\n bind :80\n default_backend be\nbackend be\n server a 192.0.2.1:80\n`;
const common = {symptom: 'drops', url: 'ws://192.0.2.9/ws', upgrade: {status: 101}, idle: cut(30_000), idleLimit: 75_000, busy: alive};

const looks = (t: ExecutionContext, answers: Answers, expected: boolean) => {
	const next = nextSteps(everything, evidenceOf({...common, ...answers})).map(({id}) => id);
	t.is(next.includes('clientOnly'), expected);
};

test('the arm is worth its time where HAProxy tells directions apart', t => looks(t, {config: independent()}, true));
test('not where any byte resets the timer', t => looks(t, {config: independent().replace('option', 'no option')}, false));
test('not where the clock that cares is another one', t => looks(t, {config: independent(), idle: cut(9000)}, false));
test('not where a lifetime ends it', t => looks(t, {config: independent(), busy: cut(30_000)}, false));
test('not before it is known that pings save it', t => looks(t, {config: independent(), busy: null}, false));
test('where a product on the path watches one side only', t => looks(t, {path: ['haproxy', 'phoenix'], idle: cut(60_000, 'close-frame')}, true));

const why = (answers: Answers) => assess({...common, ...answers}).findings[0]?.why ?? '';

test('HAProxy with independent streams watches the silence of the server', t => {
	const answers = {config: independent(), clientOnly: cut(30_000)};
	t.is(assess({...common, ...answers}).verdict?.code, 'idle/server-timeout');
	t.regex(why(answers), /watches the silence of the server, and a heartbeat saves the connection only if the server sends it/);
	t.is(assess({...common, config: independent(), clientOnly: alive}).verdict, null);
});

test('without them any byte keeps it', t => {
	const config = independent().replace('option', 'no option');
	t.is(assess({...common, config, clientOnly: alive}).verdict?.code, 'idle/server-timeout');
	t.regex(why({config, clientOnly: alive}), /does not watch the silence of the server, and a heartbeat from the client saves/);
	t.is(assess({...common, config, clientOnly: cut(30_000)}).verdict, null);
});

test('nothing is said of directions where nobody looked', t => t.notRegex(why({config: independent()}), /silence of the server/));

test('a product whose clock watches the other side is no suspect', t => {
	const told = {path: ['aws-cloudfront', 'haproxy'], idle: cut(600_000), busy: alive, idleAtHaproxy: alive};
	t.is(assess({...common, ...told}).findings[0]?.timer?.ms, 600_000);
	t.is(assess({...common, ...told, clientOnly: alive}).findings[0]?.timer, undefined);
});

test('the catalogue says which clocks care for one side', t => {
	const directed = products.flatMap(product => hopOf(product).timers.flatMap(({name, resetBy}) => (resetBy ? [`${product} ${name}: ${resetBy}`] : [])));
	t.snapshot(directed);
});
