/** Knows the words for imports: what a file is about, what a column can stand for, and what becomes of a row. */
import type { components } from '$lib/contract';
import { m } from '$lib/language.svelte';
import { schemeName } from '$lib/names';

export type Import = components['schemas']['Import'];
export type Row = components['schemas']['ImportedRow'];
export type Kind = Import['kind'];
export type Outcome = Row['outcome'];

interface About {
  value: Kind;
  label: () => string;
  /** What stands in a row. */
  help: () => string;
  /** What a row is that means nobody who is known. */
  isNew: () => string;
  /** The headings of an empty file; exports have the same. */
  headings: string[];
}

/** A city's own table, for its plan alone. */
const ofPlan: About = {
  value: 'plan_actions',
  label: () => m.import_kind_plan_actions(),
  help: () => m.import_kind_plan_actions_help(),
  isNew: () => m.import_it_is_a_new_action(),
  headings: [
    ...['title', 'commitment', 'track', 'further_cells', 'description', 'origin', 'addressees', 'target_groups', 'city_function'],
    ...['horizon', 'department', 'responsible', 'starts_on', 'due_on', 'completion_criterion', 'budget_note', 'stage', 'percent'],
  ],
};

/** What an office brings in. */
export const kinds: [About, ...About[]] = [
  {
    value: 'members',
    label: () => m.import_kind_members(),
    help: () => m.import_kind_members_help(),
    isNew: () => m.import_it_is_new(),
    headings: ['name', 'country_code', 'other_names', 'geonames', 'start_date', 'end_date', 'end_reason', 'stage'],
  },
  {
    value: 'people',
    label: () => m.import_kind_people(),
    help: () => m.import_kind_people_help(),
    isNew: () => m.import_it_is_somebody_new(),
    headings: ['name', 'mail', 'role', 'city', 'organisation', 'working_group', 'phone', 'visibility', 'language', 'start_date'],
  },
  {
    value: 'working_groups',
    label: () => m.import_kind_groups(),
    help: () => m.import_kind_groups_help(),
    isNew: () => m.import_it_is_a_new_group(),
    headings: [
      ...['title', 'stage', 'channel', 'proposed_on', 'constituted_on', 'closed_on', 'lead_city', 'lead_since', 'cities', 'city'],
      ...['start_date', 'end_date', 'aims', 'rhythm', 'mode', 'continues'],
    ],
  },
  {
    value: 'partner_cities',
    label: () => m.import_kind_partners(),
    help: () => m.import_kind_partners_help(),
    isNew: () => m.import_it_is_new(),
    headings: ['id', 'name', 'country_code', 'other_names', 'geonames', 'wikidata', 'unlocode', 'lau', 'nuts3'],
  },
];

/** What a file of this kind is about; a kind that came later than these screens is shown like the first. */
export const aboutKind = (value: string | null): About => [...kinds, ofPlan].find((kind) => kind.value === value) ?? kinds[0];

/** An empty file to fill: a row of headings that is understood as it is, with the mark by which Excel reads UTF-8. */
export const template = ({ headings }: About): string =>
  `data:text/csv;charset=utf-8,%EF%BB%BF${encodeURIComponent(headings.join(';'))}%0D%0A`;

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
export function fieldName(kind: Kind, field: string): string {
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
    title: m.import_field_title,
    aims: m.import_field_aims,
    channel: m.import_field_channel,
    proposed_on: m.import_field_proposed_on,
    constituted_on: m.import_field_constituted_on,
    closed_on: m.import_field_closed_on,
    lead_city: m.import_field_lead_city,
    lead_since: m.import_field_lead_since,
    continues: m.import_field_continues,
    cities: m.import_field_cities,
    city: m.import_field_name,
    rhythm: m.import_field_rhythm,
    mode: m.import_field_mode,
    first_name: m.import_field_first_name,
    last_name: m.import_field_last_name,
    mail: m.import_field_mail,
    role: m.import_field_role,
    organisation: m.import_field_organisation,
    phone: m.import_field_phone,
    visibility: m.import_field_visibility,
    language: m.import_field_language,
    partner_key: m.import_field_partner_key,
    id: m.import_field_id,
    commitment: m.import_field_commitment,
    track: m.import_field_track,
    further_cells: m.import_field_further_cells,
    description: m.import_field_description,
    origin: m.import_field_origin,
    addressees: m.import_field_addressees,
    target_groups: m.import_field_target_groups,
    city_function: m.import_field_city_function,
    horizon: m.import_field_horizon,
    department: m.import_field_department,
    responsible: m.import_field_responsible,
    starts_on: m.import_field_starts_on,
    due_on: m.import_field_due_on,
    completion_criterion: m.import_field_completion_criterion,
    budget_note: m.import_field_budget_note,
    percent: m.import_field_percent,
    shared_with: m.import_field_shared_with,
  };
  const own: Partial<Record<Kind, Record<string, () => string>>> = {
    people: { name: m.import_field_person, start_date: m.import_field_in_role_since },
    working_groups: { start_date: m.import_field_in_group_since, end_date: m.import_field_in_group_until },
  };
  return (own[kind]?.[field] ?? words[field])?.() ?? schemeName(field);
}
