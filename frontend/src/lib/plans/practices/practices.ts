/** Knows good practices on screen: what they are called, why one is suggested, and how an action begins from one. */
import { reading, type Reading } from '$lib/api';
import type { components } from '$lib/contract';
import { everything } from '$lib/everything';
import { m } from '$lib/language.svelte';

type Schemas = components['schemas'];
export type Practice = Schemas['GoodPractice'];
export type Suggestion = Schemas['PracticeSuggestion'];
export type Question = Schemas['PracticeQuestion'];
export type Documented = Schemas['DocumentedPractice'];
export type Theme = Practice['themes'][number];
type Words = Record<string, () => string>;

const named = (words: Words, value: string): string => words[value]?.() ?? value.replaceAll('_', ' ');

const themeWords = (): Words => ({
  action_plans: m.prac_theme_action_plans,
  anti_muslim_racism: m.prac_theme_anti_muslim_racism,
  antisemitism: m.prac_theme_antisemitism,
  awareness: m.prac_theme_awareness,
  city_administration: m.prac_theme_city_administration,
  civil_society: m.prac_theme_civil_society,
  counselling: m.prac_theme_counselling,
  culture: m.prac_theme_culture,
  education: m.prac_theme_education,
  employment: m.prac_theme_employment,
  hate_crime: m.prac_theme_hate_crime,
  housing: m.prac_theme_housing,
  intercultural_living: m.prac_theme_intercultural_living,
  integration: m.prac_theme_integration,
  monitoring: m.prac_theme_monitoring,
  participation: m.prac_theme_participation,
});
export const themes = (): { value: string; label: string }[] =>
  Object.entries(themeWords()).map(([value, say]) => ({ value, label: say() }));
export const themeName = (theme: string): string => named(themeWords(), theme);
export const stageName = (stage: string): string =>
  named({ draft: m.look_prac_draft, published: m.look_prac_published, withdrawn: m.look_prac_withdrawn }, stage);
/** Whose it is: of a city here, or of one that is only named. */
export const cityOf = (practice: Practice | Documented): string => ('city' in practice && practice.city?.name) || practice.city_name || '';
export const fitName = (fits: string): string =>
  named(
    {
      in_cell: m.prac_in_cell,
      under_commitment: m.prac_under_commitment,
      theme: m.prac_theme,
      whole_plan: m.prac_whole_plan,
    },
    fits,
  );

/** What a new action takes from a practice: its title, and from where it has it. */
export interface Start {
  title: string;
  description: string;
}
export const startOf = ({ title, summary, city_name, url }: Suggestion): Start => ({
  title,
  description: [summary, m.prac_from({ title, city: city_name }), url].filter(Boolean).join('\n\n'),
});

export const suggestionsReading = (network: string, commitment: string, track: string, city: string): Reading<Schemas['CellSuggestions']> =>
  reading('/v1/practice-suggestions', { query: { network, commitment: Number(commitment), track: Number(track), city } });

type Wanted = NonNullable<NonNullable<Parameters<typeof reading<'/v1/good-practices'>>[1]>['query']>;
export function practicesReading(wanted: Wanted = {}): Reading<Practice[]> {
  const page = (after?: string): Reading<{ items: Practice[]; next: string | null }> =>
    reading('/v1/good-practices', { query: { ...wanted, limit: 100, after, expand: ['you_may'] } });
  return { address: `${page().address}#all`, read: (afresh) => everything(page, afresh) };
}
