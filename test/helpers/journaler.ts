// A process that does nothing but keep a session: each number it prints is in its journal by then. It is bundled and started by tests.
import {writeSync} from 'node:fs';
import process from 'node:process';
import {keepNew} from '../../source/journal/keeping.ts';
import type {Evidence, Flow} from '../../source/model.ts';

const limit = Number(process.argv[2] ?? 20_000);

const context = {
	...{positionals: ['ws://h/'], given: {}, env: process.env, version: '0.1.0'},
	now: () => new Date(),
	stderr: (text: string) => void writeSync(2, text),
};
const found = (step: string): Evidence => ({step, at: new Date().toISOString(), source: 'probe', value: {bytes: 'x'.repeat(500)}});

/** Tells at once; whoever reads may be slower. */
const tell = (text: string) => {
	for (;;) {
		try {
			return writeSync(1, text);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
		}
	}
};

// Of the flow only its name is kept.
const {session, recorder, finish, isKept} = keepNew(context)({id: 'drops'} as Flow, [found('given')]);
tell(`${session}\n`);
for (let count = 0; count < limit; count++) {
	recorder.record(found(`step${count}`), false);
	tell(`${count}\n`);
	if (count % 4 === 0) await new Promise(setImmediate);
}

await finish({finishedAt: new Date(), interrupted: false, exitCode: 0, verdict: null});
tell(`${isKept() ? 'kept' : 'not kept'}\n`);
