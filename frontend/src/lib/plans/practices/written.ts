/** Knows how a good practice is written on screen, and what the service expects. */
import type { components } from '$lib/contract';
import { countries } from '$lib/countries';
import { linesOf, patched, said, type Values } from '$lib/editing.svelte';
import { m } from '$lib/language.svelte';
import type { FieldSpec } from '$lib/parts/fields';
import { themes, type Practice } from './practices';

type Schemas = components['schemas'];
type Option = { value: string; label: string };
type Body = Record<string, unknown>;

/** The fields: of which city it is said once, when it is recorded. */
export function practiceFields(cities: Option[] | undefined, cells: Option[]): { fields: FieldSpec[]; further: FieldSpec[] } {
  const whose: FieldSpec[] = cities
    ? [{ id: 'city_id', label: m.city(), optional: true, options: [{ value: '', label: m.look_prac_other() }, ...cities] }]
    : [];
  const named: FieldSpec[] = cities
    ? [
        { id: 'city_name', label: m.look_prac_name(), help: m.look_prac_name_help(), optional: true, max: 200 },
        { id: 'country_code', label: m.country(), optional: true, options: [{ value: '', label: m.plan_open() }, ...countries()] },
      ]
    : [];
  return {
    fields: [
      { id: 'title', label: m.title(), max: 200 },
      ...whose,
      ...named,
      { id: 'summary', label: m.prac_summary(), optional: true, rows: 5, max: 20000 },
      { id: 'url', label: m.prac_url(), type: 'url', optional: true, max: 1000 },
      { id: 'publication', label: m.look_prac_publication(), optional: true, max: 200 },
      { id: 'year', label: m.look_prac_year(), type: 'number', optional: true },
      { id: 'languages', label: m.look_prac_languages(), help: m.look_prac_languages_help(), optional: true, max: 80 },
    ],
    further: [
      { id: 'themes', label: m.prac_theme_label(), optional: true, several: true, options: themes() },
      { id: 'cells', label: m.look_prac_cells(), optional: true, several: true, options: cells },
    ],
  };
}

export const practiceValues = (practice?: Practice): Values => ({
  title: practice?.title ?? '',
  ...(!practice && { city_id: '', city_name: '', country_code: '' }),
  summary: practice?.summary ?? '',
  url: practice?.url ?? '',
  publication: practice?.publication ?? '',
  year: practice?.year?.toString() ?? '',
  languages: practice?.languages.join(' ') ?? '',
  themes: practice?.themes.join('\n') ?? '',
  cells: practice?.cells.map(({ commitment, track }) => `${commitment}.${track}`).join('\n') ?? '',
});

/** What is no text at the service, of those that are given. */
function shaped({ year, languages, themes: on, cells }: Values): Body {
  return {
    ...(year !== undefined && { year: year.trim() ? Number(year) : null }),
    ...(languages !== undefined && {
      languages: languages
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    }),
    ...(on !== undefined && { themes: linesOf(on) }),
    ...(cells !== undefined && {
      cells: linesOf(cells).map((cell) => {
        const [commitment, track] = cell.split('.').map(Number);
        return { commitment, track };
      }),
    }),
  };
}

export const practiceOf = (network_id: string, values: Values): Schemas['GoodPracticeCreate'] =>
  ({ network_id, ...said(values), ...shaped(values) }) as Schemas['GoodPracticeCreate'];

export const practicePatchOf = (changes: Values): Schemas['GoodPracticePatch'] =>
  ({ ...patched(changes), ...shaped(changes) }) as Schemas['GoodPracticePatch'];
