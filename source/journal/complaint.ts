import type {Context} from '../context.ts';

const reasons: Readonly<Record<string, string>> = {
	ENOSPC: 'there is no space left',
	EDQUOT: 'the quota is used up',
	EROFS: 'the file system is read-only',
	EACCES: 'this user may not write there',
	EPERM: 'this user may not write there',
	EEXIST: 'a file stands where its folder should be',
	ENOTDIR: 'a file stands where its folder should be',
};

const reasonOf = (error: unknown): string => {
	const {code, message} = error as NodeJS.ErrnoException;
	return reasons[code ?? ''] ?? code ?? message;
};

/** What says, once, that a session cannot be kept any further. */
export const complaint = (session: string, {stderr}: Pick<Context, 'stderr'>): ((error: unknown) => void) => {
	let said = false;
	return error => {
		if (!said) stderr(`ws-doctor: session ${session} is not kept any further, since ${reasonOf(error)}; the examination goes on.\n`);
		said = true;
	};
};
