/** Knows how an action item is written on screen, and what the service expects. */
import type { components } from '$lib/contract';
import { linesOf, patched, said, type Values } from '$lib/editing.svelte';
import { m } from '$lib/language.svelte';
import {
  actionStageName,
  actionStages,
  addresseeName,
  addressees,
  cityFunctionName,
  cityFunctions,
  everybody,
  horizonName,
  originName,
  targetGroupName,
  visibilityName,
} from '$lib/names-of-work';
import type { FieldSpec } from '$lib/parts/fields';

type Option = { value: string; label: string };
type Schemas = components['schemas'];
export type Item = Schemas['ActionItem'];
export type Update = Schemas['ProgressUpdate'];

export const emptyItem = (): Values => ({
  title: '',
  description: '',
  responsible_city_id: '',
  starts_on: '',
  due_on: '',
  completion_criterion: '',
  origin: '',
  horizon: '',
  budget_note: '',
  meeting_id: '',
  responsible_person_id: '',
  addressees: '',
  general_population: '',
  target_groups: '',
  city_function: '',
  visibility: 'working_group',
});

export const valuesOf = (item: Item): Values => ({
  title: item.title,
  description: item.description ?? '',
  responsible_city_id: item.responsible_city?.id ?? '',
  starts_on: item.starts_on ?? '',
  due_on: item.due_on ?? '',
  completion_criterion: item.completion_criterion ?? '',
  origin: item.origin ?? '',
  horizon: item.horizon ?? '',
  budget_note: item.budget_note ?? '',
  meeting_id: item.meeting_id ?? '',
  responsible_person_id: item.responsible_person_id ?? '',
  addressees: item.addressees.join('\n'),
  general_population: item.target_groups.includes(everybody) ? everybody : '',
  target_groups: item.target_groups.filter((group) => group !== everybody).join('\n'),
  city_function: item.city_function ?? '',
  visibility: item.visibility,
});

export const itemOf = (values: Values, working_group_id: string): Schemas['ActionItemCreate'] =>
  ({ working_group_id, ...said(values), ...listed(values, Object.keys(values)) }) as unknown as Schemas['ActionItemCreate'];

export const patchOf = (changes: Values, values: Values): Schemas['ActionItemPatch'] =>
  ({ ...patched(changes), ...listed(values, Object.keys(changes)) }) as Schemas['ActionItemPatch'];

/** What the service keeps as lists, as far as it is among the names; the box for everybody is one of the target groups. */
function listed(values: Values, names: string[]): Record<string, string[] | undefined> {
  const targets = names.includes('target_groups') || names.includes('general_population');
  return {
    general_population: undefined,
    addressees: names.includes('addressees') ? linesOf(values.addressees ?? '') : undefined,
    target_groups: targets ? [...linesOf(values.general_population ?? ''), ...linesOf(values.target_groups ?? '')] : undefined,
  };
}

/** The service minds a line of a list, the form the list. */
export const byField = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([name, words]) => [name.replace(/\.\d+$/, ''), words]));

export interface Choices {
  cities: Option[];
  people: Option[];
  meetings: Option[];
}

export function itemFields({ cities, people, meetings }: Choices): { fields: FieldSpec[]; further: FieldSpec[] } {
  const open = { value: '', label: m.left_open() };
  return {
    fields: [
      { id: 'title', label: m.title(), help: m.item_title_help(), max: 200 },
      {
        id: 'responsible_city_id',
        label: m.responsible_city(),
        optional: true,
        options: [{ value: '', label: m.nobody_yet() }, ...cities],
      },
      { id: 'due_on', label: m.due_on(), type: 'date', optional: true },
      {
        id: 'completion_criterion',
        label: m.completion_criterion(),
        help: m.completion_criterion_help(),
        optional: true,
        rows: 2,
        max: 20000,
      },
      { id: 'description', label: m.description(), optional: true, rows: 4, max: 20000 },
    ],
    further: [
      { id: 'meeting_id', label: m.item_meeting(), optional: true, options: [{ value: '', label: m.no_meeting_named() }, ...meetings] },
      {
        id: 'responsible_person_id',
        label: m.responsible_person(),
        help: m.responsible_person_help(),
        optional: true,
        options: [{ value: '', label: m.nobody_yet() }, ...people],
      },
      { id: 'starts_on', label: m.starts_on(), type: 'date', optional: true },
      {
        id: 'origin',
        label: m.origin(),
        optional: true,
        options: [open, ...['existing', 'enhanced', 'new'].map((value) => ({ value, label: originName(value) }))],
      },
      {
        id: 'horizon',
        label: m.horizon(),
        optional: true,
        options: [open, ...['short', 'long'].map((value) => ({ value, label: horizonName(value) }))],
      },
      { id: 'budget_note', label: m.budget_note(), optional: true },
      {
        id: 'addressees',
        label: m.addressees(),
        help: m.addressees_help(),
        optional: true,
        several: true,
        options: addressees.map((value) => ({ value, label: addresseeName(value) })),
      },
      {
        id: 'general_population',
        label: m.target_groups(),
        optional: true,
        several: true,
        options: [{ value: everybody, label: targetGroupName(everybody) }],
      },
      { id: 'target_groups', label: m.target_groups_further(), help: m.target_groups_help(), optional: true, rows: 2, max: 4000 },
      {
        id: 'city_function',
        label: m.city_function(),
        optional: true,
        options: [open, ...cityFunctions.map((value) => ({ value, label: cityFunctionName(value) }))],
      },
      {
        id: 'visibility',
        label: m.seen_by(),
        optional: true,
        options: ['working_group', 'members', 'public'].map((value) => ({ value, label: visibilityName(value) })),
      },
    ],
  };
}

/** The fields of one step of progress; an update that says nothing of a stage leaves it as it is. */
export function progressFields(): FieldSpec[] {
  return [
    {
      id: 'stage',
      label: m.stage(),
      optional: true,
      options: [{ value: '', label: m.stage_unchanged() }, ...actionStages.map((value) => ({ value, label: actionStageName(value) }))],
    },
    { id: 'percent', label: m.percent_done(), help: m.percent_help(), type: 'number', optional: true },
    { id: 'text', label: m.what_was_done(), optional: true, rows: 3, max: 20000 },
    { id: 'obstacle', label: m.obstacle(), help: m.obstacle_help(), optional: true, rows: 2, max: 20000 },
    { id: 'evidence_url', label: m.evidence(), type: 'url', optional: true },
  ];
}

/** A step of progress as the service expects it. */
export function progressOf(action_item_id: string, values: Values): Schemas['ProgressUpdateCreate'] {
  const { percent, ...rest } = said(values);
  return { action_item_id, ...rest, ...(percent && { percent: Number(percent) }) } as unknown as Schemas['ProgressUpdateCreate'];
}
