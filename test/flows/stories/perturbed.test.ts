import test, {type ExecutionContext} from 'ava';
import type {Certainty} from '../../../source/model.ts';
import {layerOf} from '../../../source/products/index.ts';
import {type Answers, assess} from '../../helpers/assess.ts';
import {faster, renamed, type Told, without} from '../perturbing.ts';
import {all} from './all.ts';
import {code, type Story} from './words.ts';

const certainties: readonly (Certainty | undefined)[] = [undefined, 'possible', 'likely', 'confirmed'];

/** Under an unknown name nobody can tell an application from a hop before it. */
const roleLost: ReadonlySet<string> = new Set(['firezone/firezone#4348']);

/** Facts that name, place or slow things down: without one of them there is less to know, and nothing else. */
const naming = ['path', 'timers', 'heartbeat', 'url', 'upgrade', 'idleAtHaproxy'];

/** Close frames of a gateway: without the path nobody can know that there was one. */
const ofGateways: readonly RegExp[] = [/gateway/, /logseq/];

/** A heartbeat that is slower than the clock loses to it, whoever's clock it is. */
const losesRace = ({heartbeat = 0, idle, application}: Told): boolean => {
	const cut = idle ?? (application as Told['idle']);
	const after = cut?.outcome === 'closed' && typeof cut.afterMs === 'number' ? cut.afterMs : Infinity;
	return heartbeat >= after * 0.95;
};

const follows = (t: ExecutionContext, [, answers, ...accept]: Story, changed: Answers) => {
	const [before, after] = [assess(answers), assess(changed)];
	const also = losesRace(answers) ? [code.race] : [];
	const right = [null, before.verdict?.code, ...accept, ...also];
	t.true(right.includes(after.verdict?.code ?? null), `${before.verdict?.code ?? 'no verdict'} became ${after.verdict?.code}: ${after.verdict?.summary}`);
	return {before, after};
};

const runsFaster = (t: ExecutionContext, story: Story) => {
	const {before, after} = follows(t, story, faster(story[1] as Told));
	const isSurer = certainties.indexOf(after.verdict?.certainty) > certainties.indexOf(before.verdict?.certainty);
	t.false(before.verdict !== null && isSurer, 'a default that no longer agrees makes nothing surer');
};

for (const story of all) {
	const [source, answers, ...accept] = story;
	if (!roleLost.has(source))
		test(`${source}, with unknown hops`, t =>
			void follows(
				t,
				story,
				renamed(answers as Told, hop => layerOf(hop) === 'haproxy'),
			));
	test(`${source}, in a faster world`, t => runsFaster(t, story));
	// What abstains because its facts deny each other speaks once one of them is gone.
	if (accept.includes(null)) continue;
	for (const step of Object.keys(answers).filter(step => naming.includes(step))) {
		if (step === 'path' && ofGateways.some(name => name.test(source))) continue;
		test(`${source}, without ${step}`, t => void follows(t, story, without(answers as Told, step)));
	}
}
