/**
 * Blocks of characters that are always one grapheme and one terminal cell, whatever stands beside them:
 * what a frame is made of. Everything else takes the slow, exact way.
 */
const blocks = [
	'\\u0020-\\u007E', // ASCII
	'\\u00A1-\\u00AC\\u00AE-\\u02FF', // Latin, without the soft hyphen
	'\\u2010-\\u2027\\u2030-\\u205E', // dashes, quotes, bullets, ellipsis, without the marks of direction
	'\\u2190-\\u21FF', // arrows
	'\\u2500-\\u25FC\\u25FF', // box drawing, bars, shapes, without the two that are emoji
	'\\u2713-\\u2718\\u276F', // check marks, crosses, the prompt
	'\\u2800-\\u28FF', // Braille: spinners
].join('');

/** Source of a regular expression for text of such characters only; `also` is allowed besides them. */
export const oneCellText = (also = '') => `/^[${blocks}${also}]*$/`;
