/** The desk shows every task and every place, however much they are alike. */
import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { components } from '../src/lib/contract';
import Places from '../src/routes/desk/Places.svelte';
import Tasks from '../src/routes/desk/Tasks.svelte';
import type { Task } from '../src/routes/desk/piles';

test('two tasks of one kind about one record are both there', () => {
  const subject = { type: 'working_group', id: '1', slug: 'fair-housing', title: 'Fair housing' };
  const due = { kind: 'report_due', urgency: 'soon', subject, act: 'submit_report', link: '/working-groups/fair-housing/year' } as const;
  const tasks: Task[] = ['2027-03-01', '2027-09-01'].map((due_on) => ({ ...due, due_on, sentence: `A report by ${due_on}.` }));
  render(Tasks, { urgency: 'soon', tasks });
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
});

test('a city that is acted for in two networks is one place', () => {
  const city = { id: '1', slug: 'graz', name: 'Graz', country_code: 'AT' };
  const acts_for = ['eccar', 'icc'].map((network_id) => ({ city, network_id }));
  render(Places, { me: { acts_for, office_of: [], you_may: [] } as unknown as components['schemas']['Me'] });
  expect(screen.getAllByRole('link', { name: 'Graz' })).toHaveLength(1);
});
