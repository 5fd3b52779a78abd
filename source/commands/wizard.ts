import {UsageError} from '../usage-error.ts';

export const run = async (): Promise<number> => {
	throw new UsageError('ws-doctor wizard is not part of this version yet.');
};
