import test from 'ava';
import {compare} from '../../../source/compare.ts';
import {flow, probe, question, rule} from '../../../source/define.ts';
import type {Flow, Idle, Instruments, Report, Suggestion} from '../../../source/model.ts';
import {buildReport} from '../../../source/report/build.ts';
import {createSession} from '../../../source/session.ts';
import type {Saved} from '../../../source/ui/control/desk.ts';
import {frameLines} from '../../../source/ui/frame.ts';
import type {Key, KeyName} from '../../../source/ui/keys.ts';
import {summary} from '../../../source/ui/summary.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {placeOf} from '../../../source/ui/view.ts';
import {createWizard, type Wizard} from '../../../source/ui/wizard.ts';
import {change} from './drafts.ts';

const nothing = () => Promise.reject(new Error('this instrument is not for this test'));
const cut: Idle = {outcome: 'closed', afterMs: 3000, ending: 'fin'};

/** A flow of two questions, the second with choices, and a probe that ends when it is told to. */
const world = ({gate = false, offered = []}: {gate?: boolean; offered?: readonly Suggestion[]} = {}) => {
	const copied: string[] = [];
	let finish = (_idle: Idle) => {};
	let aborted: unknown;
	const url = question({
		id: 'url',
		title: 'Which URL?',
		hint: '',
		parse(text) {
			if (!text.startsWith('ws')) throw new Error('expected ws://host/path');
			return text;
		},
		check: async value => (value.includes('closed') ? 'it is closed today' : undefined),
	});
	const hop = question({
		id: 'hop',
		title: 'What is in front?',
		hint: '',
		needs: [url],
		optional: true,
		choices: [
			{value: 'none', label: 'Nothing'},
			{value: 'alb', label: 'An ALB'},
		],
		parse: String,
	});
	const watch = probe({
		id: 'idle',
		title: 'Silence',
		needs: [url],
		plan: url => `opens 2 connections to ${url}`,
		cost: () => 9000,
		run: (instruments, signal, notify, url) => instruments.watch({place: 'public', target: {url}, traffic: 'silent', limit: 9000, clocks: []}, signal, notify),
	});
	const cause = rule({
		code: 'idle/client-timeout',
		needs: [watch],
		uses: [hop],
		find: idle =>
			idle.outcome === 'closed'
				? {
						severity: 'problem',
						title: 'cut',
						why: 'because',
						proof: [{says: 'it was cut', state: 'met', decisive: true, evidence: ['idle']}],
						fixes: [{title: 'mend it', where: 'haproxy.cfg:3'}],
					}
				: undefined,
	});
	const drops: Flow = flow({
		id: 'drops',
		symptom: 'It drops',
		hint: '',
		steps: [url, hop, watch],
		rules: [cause],
		clocks: () => ({timers: []}),
		failed: () => false,
	});
	const other: Flow = {...drops, id: 'other', symptom: 'Other', steps: [url]};
	const instruments: Instruments = {
		reach: nothing,
		upgrade: nothing,
		readConfiguration: nothing,
		watch: (_watch, signal) =>
			new Promise((resolve, reject) => {
				finish = resolve;
				signal.addEventListener('abort', () => {
					aborted = signal.reason;
					if (signal.reason === 'conclude') resolve({outcome: 'survived', ms: 100});
					else reject(signal.reason);
				});
			}),
	};
	const written = new Map<string, Report>();
	const save = async (report: Report, path: string, overwrite: boolean): Promise<Saved> => {
		if (path.includes('/')) return {outcome: 'failed', why: 'its folder does not exist'};
		if (written.has(path) && !overwrite) return {outcome: 'exists'};
		written.set(path, report);
		return {outcome: 'saved'};
	};
	const theme = createTheme({color: false, ascii: true, reader: false});
	const wizard = createWizard(
		{
			menu: [
				...[drops, other].map(({id, symptom, hint}) => ({kind: 'symptom', id, label: symptom, hint}) as const),
				{kind: 'command', id: 'setup', label: 'Set up', hint: ''},
			],
			given: [],
			load: async () => ({
				start: (symptom, given, asks) =>
					createSession({
						flow: symptom === 'other' ? other : drops,
						...{instruments, given, gate: gate && asks},
						byHand: step => `try ${step}`,
						readPaste(step, text) {
							if (text.trim() !== 'cut') throw new Error('Expected "cut".');
							return [{step, value: cut}];
						},
						complete: (_question, text) => (text.endsWith('n') ? [{value: `${text}ginx,`, label: 'nginx', because: 'a header'}] : []),
						suggest: ({id}) => (id === 'url' ? offered : []),
					}),
				reportOf: ({assessment, evidence, flow}) =>
					buildReport(assessment, {version: '0', session: 's', startedAt: new Date(0), finishedAt: new Date(0), flow: flow.id, evidence}),
				compare,
			}),
			more: async () => [{kind: 'session', id: 'resume', operand: 'earlier', label: 'Earlier', hint: ''}],
			save,
			formats: [
				{name: 'text', extension: 'txt'},
				{name: 'markdown', extension: 'md'},
			],
			short: async ({verdict}) => `short: ${verdict?.code}`,
			copy: text => copied.push(text),
			version: '0',
		},
		theme,
		{columns: 80, rows: 24},
	);
	const screen = () =>
		frameLines(wizard.getView(), theme, 0)
			.map(row =>
				row
					.map(({text}) => text)
					.join('')
					.trimEnd(),
			)
			.join('\n');
	return {wizard, screen, written, theme, copied, finish: (idle: Idle) => finish(idle), aborted: () => aborted};
};

const named: Readonly<Record<string, KeyName>> = {
	'⏎': 'enter',
	'⎋': 'escape',
	'↓': 'down',
	'↑': 'up',
	'⌫': 'ctrl-u',
	'⇟': 'page-down',
	'⇞': 'page-up',
	'↖': 'home',
	'↘': 'end',
};

const keysOf = (keys: string): readonly Key[] => [...keys].map(each => (named[each] ? {type: 'key', name: named[each]} : {type: 'text', text: each}) as Key);

/** Types, and waits until what follows from it is on the screen. */
const type = async ({press}: Wizard, keys: string) => {
	for (const key of keysOf(keys)) press(key);
	for (let turns = 0; turns < 4 * keys.length + 12; turns++) await new Promise(resolve => void setImmediate(resolve));
};

test('from the menu over a question, Back, and an answer that is refused, to the findings and the saved report', async t => {
	const {wizard, screen, finish, written, theme, aborted} = world();
	t.regex(screen(), /What is going wrong\?[\s\S]* > 1 It drops/);
	await type(wizard, 'j');
	t.regex(screen(), / > 2 Other/);
	await type(wizard, '↑⏎');
	t.regex(screen(), /questions[\s\S]*Which URL\?/);
	await type(wizard, 'http://a⏎');
	t.regex(screen(), /x expected ws:\/\/host\/path/);
	await type(wizard, '⌫ws://closed⏎');
	t.regex(screen(), /x it is closed today/);
	await type(wizard, '⌫ws://a⏎');
	t.regex(screen(), /What is in front\?[\s\S]*Meanwhile[\s\S]*Silence[\s\S]*opens 2 connections to ws:\/\/a/);
	await type(wizard, '⎋');
	t.regex(screen(), /Which URL\?[\s\S]*> ws:\/\/a_/, 'Back leads to the question before, with its answer');
	t.is((aborted() as Error).message, 'abandoned');
	await type(wizard, '/b⏎2');
	t.regex(screen(), /examination[\s\S]*Examining ws:\/\/a\/b[\s\S]*waiting for: 1 probe/);
	finish(cut);
	await type(wizard, '');
	t.regex(screen(), /PROBLEM, confirmed: idle\/client-timeout[\s\S]*Fix: mend it \(haproxy\.cfg:3\)/);
	await type(wizard, 's');
	t.regex(screen(), /Save the report[\s\S]*> 2 markdown \(\.md\)/);
	await type(wizard, '⏎');
	t.regex(screen(), /Save the report[\s\S]*> ws-doctor-s\.md_/);
	await type(wizard, '⌫no/such⏎');
	t.regex(screen(), /x its folder does not exist/);
	await type(wizard, '⌫a.md⏎');
	t.regex(screen(), /\+ saved: a\.md/);
	t.is(written.get('a.md')?.verdict?.code, 'idle/client-timeout');
	await type(wizard, 'q');
	const left = await wizard.left;
	t.is(left.report?.exitCode, 1);
	t.is(
		summary(left, theme, 80),
		'idle/client-timeout (confirmed)\ncut\nFix: mend it (haproxy.cfg:3)\nMore: ws-doctor explain idle/client-timeout\nReport saved: a.md\n',
	);
});

test('Esc while probes run takes the last answer away, and asks again', async t => {
	const {wizard, screen} = world();
	await type(wizard, '1ws://a⏎2');
	t.regex(screen(), /Examining ws:\/\/a/);
	await type(wizard, '⎋');
	t.is(wizard.getView().snapshot?.question?.id, 'hop');
	t.deepEqual(
		wizard
			.getView()
			.snapshot?.evidence.filter(({source}) => source === 'user')
			.map(({step}) => step),
		['url'],
	);
	await type(wizard, '2');
	t.regex(screen(), /Examining ws:\/\/a/);
});

test('all of it typed ahead, before anything was painted', async t => {
	const {wizard, screen} = world();
	await type(wizard, '1ws://a⏎2');
	t.regex(screen(), /Examining ws:\/\/a/);
	t.like(wizard.getView().snapshot?.evidence[1], {step: 'hop', value: 'alb', source: 'user'});
});

test('an existing file is only overwritten after a yes', async t => {
	const {wizard, screen, finish, written} = world();
	await type(wizard, '1ws://a⏎1');
	finish(cut);
	await type(wizard, '');
	await type(wizard, 'w⏎⏎');
	const first = written.get('ws-doctor-s.md');
	await type(wizard, 's⏎⏎');
	t.regex(screen(), /ws-doctor-s\.md exists\. Overwrite it\?/);
	await type(wizard, 'n');
	t.regex(screen(), /Enter: save here/);
	t.is(written.size, 1);
	await type(wizard, '⏎y');
	t.regex(screen(), /saved: ws-doctor-s\.md/);
	t.is(written.get('ws-doctor-s.md'), first);
	await type(wizard, 's2⌫⏎');
	t.regex(screen(), /A name is needed/);
	await type(wizard, '⎋');
	t.regex(screen(), /PROBLEM/);
});

test('a question with choices takes a typed value, and not to know', async t => {
	const {wizard, screen} = world();
	await type(wizard, '1ws://a⏎');
	t.regex(screen(), /1 Nothing[\s\S]*2 An ALB[\s\S]*3 Another value[\s\S]*4 I do not know/);
	await type(wizard, '3');
	t.regex(screen(), /Enter: I do not know/);
	await type(wizard, '⎋');
	t.regex(screen(), /3 Another value/);
	await type(wizard, '3nginx⏎');
	t.like(wizard.getView().snapshot?.evidence[1], {step: 'hop', value: 'nginx'});
});

test('"I do not know" leaves nothing but that behind', async t => {
	const {wizard} = world();
	await type(wizard, '1ws://a⏎4');
	t.like(wizard.getView().snapshot?.evidence[1], {step: 'hop', missing: 'not told: What is in front?'});
});

test('Back at the first question leads to the menu, and to another symptom', async t => {
	const {wizard, screen} = world();
	await type(wizard, '2⎋');
	t.is(placeOf(wizard.getView()), 'symptom');
	t.regex(screen(), / > 2 Other/);
	await type(wizard, '⎋1');
	t.is(wizard.getView().snapshot?.flow.id, 'drops');
});

test('stop waiting: the probe hands over what it knows', async t => {
	const {wizard, screen, aborted} = world();
	await type(wizard, '1ws://a⏎1s');
	t.is(aborted(), 'conclude');
	t.regex(screen(), /findings[\s\S]*Silence: still alive after 100ms/);
});

test('help opens and closes; in a field only while it is empty, and q is a letter there', async t => {
	const {wizard, screen} = world();
	await type(wizard, '?');
	t.regex(screen(), /Help[\s\S]*Ctrl-U/);
	await type(wizard, '⎋1?');
	t.regex(screen(), /Help/);
	await type(wizard, '?wsq?⏎');
	t.like(wizard.getView().snapshot?.evidence[0], {value: 'wsq?'});
});

test('a paste is text in a field, and nothing in a list', async t => {
	const {wizard} = world();
	wizard.press({type: 'paste', text: 'q'});
	await type(wizard, '1');
	wizard.press({type: 'paste', text: 'ws://pasted'});
	await type(wizard, '⏎');
	wizard.press({type: 'paste', text: '2'});
	await type(wizard, '');
	t.like(wizard.getView().snapshot, {evidence: {0: {value: 'ws://pasted'}, length: 1}, question: {id: 'hop'}});
});

test('scrolling stops at both ends', async t => {
	const {wizard} = world();
	wizard.resize({columns: 40, rows: 10});
	await type(wizard, '?↓↓↑');
	t.is(wizard.getView().scroll, 1);
	await type(wizard, '↘');
	const last = wizard.getView().scroll ?? 0;
	await type(wizard, '↓⇟ j');
	t.is(wizard.getView().scroll, last);
	await type(wizard, 'k');
	t.is(wizard.getView().scroll, last - 1);
	await type(wizard, '⇞⇞⇞⇞⇞⇞⇞⇞⇞⇞⇞⇞⇞⇞↖');
	t.is(wizard.getView().scroll, 0);
});

test('Ctrl-C ends it at once, also in a list, and says that nothing was concluded', async t => {
	const {wizard, aborted, theme} = world();
	await type(wizard, '1ws://a⏎');
	wizard.press({type: 'key', name: 'ctrl-c'});
	const left = await wizard.left;
	t.true(left.interrupted);
	t.is(left.report, undefined);
	t.is((aborted() as Error).message, 'stopped');
	t.regex(summary(left, theme, 80), /stopped before its end/);
});

test('left at the menu, nothing was examined and nothing is said', async t => {
	const {wizard, theme} = world();
	await type(wizard, 'q');
	const left = await wizard.left;
	t.false(left.interrupted);
	t.is(summary(left, theme, 80), '');
});

test('nothing is opened before the plan has been seen, and Esc leads back from it', async t => {
	const {wizard, screen, finish} = world({gate: true});
	await type(wizard, '1ws://a⏎');
	t.regex(screen(), /drops > plan[\s\S]*Before anything is opened[\s\S]*One probe, done after 9s at most[\s\S]*opens 2 connections to ws:\/\/a/);
	t.deepEqual(wizard.getView().snapshot?.probes, []);
	await type(wizard, '⎋');
	t.regex(screen(), /Which URL\?[\s\S]*> ws:\/\/a_/);
	await type(wizard, '⏎⏎');
	t.regex(screen(), /What is in front\?[\s\S]*Meanwhile/);
	await type(wizard, '2');
	finish(cut);
	await type(wizard, '');
	t.regex(screen(), /PROBLEM/);
});

test('what speaks for an answer is filled in with its reason, and can be changed; several are a list', async t => {
	const one = world({offered: [{value: 'ws://found', because: 'found on this machine'}]});
	await type(one.wizard, '1');
	t.regex(one.screen(), /> ws:\/\/found_\n {3}because: found on this machine/);
	await type(one.wizard, '/b⏎');
	t.like(one.wizard.getView().snapshot?.evidence[0], {value: 'ws://found/b', source: 'user'});
	const two = world({
		offered: [
			{value: 'ws://one', because: 'frontend one'},
			{value: 'ws://two', because: 'frontend two'},
		],
	});
	await type(two.wizard, '1');
	t.regex(two.screen(), /> 1 ws:\/\/one\n {5}frontend one\n {3}2 ws:\/\/two[\s\S]*3 Another value/);
	await type(two.wizard, '2');
	t.like(two.wizard.getView().snapshot?.evidence[0], {value: 'ws://two'});
});

test('what is typed can be completed; Enter takes the completion first, then the answer', async t => {
	const {wizard, screen} = world();
	await type(wizard, '1ws://a⏎3n');
	t.regex(screen(), /> n_[\s\S]* > nginx {2}a header/);
	await type(wizard, '⏎');
	t.regex(screen(), /> nginx,_/);
	await type(wizard, '⏎');
	t.like(wizard.getView().snapshot?.evidence[1], {value: 'nginx,'});
});

test('a probe: its raw details, its command, and its result from elsewhere, said as the operator’s', async t => {
	const {wizard, screen, copied, aborted} = world();
	await type(wizard, '1ws://a⏎1');
	await type(wizard, 'd');
	t.regex(screen(), /idle details[\s\S]*opens 2 connections/);
	await type(wizard, '⎋c');
	t.regex(screen(), /Silence, by hand[\s\S]*\$ try idle/);
	await type(wizard, 'y');
	t.deepEqual(copied, ['try idle']);
	await type(wizard, '⎋pnonsense⏎⏎');
	t.regex(screen(), /Silence, found elsewhere[\s\S]*x Expected "cut"\./);
	await type(wizard, '⎋p');
	wizard.press({type: 'paste', text: 'cut\n'});
	await type(wizard, '⏎');
	t.is((aborted() as Error).message, 'abandoned');
	t.regex(screen(), /PROBLEM[\s\S]*Silence: cut after 3s of silence by FIN \(as you said\)/);
	t.like(wizard.getView().report?.evidence.at(-1), {step: 'idle', source: 'user', value: cut});
});

test('a result from elsewhere is taken at the findings, too, and the examination goes on with it', async t => {
	const {wizard, screen, finish} = world();
	await type(wizard, '1ws://a⏎1');
	finish({outcome: 'survived', ms: 9000});
	await type(wizard, '');
	t.regex(screen(), /OK/);
	await type(wizard, 'ep');
	wizard.press({type: 'paste', text: 'cut'});
	await type(wizard, '⏎⏎');
	t.regex(screen(), /PROBLEM, confirmed/);
});

test('findings: the fix, the evidence, the clipboard, and the same again after the change', async t => {
	const {wizard, screen, finish, copied} = world();
	await type(wizard, '1ws://a⏎1');
	finish(cut);
	await type(wizard, '');
	await type(wizard, 'f');
	t.regex(screen(), /drops > fix[\s\S]*mend it \(haproxy\.cfg:3\)/);
	await type(wizard, 'fe');
	t.regex(screen(), /drops > evidence[\s\S]*>\+ Silence: cut[\s\S]*Proof[\s\S]*it was cut/);
	await type(wizard, 'ey');
	t.deepEqual(copied, ['short: idle/client-timeout']);
	t.regex(screen(), /the short report is in the clipboard/);
	await type(wizard, 'v');
	t.regex(screen(), /drops > verify[\s\S]*Examining ws:\/\/a/);
	t.deepEqual(
		wizard.getView().snapshot?.evidence.map(({step}) => step),
		['url', 'hop'],
	);
	finish({outcome: 'survived', ms: 9000});
	await type(wizard, '');
	t.regex(screen(), /before +now[\s\S]*verdict +idle\/client-timeout +none/);
});

test('the menu offers earlier sessions between the symptoms and the rest, and what was chosen stays chosen', async t => {
	const {wizard, screen} = world();
	await type(wizard, 'jj');
	t.regex(screen(), / > 3 Set up/);
	wizard.prepare();
	await type(wizard, '');
	t.regex(screen(), /2 Other[\s\S]*Go on with an earlier session[\s\S]*3 Earlier[\s\S]*No symptom[\s\S]* > 4 Set up/);
	await type(wizard, '3');
	t.like(await wizard.left, {interrupted: false, other: {id: 'resume', operand: 'earlier'}});
});

/** A set-up of one question, whose file changes one that exists. */
const setUp = () => {
	const written: Array<readonly [path: string, overwrite: boolean]> = [];
	const servers = question({id: 'servers', title: 'Where?', hint: '', parse: String});
	const steps = flow({id: 'setup', symptom: 'Set up', hint: '', steps: [servers], rules: [], clocks: () => ({timers: []}), failed: () => false});
	const instruments: Instruments = {reach: nothing, upgrade: nothing, readConfiguration: nothing, watch: nothing};
	const theme = createTheme({color: false, ascii: true, reader: false});
	const wizard = createWizard(
		{
			menu: [{kind: 'command', id: 'setup', label: 'Set up', hint: '', here: true}],
			given: [],
			load: async () => ({
				start: (_symptom, given) => createSession({flow: steps, instruments, given, probing: false}),
				reportOf: () => {
					throw new Error('a set-up has no report');
				},
				compare,
				draftOf: async () => ({
					...change,
					async write(path, overwrite) {
						written.push([path, overwrite]);
						return {outcome: 'saved', backup: `${path}.bak`};
					},
				}),
			}),
			save: nothing,
			formats: [],
			short: nothing,
			copy: () => {},
			version: '0',
		},
		theme,
		{columns: 80, rows: 60},
	);
	const screen = () =>
		frameLines(wizard.getView(), theme, 0)
			.map(row => row.map(({text}) => text).join(''))
			.join('\n');
	return {wizard, screen, written};
};

test('a set-up shows what it would write, and changes a file only after a typed yes', async t => {
	const {wizard, screen, written} = setUp();
	await type(wizard, '⏎');
	t.regex(screen(), /\+ menu > o set-up > \. file[\s\S]*Where\?/);
	await type(wizard, '⏎');
	t.regex(screen(), /Nothing goes on without this/);
	await type(wizard, 'a⏎');
	t.regex(screen(), /What will be written[\s\S]*\+ {4}use_backend/);
	await type(wizard, 'w⏎');
	t.regex(screen(), /Change \/etc\/haproxy\/haproxy\.cfg\?[\s\S]*Nothing was changed/);
	await type(wizard, 'no⏎');
	t.deepEqual(written, []);
	await type(wizard, '⎋');
	t.regex(screen(), /What will be written/);
	await type(wizard, 'wyes⏎');
	t.deepEqual(written, [['/etc/haproxy/haproxy.cfg', true]]);
	t.regex(screen(), /written: \/etc\/haproxy\/haproxy\.cfg; the file before:\s+\S+\.bak/);
	await type(wizard, 'q');
	const left = await wizard.left;
	t.like(left, {written: '/etc/haproxy/haproxy.cfg', interrupted: false});
	t.regex(summary(left, createTheme({color: false, ascii: true, reader: false}), 80), /^Written: \S+\nThen:\n\$ haproxy -c/);
});

test('from what a set-up would write Esc leads back to its last answer, and from there to the menu', async t => {
	const {wizard, screen, written} = setUp();
	await type(wizard, '⏎');
	await type(wizard, 'a⏎');
	await type(wizard, '⎋');
	t.regex(screen(), /Where\?[\s\S]*> a_/);
	await type(wizard, '⏎');
	t.regex(screen(), /What will be written/);
	await type(wizard, 'q');
	t.regex(summary(await wizard.left, createTheme({color: false, ascii: true, reader: false}), 80), /^Nothing was written\.\n$/);
	t.deepEqual(written, []);
});
