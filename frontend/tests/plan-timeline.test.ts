import { describe, expect, it } from 'vitest';
import { barOf, periodOf, place, yearsOf } from '$lib/plans/timeline';

const day = (text: string): number => Date.parse(text);
const plan = { starts_on: '2026-01-01', ends_on: '2028-01-01' };

describe('a plan over time', () => {
  it('spans from the first day that is known to the last', () => {
    const period = periodOf(plan, [{ starts_on: '2025-06-01', due_on: null }], [{ due_on: '2028-02-29', done_on: null }], '2026-06-01');
    expect(period).toEqual({ from: day('2025-06-01'), to: day('2028-02-29') });
  });

  it('is a year around today where no day is known', () => {
    const { from, to } = periodOf({ starts_on: null, ends_on: null }, [], [], '2026-07-01');
    expect((to - from) / 86_400_000).toBe(365);
    expect(place('2026-07-01', { from, to })).toBe(500);
  });

  it.each([
    [
      { starts_on: '2026-01-01', due_on: '2027-01-01' },
      { start: 0, size: 500 },
    ],
    [
      { starts_on: '2027-01-01', due_on: null },
      { start: 500, size: 500 },
    ],
    [
      { starts_on: null, due_on: '2027-01-01' },
      { start: 0, size: 500 },
    ],
    [
      { starts_on: '2027-01-01', due_on: '2027-01-01' },
      { start: 500, size: 6 },
    ],
    [{ starts_on: null, due_on: null }, null],
  ])('places %o', (action, bar) => {
    expect(barOf(action, { from: day('2026-01-01'), to: day('2028-01-01') })).toEqual(bar);
  });

  it('counts the days of each year, leap years as they are', () => {
    const years = yearsOf({ from: day('2027-12-31'), to: day('2029-01-01') });
    expect(years).toEqual([
      { year: 2027, days: 1 },
      { year: 2028, days: 366 },
      { year: 2029, days: 1 },
    ]);
  });
});
