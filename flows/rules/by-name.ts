import type {Step} from '../../source/model.ts';

type ValueOf<S> = S extends Step<infer Value> ? Value : never;
type Named = Readonly<Record<string, Step<any>>>;

/** What is known of each of these steps, under the names they were given. */
export type Values<Steps extends Named> = {readonly [Name in keyof Steps]: ValueOf<Steps[Name]> | undefined};

/** Hands many steps to a rule by name, where a row of positions would be misread. */
export const byName = <Steps extends Named>(steps: Steps) => ({
	uses: Object.values(steps),
	read: (values: readonly unknown[]) => Object.fromEntries(Object.keys(steps).map((name, index) => [name, values[index]])) as Values<Steps>,
});
