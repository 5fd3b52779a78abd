import {chmodSync, closeSync, constants, existsSync, fstatSync, fsync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeSync} from 'node:fs';
import path from 'node:path';
import type {Header, Line} from './lines.ts';

/** A journal that is being written. Nothing here throws or waits: what cannot be written is told once, and the examination goes on. */
export type JournalFile = {
	/** Hands a line to the system, where it outlives this process, and has it put on the disk. */
	readonly append: (line: Line) => void;
	/** Settles when everything is on the disk and the file is closed. */
	readonly close: () => Promise<void>;
};

type Failed = (error: unknown) => void;

const textOf = (line: Header | Line) => Buffer.from(`${JSON.stringify(line)}\n`);

// The system may take a part of it only.
const writeAll = (file: number, bytes: Buffer) => {
	for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
};

/** One `fsync` at a time; whoever asks meanwhile shares the next. It blocks nobody: probes measure milliseconds beside it. */
const createSync = (file: number, failed: Failed) => {
	const put = () => new Promise<void>(resolve => fsync(file, error => resolve(error ? failed(error) : undefined)));
	let running = Promise.resolve();
	let next: Promise<void> | undefined;
	return () => {
		next ??= running.then(() => {
			next = undefined;
			running = put();
			return running;
		});
		return next;
	};
};

const writer = (file: number, failed: Failed): JournalFile => {
	let broken = false;
	const fail: Failed = error => {
		if (!broken) failed(error);
		broken = true;
	};
	const sync = createSync(file, fail);
	return {
		append(line) {
			// Behind a torn line nothing more is written, so that it stays the last.
			if (broken) return;
			try {
				writeAll(file, textOf(line));
				void sync();
			} catch (error) {
				fail(error);
			}
		},
		async close() {
			await sync();
			closeSync(file);
		},
	};
};

const unwritten: JournalFile = {append: () => {}, close: async () => {}};

/** Opens a file and prepares it; closes it again where that fails. */
const opened = (open: () => number, prepare: (file: number) => void, failed: Failed): JournalFile => {
	let file: number | undefined;
	try {
		file = open();
		prepare(file);
		return writer(file, failed);
	} catch (error) {
		if (file !== undefined) closeSync(file);
		failed(error);
		return unwritten;
	}
};

// Not `recursive`: with it Node says of a read-only file system that something is not there, and tries for ever below /proc.
const makeFolders = (folder: string) => {
	if (existsSync(folder)) return;
	makeFolders(path.dirname(folder));
	try {
		mkdirSync(folder, {mode: 0o700});
	} catch (error) {
		// Somebody else may make it at the same moment.
		if (!existsSync(folder)) throw error;
	}
};

/** Makes the folder, for this user's eyes only. */
const makeFolder = (folder: string) => {
	makeFolders(folder);
	if ((statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
};

const removeQuietly = (file: string) => {
	try {
		rmSync(file, {force: true});
	} catch {
		// What could not be made need not go.
	}
};

/** Begins a journal. It gets its name once its first lines are in it: whatever is found under the name can be read. */
export const createJournalFile = (file: string, header: Header, lines: readonly Line[], failed: Failed): JournalFile => {
	const beginning = `${file}.part`;
	const open = () => {
		makeFolder(path.dirname(file));
		return openSync(beginning, 'wx', 0o600);
	};
	const prepare = (descriptor: number) => {
		writeAll(descriptor, Buffer.concat([header, ...lines].map(textOf)));
		if (existsSync(file)) throw new Error('there is a session of that name already');
		renameSync(beginning, file);
	};
	return opened(open, prepare, error => {
		removeQuietly(beginning);
		failed(error);
	});
};

const isTorn = (file: number): boolean => {
	const last = Buffer.alloc(1);
	readSync(file, last, 0, 1, Math.max(0, fstatSync(file).size - 1));
	return last.toString() !== '\n';
};

/** Goes on with a journal. A torn last line is left as it is, on a line of its own. */
export const reopenJournalFile = (file: string, failed: Failed): JournalFile => {
	const open = () => openSync(file, constants.O_RDWR | constants.O_APPEND | constants.O_NOFOLLOW);
	return opened(open, descriptor => isTorn(descriptor) && writeAll(descriptor, Buffer.from('\n')), failed);
};
