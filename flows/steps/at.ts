import type {Evidence, Flow} from '../../source/model.ts';
import {idle, idleAt} from './idle.ts';
import {placeNamed} from './places.ts';
import {upgradeAt} from './upgrade.ts';

/** The steps at a place that the operator has named: `at:edge` says where it is, `upgradeAt:edge` and `idleAt:edge` try it. */
export const stepsAt = (name: string) => {
	const place = placeNamed(name);
	const handshake = upgradeAt(place);
	return {
		where: place.where,
		upgrade: handshake,
		idle: idleAt({id: `idle${place.suffix}`, title: `Silence at ${place.title}`, place, handshake, traffic: 'silent', beside: idle}),
	};
};

const nameIn = (id: string): string | undefined => /^(?:at|upgradeAt|idleAt):([A-Za-z][\w-]{0,39})$/.exec(id)?.[1];

type AnyStep = Flow['steps'][number];

/** The step at a named place that an id means, if it means one. */
export const stepNamed = (id: string): AnyStep | undefined => {
	const name = nameIn(id);
	return name === undefined ? undefined : Object.values<AnyStep>(stepsAt(name)).find(step => step.id === id);
};

/** The named places of some evidence, outermost first, which is the order in which they were told. */
export const namesIn = (evidence: ReadonlyArray<Pick<Evidence, 'step'>>): readonly string[] => [...new Set(evidence.flatMap(({step}) => nameIn(step) ?? []))];
