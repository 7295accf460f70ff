/** Knows where on the line of a plan's time something stands: as parts of a thousand. */
import type { Milestone } from './measures';
import type { Action, Plan } from './plan';

export const whole = 1000;
const dayLong = 24 * 60 * 60 * 1000;
const aYear = 365;

export interface Period {
  from: number;
  to: number;
}
type Dated = Pick<Action, 'starts_on' | 'due_on'>;
type Due = Pick<Milestone, 'due_on' | 'done_on'>;

/** From the first day of the plan, an action or a milestone to the last; a year around today where no day is known. */
export function periodOf(plan: Pick<Plan, 'starts_on' | 'ends_on'>, actions: Dated[], milestones: Due[], today: string): Period {
  const days = [
    plan.starts_on,
    plan.ends_on,
    ...actions.flatMap(({ starts_on, due_on }) => [starts_on, due_on]),
    ...milestones.flatMap(({ due_on, done_on }) => [due_on, done_on]),
  ];
  const known = days.filter((day) => day !== null).map((day) => Date.parse(day));
  const now = Date.parse(today);
  const [from, to] = [Math.min(...known, now), Math.max(...known, now)];
  return to - from < dayLong ? { from: now - (aYear / 2) * dayLong, to: now + (aYear / 2) * dayLong } : { from, to };
}

export const place = (day: string, { from, to }: Period): number => Math.round(((Date.parse(day) - from) / (to - from)) * whole);

/** Where an action's bar begins and how long it is; what is open reaches to the end of the line; null where it has no days. */
export function barOf({ starts_on, due_on }: Dated, period: Period): { start: number; size: number } | null {
  if (!starts_on && !due_on) return null;
  const start = starts_on ? place(starts_on, period) : 0;
  const end = due_on ? place(due_on, period) : whole;
  return { start, size: Math.max(end - start, 6) };
}

/** The years in a period, each with how many of its days are in it. */
export function yearsOf({ from, to }: Period): { year: number; days: number }[] {
  const first = new Date(from).getUTCFullYear();
  const last = new Date(to).getUTCFullYear();
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const year = first + index;
    const days = (Math.min(to, Date.UTC(year + 1, 0, 1)) - Math.max(from, Date.UTC(year, 0, 1))) / dayLong;
    return { year, days: Math.max(days, 1) };
  });
}
