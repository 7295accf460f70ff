import { describe, expect, it } from 'vitest';
import { byMeasure, indicatorOf, indicatorValues, plainly } from '$lib/plans/measures';

describe('an indicator in a form', () => {
  it.each([
    ['12.50', '12.5'],
    ['007', '7'],
    [' 3 ', '3'],
    ['-0.5', '-0.5'],
    ['', ''],
    ['many', 'many'],
  ])('writes %s plainly', (typed, sent) => {
    expect(plainly(typed)).toBe(sent);
  });

  it('begins with one goal and says nothing of what is left open', () => {
    const sent = indicatorOf({ ...indicatorValues(), name: 'Complaints' });
    expect(sent).toMatchObject({ name: 'Complaints', baseline: null, goals: [], unit: null, direction: 'up' });
  });

  it('sends each goal that has a day or a value', () => {
    const sent = indicatorOf({ ...indicatorValues(), name: 'x', goal_on_1: '2027-01-01', goal_value_1: '7.0', baseline_on: '2026-01-01' });
    expect(sent.goals).toEqual([{ on: '2027-01-01', value: '7' }]);
    expect(sent.baseline).toEqual({ on: '2026-01-01', value: '' });
  });

  it('shows what is minded at the field that holds it', () => {
    expect(byMeasure({ 'goals.1.value': 'a', 'baseline.on': 'b', name: 'c' })).toEqual({ goal_value_2: 'a', baseline_on: 'b', name: 'c' });
  });
});
