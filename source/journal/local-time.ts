const padded = (value: number, width = 2) => String(Math.trunc(value)).padStart(width, '0');

/** A moment in this machine's own time with its offset (RFC 3339): `2026-11-20T13:30:00.000+01:00`. */
export const localTime = (at: Date): string => {
	const offset = -at.getTimezoneOffset();
	const shifted = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, -1);
	return `${shifted}${offset < 0 ? '-' : '+'}${padded(Math.abs(offset) / 60)}:${padded(Math.abs(offset) % 60)}`;
};
