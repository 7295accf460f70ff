/** Knows the words for imports: what a column can stand for, and what becomes of a row. */
import type { components } from '$lib/contract';
import { m } from '$lib/language.svelte';
import { schemeName } from '$lib/names';

export type Import = components['schemas']['Import'];
export type Row = components['schemas']['ImportedRow'];
export type Outcome = Row['outcome'];

export const outcomes: { value: Outcome; tone: 'open' | 'standing' | 'done' | 'gone'; label: () => string }[] = [
  { value: 'suspected', tone: 'open', label: () => m.import_outcome_suspected() },
  { value: 'refused', tone: 'open', label: () => m.import_outcome_refused() },
  { value: 'added', tone: 'standing', label: () => m.import_outcome_added() },
  { value: 'changed', tone: 'standing', label: () => m.import_outcome_changed() },
  { value: 'unchanged', tone: 'done', label: () => m.import_outcome_unchanged() },
  { value: 'left_out', tone: 'gone', label: () => m.import_outcome_left_out() },
];

export const outcomeOf = (value: Outcome): (typeof outcomes)[number] => outcomes.find((each) => each.value === value) ?? outcomes[0]!;

/** What a column can stand for, in the reader's words; a field that came later than these screens is shown as it is. */
export function fieldName(field: string): string {
  const words: Record<string, () => string> = {
    slug: m.import_field_slug,
    name: m.import_field_name,
    other_names: m.import_field_other_names,
    kind: m.import_field_kind,
    country_code: m.import_field_country_code,
    identifiers: m.import_field_identifiers,
    start_date: m.import_field_start_date,
    start_precision: m.import_field_start_precision,
    end_date: m.import_field_end_date,
    end_reason: m.import_field_end_reason,
    stage: m.import_field_stage,
    working_group: m.import_field_working_group,
  };
  return words[field]?.() ?? schemeName(field);
}
