/** Knows the figures of a network's by-laws: their names on screen, in which order they stand, and how each is written and read. */
import type { components } from './contract';
import { list, number } from './format';
import { m } from './language.svelte';

type Schemas = components['schemas'];
export type ByLaws = Schemas['ByLaws'];
export type ByLawsCreate = Schemas['ByLawsCreate'];
type Name = Exclude<keyof ByLawsCreate, 'valid_from'>;
type Kind = 'number' | 'days' | 'languages' | 'condition' | 'text';

export interface Figure {
  id: Name;
  label: string;
  kind: Kind;
  optional: boolean;
}

export interface Chapter {
  title: string;
  figures: Figure[];
}

/** All figures, in chapters as an office thinks of them. */
export function chapters(): Chapter[] {
  const figure = (id: Name, label: string, kind: Kind = 'number', optional = false): Figure => ({ id, label, kind, optional });
  return [
    {
      title: m.by_laws_groups(),
      figures: [
        figure('min_cities', m.by_laws_min_cities()),
        figure('min_countries', m.by_laws_min_countries()),
        figure('broadcast_hold_hours', m.by_laws_broadcast_hold_hours()),
        figure('report_after_days', m.by_laws_report_after_days()),
        figure('report_cadence_months', m.by_laws_report_cadence_months()),
        figure('report_word_limit', m.by_laws_report_word_limit()),
        figure('stale_after_days', m.by_laws_stale_after_days(), 'number', true),
      ],
    },
    {
      title: m.by_laws_plans(),
      figures: [
        figure('plan_review_min_months', m.by_laws_plan_review_min_months()),
        figure('plan_review_max_months', m.by_laws_plan_review_max_months()),
        figure('department_meetings_min', m.by_laws_department_meetings_min()),
        figure('department_meetings_max', m.by_laws_department_meetings_max()),
        figure('index_interval_months', m.by_laws_index_interval_months(), 'number', true),
      ],
    },
    {
      title: m.by_laws_reminders(),
      figures: [
        figure('reminder_days_before', m.by_laws_reminder_days_before(), 'days', true),
        figure('reminder_days_after', m.by_laws_reminder_days_after(), 'days', true),
        figure('reminder_every_days', m.by_laws_reminder_every_days()),
      ],
    },
    {
      title: m.by_laws_network(),
      figures: [
        figure('sponsorship_condition', m.by_laws_sponsorship_condition(), 'condition'),
        figure('working_languages', m.by_laws_working_languages(), 'languages'),
        figure('time_zone', m.by_laws_time_zone(), 'text'),
      ],
    },
  ];
}

export const conditions = (): { value: string; label: string }[] => [
  { value: 'none', label: m.condition_none() },
  { value: 'annual_report', label: m.condition_annual_report() },
];

/** A figure as it is read. */
export function shown({ id, kind }: Figure, version: ByLaws): string {
  const value = version[id];
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return m.by_laws_none();
  if (Array.isArray(value)) return list(value.map(String));
  if (kind === 'condition') return conditions().find((option) => option.value === value)?.label ?? String(value);
  return typeof value === 'number' ? number(value) : String(value);
}

export function differs(id: Name, one: ByLaws, other: ByLaws): boolean {
  return JSON.stringify(one[id]) !== JSON.stringify(other[id]);
}

/** A version as a form holds it: everything is text. */
export function written(version: ByLaws): Record<string, string> {
  const figures = chapters().flatMap((chapter) => chapter.figures);
  return Object.fromEntries(figures.map(({ id }) => [id, Array.isArray(version[id]) ? version[id].join(', ') : String(version[id] ?? '')]));
}

/** What a form holds as a wish; what cannot be read as a number goes as it is, for the service to answer. */
export function wish(values: Record<string, string>): ByLawsCreate {
  const figures = chapters().flatMap((chapter) => chapter.figures);
  const numeric = (text: string): unknown => (/^\d+$/.test(text.trim()) ? Number(text) : text.trim());
  const parts = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);
  const read = ({ id, kind }: Figure): unknown => {
    const text = values[id] ?? '';
    if (kind === 'days') return parts(text).map(numeric);
    if (kind === 'languages') return parts(text);
    if (kind === 'number') return text.trim() === '' ? null : numeric(text);
    return text.trim();
  };
  const body = Object.fromEntries(figures.map((figure) => [figure.id, read(figure)]));
  return { ...body, valid_from: values.valid_from } as unknown as ByLawsCreate;
}

/** The one that decides today; the newest of those that have begun. */
export function inForce(versions: ByLaws[], today: string): ByLaws | undefined {
  return versions.filter(({ valid_from }) => valid_from <= today).sort((a, b) => b.valid_from.localeCompare(a.valid_from))[0];
}

/** The first day on which another version may begin: today, or the day after the latest one that is made. */
export function nextDay(versions: ByLaws[], today: string): string {
  const latest = versions
    .map(({ valid_from }) => valid_from)
    .sort()
    .at(-1);
  if (latest === undefined || latest < today) return today;
  const next = new Date(`${latest}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
