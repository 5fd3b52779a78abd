import test from 'ava';
import drops from '../../../flows/drops.ts';
import {flowHere, hereEvidence, lookHere} from '../../../source/commands/here.ts';
import type {Question} from '../../../source/model.ts';

test('a pod says so itself; anything else is seen by what runs and stands here', async t => {
	t.is(await lookHere({env: {KUBERNETES_SERVICE_HOST: '10.96.0.1'}}), 'pod');
	t.not(await lookHere({env: {}}), 'pod');
});

test('it is told as a fact, and says where the configuration is to be had', t => {
	t.like(hereEvidence('pod', new Date(0)), {step: 'here', source: 'probe', value: 'in a pod of Kubernetes'});
	for (const [here, says] of [
		['pod', /kubectl exec/],
		['haproxy', /ps -o args -C haproxy/],
		['configuration', /docker exec/],
		['elsewhere', /docker exec[\s\S]*kubectl exec/],
	] as const) {
		const asked = flowHere(drops, here).steps.find(({id}) => id === 'configurationFiles') as Question<unknown>;
		t.regex(asked.hint, says);
	}
});
