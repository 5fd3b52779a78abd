import test from 'ava';
import type {Recorder} from '../../../source/examine.ts';
import type {Evidence} from '../../../source/model.ts';
import {createSession, type SessionOptions} from '../../../source/session.ts';
import {type AnyStep, asked, flowOfSteps, noInstruments, told} from '../../helpers/steps.ts';

const soon = () => new Promise<void>(resolve => setImmediate(resolve));

/** A session, and what its recorder hears; secrets are those that begin with an s. */
const recorded = (steps: readonly AnyStep[], more: Partial<SessionOptions> = {}) => {
	const heard: string[] = [];
	const shown: Array<readonly Evidence[]> = [];
	const recorder: Recorder = {
		record(item, ended) {
			heard.push(`${item.step}${ended ? ' at the end' : ''}`);
			shown.push(session.getSnapshot().evidence);
			return item.missing === undefined ? {...item, value: String(item.value).replace(/^s.*/, '…')} : item;
		},
		retract: steps => void heard.push(`not ${steps.join(', ')}`),
	};
	const session = createSession({flow: flowOfSteps(steps), instruments: noInstruments, recorder, ...more});
	return {session, heard, shown};
};

const values = (evidence: readonly Evidence[]) => Object.fromEntries(evidence.map(({step, value}) => [step, value]));

test('each evidence is taken down before it is shown, and shown as it may be kept', async t => {
	const first = asked('a');
	const {session, heard, shown} = recorded([first, told('p', first)]);
	await session.answer('secret');
	await session.ended;
	t.deepEqual(heard, ['a', 'p']);
	t.deepEqual(
		shown.map(evidence => evidence.map(({step}) => step)),
		[[], ['a']],
	);
	t.deepEqual(values(session.getSnapshot().evidence), {a: '…', p: 'p'});
});

test('what Back takes away is taken down as such, with all that followed from it', async t => {
	const [first, second] = [asked('a'), asked('b')];
	const {session, heard} = recorded([first, told('p', first), second]);
	session.back();
	await session.answer('1');
	await soon();
	session.back();
	await soon();
	t.deepEqual(heard, ['a', 'p', 'not a, p']);
	session.stop();
	await session.ended;
});

test('what somebody brings goes the same way', async t => {
	const first = asked('a');
	const {session, heard} = recorded([first, told('p', first), asked('b')], {readPaste: step => [{step, value: 'secret'}]});
	await session.answer('1');
	await soon();
	session.paste('p', 'text');
	await soon();
	t.deepEqual(heard, ['a', 'p', 'not p', 'p']);
	t.is(values(session.getSnapshot().evidence).p, '…');
	session.stop();
	await session.ended;
});

for (const way of ['stop', 'conclude'] as const) {
	test(`what is handed over at the end is taken down as such: ${way}`, async t => {
		const {session, heard} = recorded([asked('a')]);
		await soon();
		session[way]();
		await session.ended;
		t.deepEqual(heard, ['a at the end']);
	});
}
