/** A section of the file: its header and its lines, without indentation. Comments are lines, too. */
export type Section = {readonly header: string; readonly lines: readonly string[]};

const indented = (line: string, indentation: string) => (line === '' ? '' : indentation + line);

/** A sentence as a remark of the file. */
export const remark = (says: string): string => `# ${says.charAt(0).toUpperCase()}${says.slice(1)}.`;

/** The sections as lines without their line ends, an empty line between them. */
export const sectionLines = (sections: readonly Section[], indentation = '    '): readonly string[] =>
	sections.flatMap(({header, lines}, index) => [...(index > 0 ? [''] : []), header, ...lines.map(line => indented(line, indentation))]);
