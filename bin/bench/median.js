/** The middle one of some numbers; they are sorted in place. */
export const median = numbers => numbers.sort((left, right) => left - right)[Math.floor(numbers.length / 2)];
