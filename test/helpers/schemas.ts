import {readFileSync} from 'node:fs';
import ajv from 'ajv/dist/2020.js';

const {Ajv2020} = ajv;
const schemas = new Ajv2020({allErrors: true, strict: true, strictRequired: false, strictTypes: false});

/** What is wrong with a value by a schema of the package, a line each. */
export const complaintsBy = (name: 'report' | 'lint' | 'journal'): ((value: unknown) => readonly string[]) => {
	const validate = schemas.compile(JSON.parse(readFileSync(`schema/${name}.json`, 'utf8')));
	return value => (validate(value) ? [] : (validate.errors ?? []).map(({instancePath, message}) => `${instancePath} ${message}`));
};
