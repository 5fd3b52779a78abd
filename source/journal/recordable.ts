import {redactSecrets} from '../haproxy/secrets.ts';
import type {ConfigurationText, Evidence} from '../model.ts';
import {hidden, isSecretHeader, redactCookie, redactLogLine, redactQuery, redactSetCookie, redactText} from '../secrets.ts';

/** Deeper than this nobody's evidence is: what is nested further comes from a hostile file. */
const depth = 50;

/** A text by the name of the member it is in, which may be a header's. */
const textIn = (name: string, text: string): string => {
	if (name === 'set-cookie') return redactSetCookie(text);
	if (name === 'cookie') return redactCookie(text);
	return isSecretHeader(name) ? hidden : redactText(text);
};

const anything = (value: unknown, name: string, level = 0): unknown => {
	if (typeof value === 'string') return textIn(name.toLowerCase(), value);
	if (typeof value !== 'object' || value === null) return value;
	if (level > depth) return hidden;
	if (Array.isArray(value)) return value.map(item => anything(item, name, level + 1));
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, anything(item, key, level + 1)]));
};

const isConfiguration = (value: unknown): value is ConfigurationText => Array.isArray((value as Partial<ConfigurationText> | null)?.files);

const withoutSecrets = (files: ConfigurationText['files']) => files.map(({name, text}) => ({name, text: redactSecrets(text)}));

const configurationOf = ({files, patterns}: ConfigurationText): ConfigurationText => ({
	files: withoutSecrets(files),
	...(Array.isArray(patterns) && {patterns: withoutSecrets(patterns)}),
});

const safeValue = (step: string, value: unknown): unknown => {
	// HAProxy's own grammar says more than words do; its lines stay lines.
	if (step === 'config' && isConfiguration(value)) return configurationOf(value);
	if (step === 'url' && typeof value === 'string') return redactQuery(value);
	if (step === 'log' && Array.isArray(value)) return value.map(line => (typeof line === 'string' ? redactLogLine(line) : anything(line, step)));
	return anything(value, step);
};

/** An evidence as it may be recorded and shown: whatever in it is a secret is gone. Applied twice it changes nothing more. */
export const recordable = (item: Evidence): Evidence =>
	item.missing === undefined ? {...item, value: safeValue(item.step, item.value)} : {...item, missing: redactText(item.missing)};
