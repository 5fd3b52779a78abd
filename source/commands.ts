import type {Context} from './context.ts';

/** One command. `operands` is read by people and by the parser alike: `<needed>`, `[optional]`, `…` for any number more. */
export type Command = {
	readonly operands: string;
	readonly summary: string;
	/** Absent while the command is not part of this version. */
	readonly load?: () => Promise<{readonly run: (context: Context) => Promise<number>}>;
};

/** Every command of the contract, in the order of the help. `wizard` is what runs when none is named. */
export const commands = {
	wizard: {operands: '[url]', summary: 'ask what is going wrong, probe, and name the cause', load: () => import('./commands/wizard.ts')},
	diagnose: {operands: '[url]', summary: 'the same without questions, for scripts and tickets', load: () => import('./commands/diagnose.ts')},
	lint: {
		operands: '<file-or-folder>…',
		summary: 'what is wrong in a HAProxy configuration, without any traffic',
		load: () => import('./commands/lint.ts'),
	},
	logs: {operands: '<file>…', summary: 'how WebSocket sessions ended, from HAProxy logs'},
	setup: {operands: '', summary: 'set HAProxy up for WebSockets, and prove it with a probe'},
	report: {operands: '<session>', summary: 'write the report of a kept session again'},
	sessions: {operands: '', summary: 'list the kept sessions'},
	resume: {operands: '<session>', summary: 'go on with a kept session'},
	compare: {operands: '<before> <after>', summary: 'what changed between two sessions'},
	explain: {operands: '<code>', summary: 'what a cause is, its proof and fix; with 60s, whose timer that is', load: () => import('./commands/explain.ts')},
	demo: {operands: '[fault]', summary: 'a broken chain on loopback, and its diagnosis', load: () => import('./commands/demo.ts')},
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;

/** The commands, by name, without their literal types. */
export const commandTable: Readonly<Record<string, Command>> = commands;
