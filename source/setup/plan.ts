import {UsageError} from '../usage-error.ts';
import {capacityFor, sizesFor} from './capacity.ts';
import {changedFile} from './changed-file.ts';
import {type Existing, readExisting} from './existing.ts';
import {explain} from './explain.ts';
import {type Setup, setupOf} from './model.ts';
import {newFile} from './new-file.ts';
import {proofsFor} from './proof.ts';
import {shellWord} from './shell.ts';
import type {SetupAnswers, SetupPlan, Surroundings} from './types.ts';

type Written = Pick<SetupPlan, 'file' | 'explanations'>;

const written = (setup: Setup, existing: Existing | undefined, {existing: file}: Surroundings): Written => {
	const sizes = sizesFor(setup);
	if (!existing || !file) return {file: {kind: 'new', name: 'haproxy.cfg', text: newFile(setup, sizes)}, explanations: []};
	const {text, diff, explanations} = changedFile(setup, existing, file.text, sizes);
	return {file: {kind: 'changed', name: file.name, text, diff}, explanations};
};

const existingFor = ({mode, frontend}: SetupAnswers, {existing}: Surroundings): Existing | undefined => {
	if (mode === 'new') return undefined;
	if (!existing) throw new UsageError('The existing file is not known: expected "file" to be a haproxy.cfg that can be read.');
	return readExisting(existing, frontend);
};

/**
 * What `ws-doctor setup` will write, why, how it is sized, and what to run then: pure. `existing` is the text of `file` in mode `add`.
 * Throws a `UsageError` of one sentence where the answers give no valid file.
 */
export const planSetup = (answers: SetupAnswers, surroundings: Surroundings): SetupPlan => {
	const existing = existingFor(answers, surroundings);
	const setup = setupOf(answers, surroundings.version, existing?.taken);
	const {file, explanations} = written(setup, existing, surroundings);
	const capacity = capacityFor(existing ? {...setup, tls: existing.tls} : setup, sizesFor(setup));
	const proofs = proofsFor(setup, existing);
	const path = answers.mode === 'add' ? answers.file : '/etc/haproxy/haproxy.cfg';
	const check = `haproxy -c -V -f ${shellWord(path)}`;
	const prove = proofs.map(words => ['ws-doctor', 'diagnose', ...words, '--config', path].map(shellWord).join(' '));
	return {
		file,
		explanations: [...explain(setup), ...explanations, ...capacity.explanations],
		capacity,
		proofs,
		commands: [...capacity.commands, check, 'systemctl reload haproxy', ...prove],
	};
};
