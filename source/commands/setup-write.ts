import {randomBytes} from 'node:crypto';
import {open, readFile, realpath, rename, rm, stat, writeFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {UsageError} from '../usage-error.ts';

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'its folder does not exist',
	EACCES: 'this user may not write there',
	EPERM: 'this user may not do that there',
	EISDIR: 'this is a folder',
	EROFS: 'the file system is read-only',
	ENOSPC: 'there is no space left',
};

const failed = (path: string) => (error: NodeJS.ErrnoException) => {
	throw error instanceof UsageError ? error : new UsageError(`${path} cannot be written: ${reasons[error.code ?? ''] ?? error.code ?? error.message}.`);
};

/** Writes a file that must not exist yet. Throws a `UsageError`. */
export const writeNew = (path: string, text: string, mode: number): Promise<void> =>
	writeFile(path, text, {mode, flag: 'wx'}).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EEXIST') return failed(path)(error);
		throw new UsageError(`${path} exists already: expected a new file, or --yes to replace it, with a backup beside it.`);
	});

type Owner = {readonly uid: number; readonly gid: number; readonly mode: number};

const writeOwned = async (path: string, content: string | Buffer, {uid, gid, mode}: Owner): Promise<void> => {
	const file = await open(path, 'wx', 0o600);
	try {
		await file.writeFile(content);
		await file.chown(uid, gid);
		await file.chmod(mode & 0o7777);
		await file.sync();
	} finally {
		await file.close();
	}
};

const stamp = (at: Date) => `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;

const replaceAt = async (path: string, text: string, expected: string | undefined, at: Date): Promise<string> => {
	const owner = await stat(path);
	if (!owner.isFile()) throw new UsageError(`${path} is no file: expected a haproxy.cfg.`);
	const before = await readFile(path);
	if (expected !== undefined && before.toString() !== expected)
		throw new UsageError(`${path} has changed in the meantime: nothing was written, expected it as it was when it was read.`);
	const backup = `${path}.${stamp(at)}.bak`;
	// HAProxy reads every *.cfg of a folder: neither of these is one.
	const fresh = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
	await writeOwned(backup, before, owner);
	try {
		await writeOwned(fresh, text, owner);
		await rename(fresh, path);
	} catch (error) {
		await rm(fresh, {force: true});
		throw error;
	}

	return backup;
};

/**
 * Replaces an existing file in one step, with its mode and owner, and leaves the old text beside it; `expected` is what it held when it was
 * read. Returns the path of the backup. Throws a `UsageError`, with nothing changed.
 */
export const replaceFile = async (path: string, text: string, expected: string | undefined, at: Date): Promise<string> => {
	try {
		return await replaceAt(await realpath(path), text, expected, at);
	} catch (error) {
		return failed(path)(error as NodeJS.ErrnoException);
	}
};

const limit = 16 * 1024 * 1024;

/** The text of an existing configuration. Throws a `UsageError`. */
export const readExistingFile = async (path: string): Promise<string> => {
	const expected = 'expected a haproxy.cfg of at most 16 MiB that this user may read';
	const found = await stat(path).catch(() => undefined);
	if (!found?.isFile() || found.size > limit) throw new UsageError(`${path} cannot be read: ${expected}.`);
	return readFile(path, 'utf8').catch(() => {
		throw new UsageError(`${path} cannot be read: ${expected}.`);
	});
};
