import {readConfigurationText} from './configuration.ts';
import {readLog} from './log-line.ts';
import {readNetcat} from './netcat.ts';
import {readResponse} from './response.ts';
import {readInfo, readStreams} from './runtime.ts';
import {readSilence} from './silence.ts';

/** What pasted text says about a step. */
export type Pasted = {readonly step: string; readonly value: unknown};

/** Longer pastes are cut: nobody reads them by hand. */
const limit = 1_000_000;

const steering = /\u001B(?:\[[\d;?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|.)/g;

const looksLogged = (text: string) => /\] \S+ \S+\/\S+ -?\d+\/-?\d+\//.test(text);

const ofLog = (text: string): readonly Pasted[] => {
	const sessions = readLog(text);
	return [
		{step: 'termination', value: sessions.at(-1)?.termination},
		{step: 'log', value: sessions.map(({line}) => line)},
	];
};

const ofInfo = (text: string): readonly Pasted[] => {
	const info = readInfo(text);
	return [
		{step: 'showInfo', value: info},
		{step: 'haproxyVersion', value: String(info.Version)},
	];
};

const looksLikeInfo = (text: string) => /^Name: HAProxy\s*$/m.test(text);

const looksLikeSessions = (text: string) => /^0x[\da-f]+: proto=/m.test(text);

/**
 * Reads what a command printed elsewhere as the result of a step; a line of HAProxy's log, `show info` and `show sess` tell of any of them.
 * Credentials stay out of what is returned. Throws `Error` with one sentence that says what was expected.
 */
export const readPaste = (step: string, text: string): readonly Pasted[] => {
	const printed = text.slice(0, limit).replace(steering, '');
	if (printed.trim() === '') throw new Error('Nothing was pasted: expected what the command printed.');
	if (step === 'config') return [{step, value: readConfigurationText(printed)}];
	if (looksLogged(printed)) return ofLog(printed);
	if (looksLikeInfo(printed)) return ofInfo(printed);
	if (looksLikeSessions(printed)) return [{step: 'showSess', value: readStreams(printed)}];
	if (step.startsWith('reach')) return [{step, value: readNetcat(printed)}];
	if (step.startsWith('upgrade')) return [{step, value: readResponse(printed)}];
	if (step.startsWith('idle')) return [{step, value: readSilence(printed)}];
	throw new Error("Expected a line of HAProxy's log: nothing else tells of this step.");
};
