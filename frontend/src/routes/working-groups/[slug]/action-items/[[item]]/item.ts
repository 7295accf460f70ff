/** Knows how an action item is written on screen, and what the service expects. */
import type { components } from '$lib/contract';
import { patched, said, type Values } from '$lib/editing.svelte';
import { m } from '$lib/language.svelte';
import { actionStageName, actionStages, horizonName, originName } from '$lib/names-of-work';
import type { FieldSpec } from '$lib/parts/fields';

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
});

export const itemOf = (values: Values, working_group_id: string): Schemas['ActionItemCreate'] =>
  ({ working_group_id, ...said(values) }) as unknown as Schemas['ActionItemCreate'];

export const patchOf = (changes: Values): Schemas['ActionItemPatch'] => patched(changes) as Schemas['ActionItemPatch'];

export function itemFields(cities: { value: string; label: string }[]): { fields: FieldSpec[]; further: FieldSpec[] } {
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
    ],
  };
}

export interface Wanted {
  q: string;
  stage: string;
  city: string;
  late: string;
}

/** What an address asks for. */
export function wantedBy(address: URL): Wanted {
  const word = (name: string): string => address.searchParams.get(name) ?? '';
  return { q: word('q'), stage: word('stage'), city: word('city'), late: word('late') };
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
