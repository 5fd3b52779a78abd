import {randomUUID} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';

/** Keeps a report of a real chain where `node bin/record-codes.js` wants it; elsewhere it does nothing. */
export const keepReport = (json: string): void => {
	const folder = process.env.WS_DOCTOR_RECORD;
	if (folder && json.startsWith('{') && json.includes('"ws-doctor.report/1"')) writeFileSync(join(folder, `${randomUUID()}.json`), json);
};
