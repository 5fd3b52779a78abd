// C0, DEL and C1 controls, and the marks that reorder or hide text: what a server or a file sends must never steer a terminal.
const unsafe = /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;

/** Text from outside, made safe for a terminal and a report: controls become `·`, and what is over `limit` characters is cut with `…`. */
export const clean = (text: string, limit = 200): string => {
	const safe = text.slice(0, limit + 1).replace(unsafe, '·');
	return safe.length > limit ? `${safe.slice(0, limit)}…` : safe;
};
