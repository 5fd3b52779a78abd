import {flow, probe, question, rule} from '../../source/define.ts';
import type {Diagnosis, Evidence, Flow, Instruments, ProofItem} from '../../source/model.ts';

export type AnyStep = Flow['steps'][number];

/** Evidence in few words. */
export const fact = (step: string, value: unknown, more: Partial<Evidence> = {}): Evidence =>
	({step, at: '2026-11-20T12:00:00.000Z', source: 'probe', value, ...more}) as Evidence;

/** A question about text. */
export const asked = (id: string, more: Partial<Parameters<typeof question<string>>[0]> = {}) =>
	question({id, title: `What is ${id}?`, hint: '', parse: String, ...more});

export const told = (id: string, ...needs: AnyStep[]) => probe({id, title: id, needs, plan: () => `looks at ${id}`, cost: () => 1, run: async () => id});

export const item = (state: ProofItem['state'], decisive = false, ...evidence: string[]): ProofItem => ({says: state, state, decisive, evidence});

export const diagnosis = (proof: readonly ProofItem[], severity: Diagnosis['severity'] = 'problem'): Diagnosis => ({
	severity,
	title: 'a title',
	why: '',
	proof,
	fixes: [],
});

/** A rule that always says the same. */
export const says = (
	code: string,
	needs: readonly AnyStep[],
	proof: readonly ProofItem[],
	more: {severity?: Diagnosis['severity']; outranks?: readonly string[]; uses?: readonly AnyStep[]} = {},
) => rule({code, needs, uses: more.uses ?? [], outranks: more.outranks ?? [], find: () => diagnosis(proof, more.severity)});

export const flowOfSteps = (steps: Flow['steps'], more: Partial<Flow> = {}): Flow =>
	flow({id: 'flow', symptom: '', hint: '', steps, rules: [], clocks: () => ({timers: []}), failed: () => false, ...more});

const never = () => Promise.reject(new Error('no hands'));

/** Instruments that no test of these steps may use. */
export const noInstruments: Instruments = {reach: never, upgrade: never, watch: never, readConfiguration: never};
