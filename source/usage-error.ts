/** Used wrongly: one sentence that says what was expected. It ends with exit code 2 and shows no stack. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}
