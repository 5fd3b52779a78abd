// Controls, marks that reorder or hide text, private and unassigned characters; a report breaks its lines and indents itself.
const unprintable = /[^\n\t\P{C}]|[\u2028\u2029]/gu;

/** The last hand laid on a report for people: whatever came from outside, nothing in it steers a terminal or hides. */
export const printable = (text: string): string => text.replace(unprintable, '·');

/** The same on one line. */
export const oneLine = (text: string): string => printable(text.replace(/\s+/g, ' ').trim());
