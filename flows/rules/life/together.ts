import {rule} from '../../../source/define.ts';
import type {Diagnosis} from '../../../source/model.ts';
import {simultaneous} from '../../steps/told.ts';
import {decisive, met, unseen} from '../proof.ts';

type Together = {
	code: string;
	moment: true | 'reload' | 'deploy';
	outranks?: readonly string[];
	diagnosis: Omit<Diagnosis, 'proof' | 'severity'>;
	then?: string;
};

/** A rule for connections of every age that end in the same moment. */
export const together = ({code, moment, outranks = [], diagnosis, then}: Together) =>
	rule({
		code,
		outranks,
		needs: [simultaneous],
		find(told) {
			if (told !== moment) return;
			const also = then ? [unseen(then)] : [];
			return {...diagnosis, severity: 'problem', proof: [decisive(met('all connections end at the same moment, whatever their age', 'simultaneous')), ...also]};
		},
	});
