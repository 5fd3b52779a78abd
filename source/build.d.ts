/** What the build puts in place: see bin/build/options.js and bin/build/causes.js. */

declare const WS_DOCTOR_VERSION: string;

declare module 'ws-doctor:causes' {
	/** The page of every cause, Markdown, by its code. */
	export const causes: Readonly<Record<string, string>>;
}

declare module 'ws-doctor:menu' {
	/** What the menu shows of every flow, in its order. */
	export const menu: ReadonlyArray<{readonly id: string; readonly symptom: string; readonly hint: string}>;
}

declare module '*.md' {
	const text: string;
	export default text;
}
