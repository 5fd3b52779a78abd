import type {Fix, Location, Severity} from '../../model.ts';
import type {Configuration, Route, Section} from '../types.ts';
import type {Version} from '../version.ts';
import type {Reached} from './reached.ts';

/** Where a finding is marked: `endColumn` is the column behind its last character. */
export type Span = Location & {readonly endColumn?: number};

/** What one rule says about one line, without its code. */
export type Draft = {readonly severity: Severity; readonly location: Span; readonly title: string; readonly why: string; readonly fixes: readonly Fix[]};

export type LintFinding = Draft & {readonly code: string};

/** What every rule reads: the files, their routes, which of these a WebSocket can take, and the release if it is known. */
export type Scene = {
	readonly configuration: Configuration;
	readonly routes: readonly Route[];
	readonly reached: readonly Reached[];
	/** The frontends and backends of these, each once. */
	readonly frontends: readonly Section[];
	readonly backends: readonly Section[];
	readonly version: Version | undefined;
};

export type LintRule = {
	readonly code: string;
	readonly find: (scene: Scene) => readonly Draft[];
	/** What it finds has this in its lines: where the files have nothing of the kind there is nothing to look for. */
	readonly about: RegExp | undefined;
};

/** One code of `config/`; for inference only. */
export const lintRule = (code: string, find: LintRule['find'], about?: RegExp): LintRule => ({code, find, about});
