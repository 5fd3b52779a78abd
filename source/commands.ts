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
	setup: {operands: '', summary: 'set HAProxy up for WebSockets, and prove it with a probe', load: () => import('./commands/setup.ts')},
	report: {operands: '<session>', summary: 'write the report of a kept session again, or of the latest', load: () => import('./commands/report.ts')},
	sessions: {operands: '', summary: 'list the kept sessions, or delete some', load: () => import('./commands/sessions.ts')},
	resume: {
		operands: '<session> [url]',
		summary: 'go on with a kept session; secrets have to be given again, a URL with a token too',
		load: () => import('./commands/resume.ts'),
	},
	compare: {
		operands: '<before> <after>',
		summary: 'what changed between two sessions or JSON reports: 0 fixed or healthy, 1 not fixed, 3 cannot be told',
		load: () => import('./commands/compare.ts'),
	},
	explain: {
		operands: '<code>',
		summary: 'what a cause is, its proof and fix; also cD (termination state), 1006 (close code), 504 (status), 60s (whose timer)',
		load: () => import('./commands/explain.ts'),
	},
	demo: {operands: '[fault]', summary: 'a broken chain on loopback, and its diagnosis', load: () => import('./commands/demo.ts')},
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;

/** The commands, by name, without their literal types. */
export const commandTable: Readonly<Record<string, Command>> = commands;
