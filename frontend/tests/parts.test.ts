import { render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import { speak } from '$lib/language.svelte';
import Act from '$lib/parts/Act.svelte';
import DayInput from '$lib/parts/DayInput.svelte';
import Dots from '$lib/parts/Dots.svelte';
import ErrorSummary from '$lib/parts/ErrorSummary.svelte';
import Problem from '$lib/parts/Problem.svelte';
import Search from '$lib/parts/Search.svelte';
import Seats from '$lib/parts/Seats.svelte';

const words = (text: string): ReturnType<typeof createRawSnippet> => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

test('seats show who sits there and which wait', () => {
  render(Seats, { label: 'Cities', count: '2 of 3', names: ['Graz', 'Bologna'], needed: 3, open: 'one more city', more: String });
  expect(screen.getAllByRole('listitem').map((item) => item.textContent.trim())).toEqual(['Graz', 'Bologna', 'one more city']);
});

test('beyond a dozen, seats are counted', () => {
  const names = Array.from({ length: 20 }, (_, index) => `City ${index}`);
  render(Seats, { label: 'Cities', count: '20', names, needed: 3, open: '', more: (count: number) => `and ${count} more` });
  expect(screen.getAllByRole('listitem')).toHaveLength(13);
  expect(screen.getByText('and 8 more')).toBeTruthy();
});

test('dots say their numbers', () => {
  render(Dots, { label: 'Cities', have: 2, needed: 3 });
  expect(document.querySelectorAll('circle')).toHaveLength(3);
});

test('the summary of errors takes the focus and leads to the field', () => {
  const field = document.body.appendChild(Object.assign(document.createElement('input'), { id: 'title' }));
  field.scrollIntoView = vi.fn();
  render(ErrorSummary, { errors: { title: 'Enter a title' } });
  expect(document.activeElement).toBe(screen.getByRole('alert'));
  screen.getByRole('link', { name: 'Enter a title' }).click();
  expect(document.activeElement).toBe(field);
});

test('the same errors worked out again do not take the focus from the field that is being put right', async () => {
  const field = document.body.appendChild(Object.assign(document.createElement('input'), { id: 'name' }));
  const { rerender } = render(ErrorSummary, { errors: { name: 'Enter a name' } });
  field.focus();
  await rerender({ errors: { name: 'Enter a name' } });
  expect(document.activeElement).toBe(field);
  await rerender({ errors: { name: 'Enter another name' } });
  expect(document.activeElement).toBe(screen.getByRole('alert'));
});

test('a refusal shows the sentence and the request; silence has words of its own', () => {
  render(Problem, { trouble: { sentence: 'Graz leads.', requestId: 'r1' } });
  expect(screen.getByRole('alert').textContent).toContain('Graz leads.');
  expect(screen.getByText('r1')).toBeTruthy();
  render(Problem, { trouble: { sentence: '', requestId: null } });
  expect(screen.getAllByRole('alert')[1]!.textContent).toContain('cannot be reached');
});

test('a busy act takes no second press and keeps its focus', async () => {
  const press = vi.fn();
  const { rerender } = render(Act, { onclick: press, children: words('Join') });
  const button = screen.getByRole('button');
  button.focus();
  button.click();
  await rerender({ busy: true });
  button.click();
  expect(press).toHaveBeenCalledOnce();
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(document.activeElement).toBe(button);
});

test('search waits for a pause, and "/" leads to it', () => {
  vi.useFakeTimers();
  const found = vi.fn();
  render(Search, { id: 'q', label: 'Search', value: '', onsearch: found });
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '/' }));
  const field = screen.getByRole<HTMLInputElement>('searchbox');
  for (const part of ['w', 'wi', 'wien']) {
    field.value = part;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  expect(found).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(found).toHaveBeenCalledExactlyOnceWith('wien');
  vi.useRealTimers();
});

test('a chosen day stands under its field in the reader’s words, for the field is written in the browser’s', async () => {
  const onday = vi.fn();
  const { rerender } = render(DayInput, { value: '2026-03-12', control: (field) => void (field.id = 'day'), onday });
  expect(screen.getByRole('status').textContent).toBe('12 March 2026');
  await speak('de');
  await rerender({ value: '2026-03-13' });
  expect(screen.getByRole('status').textContent).toBe('13. März 2026');
  await rerender({ value: '' });
  expect(screen.getByRole('status').textContent).toBe('');
  const field = document.querySelector<HTMLInputElement>('#day')!;
  field.value = '2026-05-01';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  expect(onday).toHaveBeenCalledExactlyOnceWith('2026-05-01');
  await speak('en');
});
