/** Knows how an action plan is written on screen, and what the service expects. */
import type { components } from '$lib/contract';
import { linesOf, patched, said, type Values } from '$lib/editing.svelte';
import { m } from '$lib/language.svelte';
import type { FieldSpec } from '$lib/parts/fields';

type Schemas = components['schemas'];
export type Plan = Schemas['Plan'];
export type Action = Schemas['PlanAction'];
export type News = Schemas['PlanActionUpdate'];
export type Frame = Schemas['PlanFrame'];
export type Cell = Schemas['Cell'];
export type SharedWith = Plan['shared_with'];
export type Move = Schemas['PlanMoveCreate']['stage'];
type Option = { value: string; label: string };
type Words = Record<string, () => string>;

const named = (words: Words, value: string): string => words[value]?.() ?? value.replaceAll('_', ' ');

export const planStageName = (stage: string): string =>
  named(
    {
      drafting: m.plan_drafting,
      consultation: m.plan_consultation,
      adopted: m.plan_adopted,
      in_force: m.plan_in_force,
      under_review: m.plan_under_review,
      superseded: m.plan_superseded,
    },
    stage,
  );
const tones: Record<string, 'open' | 'standing' | 'done' | 'gone'> = { adopted: 'done', in_force: 'standing', superseded: 'gone' };
export const planTone = (stage: string): 'open' | 'standing' | 'done' | 'gone' => tones[stage] ?? 'open';

/** To which stages one is offered to move it; whether it may move, and whether there, the service says. */
const ways: Record<string, Move[]> = {
  drafting: ['consultation'],
  consultation: ['drafting'],
  adopted: ['in_force', 'superseded'],
  in_force: ['under_review', 'superseded'],
  under_review: ['in_force', 'superseded'],
};
export const waysOn = ({ stage }: Plan): Move[] => ways[stage] ?? [];
export const moveName = (to: Move): string =>
  named(
    {
      drafting: m.plan_to_drafting,
      consultation: m.plan_to_consultation,
      in_force: m.plan_to_in_force,
      under_review: m.plan_to_under_review,
      superseded: m.plan_to_superseded,
    },
    to,
  );

export const shares: readonly SharedWith[] = ['nobody', 'office', 'advisers', 'members', 'public'];
export const sharedName = (shared: string): string =>
  named(
    {
      nobody: m.plan_shared_nobody,
      office: m.plan_shared_office,
      advisers: m.plan_shared_advisers,
      members: m.seen_by_members,
      public: m.seen_by_public,
    },
    shared,
  );
export const sharedOptions = (): Option[] => shares.map((value) => ({ value, label: sharedName(value) }));

export const scopeName = (scope: string): string =>
  named({ internal: m.plan_scope_internal, external: m.plan_scope_external, both: m.plan_scope_both }, scope);
export const useName = (use: string): string =>
  named(
    { political_commitment: m.plan_use_commitment, long_term_strategy: m.plan_use_strategy, operational_instrument: m.plan_use_instrument },
    use,
  );

export const planValues = (plan?: Plan): Values => ({
  title: plan?.title ?? '',
  starts_on: plan?.starts_on ?? '',
  ends_on: plan?.ends_on ?? '',
  aims: plan?.aims ?? '',
  scope: plan?.scope ?? '',
  use: plan?.use ?? '',
  political_head_id: plan?.political_head_id ?? '',
  coordination_team_ids: plan?.coordination_team_ids.join('\n') ?? '',
  department_ids: plan?.department_ids.join('\n') ?? '',
  steering_committee_ids: plan?.steering_committee_ids.join('\n') ?? '',
  steering_committee: plan?.steering_committee ?? '',
  resources: plan?.resources ?? '',
  decision_reference: plan?.decision_reference ?? '',
  decision_url: plan?.decision_url ?? '',
  signed_by: plan?.signed_by ?? '',
  signed_on: plan?.signed_on ?? '',
});

/** What the service keeps as a list stands in a form with a line for each. */
const listed = (values: Values): Record<string, string[]> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (name.endsWith('_ids') ? [[name, linesOf(value)]] : [])));

export const planOf = (values: Values, whose: { network_id: string; city_id: string }): Schemas['PlanCreate'] =>
  ({ ...said(values), ...listed(values), ...whose }) as unknown as Schemas['PlanCreate'];

export const planPatchOf = (changes: Values): Schemas['PlanPatch'] => ({ ...patched(changes), ...listed(changes) }) as Schemas['PlanPatch'];

/** Whether what a plan sets out may still be changed; who carries it may be for longer. */
export const isWritten = (plan?: Plan): boolean => !plan || ['drafting', 'consultation'].includes(plan.stage);

export function planFields(
  plan: Plan | undefined,
  head: Option[],
  people: Option[],
  departments: Option[],
): { fields: FieldSpec[]; further: FieldSpec[] } {
  const open = { value: '', label: m.plan_open() };
  const choice = (id: string, label: string, values: string[], name: (value: string) => string): FieldSpec => ({
    id,
    label,
    optional: true,
    options: [open, ...values.map((value) => ({ value, label: name(value) }))],
  });
  const several = (id: string, label: string, options: Option[]): FieldSpec[] =>
    options.length > 0 ? [{ id, label, help: m.head_own(), optional: true, several: true, options }] : [];
  const carried: FieldSpec[] = [
    { id: 'political_head_id', label: m.plan_head(), help: m.head_own(), optional: true, options: [open, ...head] },
    ...several('coordination_team_ids', m.head_team(), people),
    ...several('department_ids', m.head_departments(), departments),
    ...several('steering_committee_ids', m.head_committee_people(), people),
    { id: 'steering_committee', label: m.head_committee(), help: m.head_own(), optional: true, rows: 2, max: 20000 },
    { id: 'resources', label: m.head_resources(), help: m.head_own(), optional: true, rows: 2, max: 20000 },
  ];
  const decided: FieldSpec[] = [
    { id: 'decision_reference', label: m.plan_reference(), optional: true, max: 200 },
    { id: 'decision_url', label: m.head_url(), type: 'url', optional: true, max: 1000 },
    { id: 'signed_by', label: m.head_signed_by(), optional: true, max: 200 },
  ];
  if (!isWritten(plan))
    return { fields: carried, further: [...decided, { id: 'signed_on', label: m.head_signed_on(), type: 'date', optional: true }] };
  return {
    fields: [
      { id: 'title', label: m.title(), help: m.plan_title_help(), max: 200 },
      { id: 'starts_on', label: m.plan_starts(), type: 'date', optional: true },
      { id: 'ends_on', label: m.plan_ends(), type: 'date', optional: true },
      { id: 'aims', label: m.plan_aims(), optional: true, rows: 5, max: 20000 },
    ],
    further: [
      choice('scope', m.plan_scope(), ['internal', 'external', 'both'], scopeName),
      choice('use', m.plan_use(), ['political_commitment', 'long_term_strategy', 'operational_instrument'], useName),
      ...carried,
      ...decided,
    ],
  };
}

/** What is chosen already stays a choice, though it is not among those that were read. */
export const withChosen = (chosen: string | undefined, options: Option[]): Option[] =>
  !chosen || options.some(({ value }) => value === chosen) ? options : [...options, { value: chosen, label: m.plan_person_kept() }];

/** What narrows the list of actions, by the names that the address and the service have for it. */
export const narrowedBy = [
  'commitment',
  'track',
  'stage',
  'horizon',
  'addressee',
  'target_group',
  'department_id',
  'responsible_person_id',
  'late',
  'stale',
] as const;
