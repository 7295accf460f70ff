/** Knows how milestones and indicators are written on screen, and what the service expects. */
import { reading, type Reading } from '$lib/api';
import type { components } from '$lib/contract';
import { everything } from '$lib/everything';
import { number } from '$lib/format';
import { m } from '$lib/language.svelte';
import type { Values } from '$lib/editing.svelte';
import type { FieldSpec } from '$lib/parts/fields';

type Schemas = components['schemas'];
export type Milestone = Schemas['Milestone'];
export type Indicator = Schemas['Indicator'];
export type Value = Schemas['IndicatorValue'];
type Point = Schemas['FigureOn'];
type Of = { plan_id?: string; plan_action_id?: string };
type Page<T> = { items: T[]; next: string | null };

const whole = <T>(page: (after?: string) => Reading<Page<T>>): Reading<T[]> => ({
  address: `${page().address}#all`,
  read: (afresh) => everything(page, afresh),
});

export const milestonesReading = (of: Of): Reading<Milestone[]> =>
  whole((after) => reading('/v1/milestones', { query: { ...of, limit: 100, after, expand: ['you_may'] } }));

export const indicatorsReading = (of: Of): Reading<Indicator[]> =>
  whole((after) => reading('/v1/indicators', { query: { ...of, limit: 100, after, expand: ['you_may'] } }));

export const valuesReading = (indicator: string): Reading<Value[]> =>
  whole((after) =>
    reading('/v1/indicators/{indicator}/values', { path: { indicator }, query: { sort: 'measured_on', limit: 100, after } }),
  );

export const today = (): string => new Date().toISOString().slice(0, 10);

/** A figure as the reader writes numbers, with its unit. */
export const figure = (value: string, unit?: string | null): string => [number(Number(value)), unit].filter(Boolean).join(' ');

type Words = Record<string, () => string>;
const ways = (): Words => ({ reached: m.ind_reached, on_the_way: m.ind_on_the_way, behind: m.ind_behind });
export const wayName = (way: string): string => ways()[way]?.() ?? way.replaceAll('_', ' ');
export const wayTone = (way: string): 'open' | 'standing' | 'done' =>
  way === 'reached' ? 'done' : way === 'on_the_way' ? 'standing' : 'open';

const effects = (): Words => ({
  policies_put_into_practice: m.ind_effect_practice,
  staff_know_and_exchange: m.ind_effect_staff_know,
  staff_see_the_benefit: m.ind_effect_staff_benefit,
  minorities_live_better: m.ind_effect_minorities,
  fewer_incidents: m.ind_effect_incidents,
});
export const effectName = (effect: string): string => effects()[effect]?.() ?? effect.replaceAll('_', ' ');

export const milestoneFields = (): FieldSpec[] => [
  { id: 'title', label: m.title(), max: 200 },
  { id: 'due_on', label: m.plan_due_on(), type: 'date' },
];

const spare = 1;
const most = 20;
/** One pair of fields for each goal that there is, and one more. */
export const goalCount = (indicator?: Indicator): number => Math.min(most, (indicator?.goals.length ?? 0) + spare);

export function indicatorFields(goals: number): FieldSpec[] {
  const rows = Array.from({ length: goals }, (_, index) => index + 1);
  return [
    { id: 'name', label: m.ind_name(), help: m.ind_name_help(), max: 200 },
    { id: 'unit', label: m.ind_unit(), optional: true, max: 100 },
    {
      id: 'direction',
      label: m.ind_direction(),
      options: [
        { value: 'up', label: m.ind_up() },
        { value: 'down', label: m.ind_down() },
      ],
    },
    { id: 'baseline_on', label: m.ind_baseline_on(), type: 'date', optional: true },
    { id: 'baseline_value', label: m.ind_baseline(), help: m.ind_baseline_help(), type: 'number', optional: true },
    ...rows.flatMap((row): FieldSpec[] => [
      { id: `goal_on_${row}`, label: m.ind_goal_on({ number: String(row) }), type: 'date', optional: true },
      { id: `goal_value_${row}`, label: m.ind_goal({ number: String(row) }), type: 'number', optional: true },
    ]),
    {
      id: 'effect',
      label: m.ind_effect(),
      optional: true,
      options: [{ value: '', label: m.plan_open() }, ...Object.keys(effects()).map((value) => ({ value, label: effectName(value) }))],
    },
    { id: 'measures', label: m.ind_measures(), optional: true, rows: 2, max: 20000 },
    { id: 'survey_method', label: m.ind_method(), optional: true, rows: 2, max: 20000 },
  ];
}

export function indicatorValues(indicator?: Indicator): Values {
  const goals = Array.from({ length: goalCount(indicator) }, (_, index) => indicator?.goals[index]);
  return {
    name: indicator?.name ?? '',
    unit: indicator?.unit ?? '',
    direction: indicator?.direction ?? 'up',
    baseline_on: indicator?.baseline?.on ?? '',
    baseline_value: indicator?.baseline?.value ?? '',
    ...Object.fromEntries(
      goals.flatMap((goal, index) => [
        [`goal_on_${index + 1}`, goal?.on ?? ''],
        [`goal_value_${index + 1}`, goal?.value ?? ''],
      ]),
    ),
    effect: indicator?.effect ?? '',
    measures: indicator?.measures ?? '',
    survey_method: indicator?.survey_method ?? '',
  };
}

/** A number as the service writes it: plain and as short as it can be. */
export const plainly = (value: string): string => (value.trim() && Number.isFinite(Number(value)) ? String(Number(value)) : value.trim());

const point = (on = '', value = ''): Point | null => (on || value.trim() ? { on, value: plainly(value) } : null);

/** What a form says of an indicator, as the service takes it. */
export function indicatorOf(values: Values): Omit<Schemas['IndicatorCreate'], 'plan_id'> {
  const rows = Object.keys(values).filter((name) => name.startsWith('goal_on_'));
  const goals = rows.map((name) => point(values[name], values[name.replace('_on_', '_value_')])).filter((each) => each !== null);
  const text = (name: string): string | null => values[name]?.trim() || null;
  return {
    name: values.name ?? '',
    unit: text('unit'),
    direction: values.direction as Indicator['direction'],
    baseline: point(values.baseline_on, values.baseline_value),
    goals,
    effect: text('effect') as Indicator['effect'],
    measures: text('measures'),
    survey_method: text('survey_method'),
  };
}

/** The service minds a part of a goal or of the baseline, the form the field that holds it. */
export const byMeasure = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).map(([name, words]) => [
      name
        .replace(/^goals\.(\d+)\.(on|value)$/, (_, index, part) => `goal_${part}_${Number(index) + 1}`)
        .replace(/^baseline\./, 'baseline_'),
      words,
    ]),
  );
