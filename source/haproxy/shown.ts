import {clean} from '../text.ts';

const isPlain = /^[ -~]*$/;

/** `clean` for texts of which there are thousands: nearly all have nothing to clean. */
export const shown = (text: string, limit: number): string => (text.length <= limit && isPlain.test(text) ? text : clean(text, limit));
