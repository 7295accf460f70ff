/** Knows how an action of a plan is written on screen, and what the service expects. */
import type { components } from '$lib/contract';
import { linesOf, patched, said, type Values } from '$lib/editing.svelte';
import { m } from '$lib/language.svelte';
import {
  addresseeName,
  addressees,
  cityFunctionName,
  cityFunctions,
  everybody,
  horizonName,
  originName,
  targetGroupName,
} from '$lib/names-of-work';
import type { FieldSpec } from '$lib/parts/fields';
import type { Action } from './plan';

type Schemas = components['schemas'];
type Option = { value: string; label: string };

/** A new action, in the cell from which it was begun. */
export const actionValues = (action?: Action, cell?: { commitment: string; track: string }): Values => ({
  title: action?.title ?? '',
  commitment: action ? String(action.cell.commitment) : (cell?.commitment ?? ''),
  track: action ? String(action.cell.track) : (cell?.track ?? ''),
  description: action?.description ?? '',
  responsible_person_id: action?.responsible_person_id ?? '',
  department_id: action?.department_id ?? '',
  starts_on: action?.starts_on ?? '',
  due_on: action?.due_on ?? '',
  completion_criterion: action?.completion_criterion ?? '',
  origin: action?.origin ?? '',
  horizon: action?.horizon ?? '',
  budget_note: action?.budget_note ?? '',
  addressees: action?.addressees.join('\n') ?? '',
  general_population: action?.target_groups.includes(everybody) ? everybody : '',
  target_groups: action?.target_groups.filter((group) => group !== everybody).join('\n') ?? '',
  city_function: action?.city_function ?? '',
  ...(action && {
    agreed_on: action.agreed_on ?? '',
    agreed_by_id: action.agreed_by_id ?? '',
    evaluation: action.evaluation ?? '',
    evaluation_asked: action.evaluation_asked ?? '',
    evaluation_note: action.evaluation_note ?? '',
  }),
});

/** What the service keeps as lists or as a cell, as far as it is among the names. */
function shaped(values: Values, names: string[]): Record<string, unknown> {
  const any = (...wanted: string[]): boolean => wanted.some((name) => names.includes(name));
  return {
    commitment: undefined,
    track: undefined,
    general_population: undefined,
    cell: any('commitment', 'track') ? { commitment: Number(values.commitment), track: Number(values.track) } : undefined,
    addressees: any('addressees') ? linesOf(values.addressees ?? '') : undefined,
    target_groups: any('target_groups', 'general_population')
      ? [...linesOf(values.general_population ?? ''), ...linesOf(values.target_groups ?? '')]
      : undefined,
  };
}

export const actionOf = (values: Values, plan_id: string): Schemas['PlanActionCreate'] =>
  ({ plan_id, ...said(values), ...shaped(values, Object.keys(values)) }) as unknown as Schemas['PlanActionCreate'];

export const actionPatchOf = (changes: Values, values: Values): Schemas['PlanActionPatch'] =>
  ({ ...patched(changes), ...shaped(values, Object.keys(changes)) }) as Schemas['PlanActionPatch'];

/** The service minds a line of a list or an end of a cell, the form the field that holds it. */
export const byField = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([name, words]) => [name.replace(/^cell\./, '').replace(/\.\d+$/, ''), words]));

export interface Choices {
  commitments: Option[];
  tracks: Option[];
  people: Option[];
  departments: Option[];
}

export const evaluationName = (evaluation: string): string =>
  ({ keep: m.plan_upd_keep(), change: m.plan_upd_change(), drop: m.plan_upd_drop() })[evaluation] ?? evaluation;

/** What is said of an action that is there already: the department's agreement, and what those concerned would do with it. */
export const laterFields = (people: Option[]): FieldSpec[] => [
  { id: 'agreed_on', label: m.plan_upd_agreed_on(), help: m.plan_upd_agreed_help(), type: 'date', optional: true },
  { id: 'agreed_by_id', label: m.plan_upd_agreed_by(), optional: true, options: [{ value: '', label: m.plan_open() }, ...people] },
  {
    id: 'evaluation',
    label: m.plan_upd_evaluation(),
    help: m.plan_upd_evaluation_help(),
    optional: true,
    options: [{ value: '', label: m.plan_open() }, ...['keep', 'change', 'drop'].map((value) => ({ value, label: evaluationName(value) }))],
  },
  { id: 'evaluation_asked', label: m.plan_upd_asked(), optional: true, rows: 2, max: 20000 },
  { id: 'evaluation_note', label: m.plan_upd_note(), optional: true, rows: 3, max: 20000 },
];

export function actionFields({ commitments, tracks, people, departments }: Choices): { fields: FieldSpec[]; further: FieldSpec[] } {
  const open = { value: '', label: m.plan_open() };
  const choice = (id: string, label: string, options: Option[], help?: string): FieldSpec => ({
    id,
    label,
    optional: true,
    options: [open, ...options],
    ...(help && { help }),
  });
  const named = (values: readonly string[], name: (value: string) => string): Option[] =>
    values.map((value) => ({ value, label: name(value) }));
  return {
    fields: [
      { id: 'title', label: m.title(), help: m.plan_action_title_help(), max: 200 },
      { id: 'commitment', label: m.plan_commitment(), options: [{ value: '', label: '–' }, ...commitments] },
      { id: 'track', label: m.plan_track(), options: [{ value: '', label: '–' }, ...tracks] },
      choice('responsible_person_id', m.plan_contact(), people, m.plan_contact_help()),
      { id: 'due_on', label: m.plan_due_on(), type: 'date', optional: true },
      {
        id: 'completion_criterion',
        label: m.plan_criterion(),
        help: m.plan_criterion_help(),
        optional: true,
        rows: 2,
        max: 20000,
      },
    ],
    further: [
      { id: 'description', label: m.plan_description(), optional: true, rows: 4, max: 20000 },
      choice('department_id', m.plan_department(), departments),
      { id: 'starts_on', label: m.plan_starts(), type: 'date', optional: true },
      choice('origin', m.plan_origin(), named(['existing', 'enhanced', 'new'], originName)),
      choice('horizon', m.plan_horizon(), named(['short', 'long'], horizonName)),
      { id: 'budget_note', label: m.plan_budget(), optional: true },
      {
        id: 'addressees',
        label: m.plan_addressees(),
        help: m.plan_addressees_help(),
        optional: true,
        several: true,
        options: named(addressees, addresseeName),
      },
      {
        id: 'general_population',
        label: m.plan_targets(),
        optional: true,
        several: true,
        options: [{ value: everybody, label: targetGroupName(everybody) }],
      },
      { id: 'target_groups', label: m.plan_targets_further(), help: m.plan_targets_help(), optional: true, rows: 2, max: 4000 },
      choice('city_function', m.plan_function(), named(cityFunctions, cityFunctionName)),
    ],
  };
}
