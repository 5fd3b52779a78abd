import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import path from 'node:path';
import type {ConfigurationText, Location} from '../model.ts';

type Named = {readonly name: string; readonly location: Location};
type DefaultPath = {readonly policy: string; readonly origin?: string};

export type PatternsRead = {readonly patterns: NonNullable<ConfigurationText['patterns']>; readonly unread: readonly Named[]};

/** All of them together: what is behind it stays unread. */
const mostBytes = 16 * 1024 * 1024;

/** Where HAProxy looks for a relative path (manual §3.1, default-path); a configuration that lies elsewhere often has its files beside it. */
const placesOf = ({name, location}: Named, {policy, origin = '.'}: DefaultPath): readonly string[] => {
	const folder = path.dirname(location.file);
	if (policy === 'config') return [path.resolve(folder, name)];
	if (policy === 'parent') return [path.resolve(folder, '..', name)];
	if (policy === 'origin') return [path.resolve(origin, name)];
	return [...new Set([path.resolve(name), path.resolve(folder, name)])];
};

// A pipe would make us wait for ever, so it is opened without waiting and looked at before it is read.
const readBounded = async (file: string, most: number): Promise<string | undefined> => {
	const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		const found = await handle.stat();
		if (!found.isFile() || found.size > most) return undefined;
		const bytes = Buffer.alloc(found.size);
		const {bytesRead} = await handle.read(bytes, 0, found.size, 0);
		return bytes.subarray(0, bytesRead).toString('utf8');
	} finally {
		await handle.close();
	}
};

const readFirst = async (places: readonly string[], most: number): Promise<string | undefined> => {
	for (const place of places) {
		const text = await readBounded(place, most).catch(() => undefined);
		if (text !== undefined) return text;
	}
	return undefined;
};

// `virt@` is no file at all (2.9 and later), `opt@` one that may be missing.
const fileName = (name: string) => name.replace(/^(?:file|opt)@/, '');

/** Reads the pattern and map files that a configuration names, 16 MiB together at most. What cannot be read is told, never an error. */
export const readPatterns = async (named: readonly Named[], defaultPath: DefaultPath): Promise<PatternsRead> => {
	const patterns: Array<{name: string; text: string}> = [];
	const unread: Named[] = [];
	let left = mostBytes;
	for (const file of named) {
		const isFile = !file.name.startsWith('virt@');
		const text = isFile ? await readFirst(placesOf({...file, name: fileName(file.name)}, defaultPath), left) : undefined;
		if (text === undefined) unread.push(file);
		else patterns.push({name: file.name, text});
		left -= Buffer.byteLength(text ?? '');
	}
	return {patterns, unread};
};
