import test from 'ava';
import {atMost, chainFor, faultNamed, menu, open, plan, toFindings} from '../helpers/journey.ts';

const few = atMost(3);

// The number in the menu, a fault, and what the findings say of it.
const journeys = [
	{symptom: 'wrong-server', key: '3', fault: 'healthy', says: /● findings[\s\S]*wrong-server/},
	{symptom: 'drops-together', key: '4', fault: 'healthy', says: /INCONCLUSIVE/},
	{symptom: 'slow-or-full', key: '5', fault: 'healthy', says: /● findings[\s\S]*slow-or-full/},
	{symptom: 'check-up', key: '6', fault: 'no-tunnel', says: /PROBLEM, confirmed: idle\/client-timeout/},
] as const;

for (const {symptom, key, fault, says} of journeys) {
	test(
		`${symptom}: from the menu over the plan to the findings, and what to do`,
		few(async t => {
			const {told} = await chainFor(t, faultNamed(fault));
			const terminal = open(t, [...told, '--idle', '5s'], {rows: 40});
			const {waitFor, press, exit} = terminal;
			await waitFor(menu);
			await press(key);
			t.regex(await waitFor(plan), new RegExp(`${symptom} › plan`));
			const findings = await toFindings(terminal);
			t.regex(findings, says);
			await press('f');
			t.regex(await waitFor(/› fix/), /What to do/);
			await press('e');
			t.regex(await waitFor(/› evidence/), /Reach the public URL: connected/);
			await press('q');
			t.not((await exit).code, 70);
		}),
	);
}

test(
	'enough: at a question Ctrl-D concludes with what is known',
	few(async t => {
		const {waitFor, press, exit} = open(t, ['ws://127.0.0.1:1/ws']);
		await waitFor(menu);
		await press('1');
		await waitFor(plan);
		await press('enter');
		await waitFor(/Where is haproxy\.cfg\?[\s\S]*so far: Nothing accepts[\s\S]*Ctrl-D conclude/);
		await press('ctrl-d');
		t.regex(await waitFor(/● findings/), /PROBLEM, confirmed: reach\/refused/);
		await press('q');
		t.is((await exit).code, 1);
	}),
);
