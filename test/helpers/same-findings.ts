import {flowOf, namesIn} from '../../flows/index.ts';
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

/** What the wizard finds in this evidence when its operator knows nothing more, and gives up where nothing goes on without an answer. */
export const wizardFindings = async (given: readonly Evidence[], symptom: string | undefined): Promise<readonly Finding[]> => {
	const session = createSession({flow: flowOf(symptom, namesIn(given)), instruments: noHands, given, probing: false});
	const answer = () => {
		const {question, complaint} = session.getSnapshot();
		if (complaint) session.conclude();
		else if (question) queueMicrotask(session.skip);
	};

	session.subscribe(answer);
	answer();
	await session.ended;
	return session.getSnapshot().assessment.findings;
};

const code = '(?:reach|upgrade|idle|life|session|capacity|version|config)/[a-z\\d-]+';
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found);

/** The codes that a report in text names as found, in order: the headline's, then those of the lists. */
export const codesInText = (text: string) => [
	...all(text, new RegExp(`^PROBLEM \\(\\w+\\) {2}(${code})$`, 'gm')),
	...all(text, new RegExp(`^ {2}• (?:\\w+ \\(\\w+\\) )?(${code}):`, 'gm')),
];

/** The same in Markdown: the line below the bold summary, then the lists. */
export const codesInMarkdown = (markdown: string) => [
	...all(markdown, new RegExp(`^\`(${code})\`, (?:confirmed|likely)$`, 'gm')),
	...all(markdown, new RegExp(`^- (?:\\w+ \\(\\w+\\) )?\`(${code})\`:`, 'gm')),
];

export const codesOf = ({findings}: Pick<Report, 'findings'>) => findings.map(({code}) => code);
