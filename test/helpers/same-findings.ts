import {flowOf} from '../../flows/index.ts';
import type {Evidence, Finding, Instruments, Report} from '../../source/model.ts';
import {createSession} from '../../source/session.ts';

/** What may not differ between a run, its replay, the wizard and the formats. */
export const essence = (findings: readonly Finding[]) =>
	findings.map(({code, certainty, severity, hop, timer, location}) => ({code, certainty, severity, hop, timer, location}));

const noHands = new Proxy({} as Instruments, {
	get: (_, name) => () => {
		throw new Error(`nothing may be probed here, and ${String(name)} was asked to`);
	},
});

/** What the wizard finds in this evidence when its operator knows nothing more. */
export const wizardFindings = async (given: readonly Evidence[], symptom: string | undefined): Promise<readonly Finding[]> => {
	const session = createSession({flow: flowOf(symptom), instruments: noHands, given, probing: false});
	const skipAll = () => {
		const {question} = session.getSnapshot();
		if (question) queueMicrotask(session.skip);
	};

	session.subscribe(skipAll);
	skipAll();
	await session.ended;
	return session.getSnapshot().assessment.findings;
};

const codes = /\b(?:reach|upgrade|idle|life|session|capacity|version|config)\/[a-z-]+\b/g;

/** The codes that a report in text names as found, in order: the headline's, then those of the other findings. */
export const codesInText = (text: string): readonly string[] => {
	const headline = /^(?:PROBLEM|RISK) \(\w+\) {2}(\S+)$/m.exec(text)?.[1];
	const others = /^Other findings\n([\s\S]*?)(?:\n\n|\n*$(?![\s\S]))/m.exec(text)?.[1] ?? '';
	const starts = others
		.replaceAll(/\n {4}/g, ' ')
		.split('\n')
		.map(line => line.match(codes)?.[0] ?? []);
	return [...(headline ? [headline] : []), ...starts.flat()];
};

export const codesOf = ({findings}: Pick<Report, 'findings'>): readonly string[] => findings.map(({code}) => code);

/** The same in Markdown: the line below the bold summary, then the list of the others. */
export const codesInMarkdown = (markdown: string): readonly string[] => {
	const verdict = /^`+ ?([a-z]+\/[a-z\d-]+) ?`+, (?:confirmed|likely)$/m.exec(markdown)?.[1];
	const others = /^### Other findings\n\n((?:- .*\n)*)/m.exec(markdown)?.[1] ?? '';
	return [...(verdict ? [verdict] : []), ...others.split('\n').flatMap(line => line.match(codes)?.[0] ?? [])];
};
