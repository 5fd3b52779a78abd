import {dropped} from '../keywords.ts';
import {backends, labelOf} from '../proxies.ts';
import {remember} from '../remember.ts';
import {keywordsIn, sectionsWith, statementsOf} from '../statements.ts';
import {table} from '../table.ts';
import type {Configuration, Section, Statement} from '../types.ts';
import {atLeast} from '../version.ts';
import {mayHave} from '../vocabulary.ts';
import {type Draft, lintRule, type Scene} from './finding.ts';
import {wordReplacement} from './fixes.ts';
import {headerAt, placeOf, statementAt, wordsAt} from './places.ts';

const oldOptions = table({'http-tunnel': 'a 101 makes the tunnel by itself', forceclose: 'option httpclose does the same'});
const timers = table({clitimeout: 'timeout client', srvtimeout: 'timeout server', contimeout: 'timeout connect'});

const linesOf = (configuration: Configuration, keyword: string, isIn: (section: Section) => boolean): readonly Statement[] =>
	sectionsWith(configuration, keyword)
		.filter(isIn)
		.flatMap(section => statementsOf(section, keyword));

const droppedIn = (configuration: Configuration, isIn: (section: Section) => boolean): readonly Statement[] =>
	keywordsIn(configuration)
		.filter(keyword => dropped(keyword) !== undefined)
		.flatMap(keyword => linesOf(configuration, keyword, isIn));

/** Lines whose keyword HAProxy has dropped. */
export const droppedLines = remember(
	(configuration: Configuration): ReadonlySet<string> => new Set(droppedIn(configuration, () => true).map(({location}) => placeOf(location))),
);

type Release = readonly [major: number, minor: number];

// Whoever runs an older release is told before the update; the others cannot start.
const severityFor = ({version}: Scene, [major, minor]: Release, otherwise: Draft['severity']) => {
	const refuses = atLeast(version, major, minor);
	return refuses === undefined ? otherwise : refuses ? 'problem' : 'risk';
};

const keyword = (scene: Scene, statement: Statement): Draft => {
	const name = statement.words[0]?.text ?? '';
	const since = dropped(name) ?? '2.1';
	const now = timers(name);
	return {
		severity: severityFor(scene, since.split('.').map(Number) as unknown as Release, 'problem'),
		location: wordsAt(scene.configuration, statement, 0),
		title: `${name}: HAProxy ${since} and later refuse this keyword`,
		why: now ? `Its name is ${now} now.` : 'Rules of http-request and http-response took its place.',
		fixes: now ? [wordReplacement(scene.configuration, statement, 0, now, `Write ${now}`)] : [],
	};
};

const option = (scene: Scene, statement: Statement): readonly Draft[] => {
	const name = statement.words[1]?.text ?? '';
	const instead = oldOptions(name);
	if (instead === undefined) return [];
	const location = statementAt(scene.configuration, statement);
	return [
		{
			severity: severityFor(scene, [2, 6], 'problem'),
			location,
			title: `option ${name}: HAProxy 2.6 and later refuse it`,
			why: `It is not needed: ${instead}.`,
			fixes: [],
		},
	];
};

const isProxy = ({kind}: Section) => kind !== 'global';

const options = (scene: Scene): readonly Draft[] =>
	mayHave(scene.configuration, /http-tunnel|forceclose/) ? linesOf(scene.configuration, 'option', isProxy).flatMap(statement => option(scene, statement)) : [];

const programs = (scene: Scene): readonly Draft[] =>
	scene.configuration.sections
		.filter(({kind}) => kind === 'program')
		.map(program => ({
			severity: severityFor(scene, [3, 3], 'risk'),
			location: headerAt(scene.configuration, program),
			title: 'program sections are gone since HAProxy 3.3',
			why: 'Let the system start that program: HAProxy 3.3 and later refuse the file.',
			fixes: [],
		}));

const sharedNames = (scene: Scene): readonly Draft[] => {
	const names = new Map(
		backends(scene.configuration)
			.filter(({kind}) => kind === 'backend')
			.map(backend => [backend.name, backend]),
	);
	return scene.configuration.sections.flatMap(frontend => {
		const backend = frontend.kind === 'frontend' ? names.get(frontend.name) : undefined;
		if (!backend) return [];
		return [
			{
				severity: severityFor(scene, [3, 3], 'risk'),
				location: headerAt(scene.configuration, backend),
				title: `${labelOf(frontend)} and ${labelOf(backend)} share a name: HAProxy 3.1 warns of it, 3.3 and later refuse it`,
				why: `The frontend stands in line ${frontend.location.line}. Give one of them another name, and change the rules that lead to it.`,
				fixes: [],
			},
		];
	});
};

/** Keywords and habits that newer releases warn of or refuse. */
export const deprecatedKeyword = lintRule('config/deprecated-keyword', scene => [
	...droppedIn(scene.configuration, isProxy).map(statement => keyword(scene, statement)),
	...options(scene),
	...programs(scene),
	...sharedNames(scene),
]);
