/** What was done is taken back by keyboard, pointer or neither, and nobody is hurried. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refused } from '../src/lib/api';
import { Editing } from '../src/lib/editing.svelte';
import { speak } from '../src/lib/language.svelte';
import Toasts from '../src/lib/parts/Toasts.svelte';
import { toasts } from '../src/lib/parts/toasts.svelte';

beforeEach(async () => {
  await speak('en');
  vi.useFakeTimers();
  render(Toasts);
});
afterEach(() => {
  toasts.shown = [];
  vi.useRealTimers();
});

const shown = async (): Promise<string> => {
  await vi.advanceTimersByTimeAsync(0);
  return document.querySelector('[role="status"]')!.textContent.trim();
};

test('a confirmation goes by itself; what can be taken back stays until somebody points, and ten seconds more', async () => {
  toasts.say('Saved.');
  toasts.say('Graz has joined.', () => Promise.resolve());
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await shown()).toContain('Graz has joined.');
  expect(await shown()).not.toContain('Saved.');
  await fireEvent.pointerMove(window);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(await shown()).toContain('Undo');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await shown()).toBe('');
});

test('it stays while somebody is at it', async () => {
  toasts.say('Graz has joined.', () => Promise.resolve());
  await shown();
  screen.getByRole('button', { name: 'Undo' }).focus();
  await fireEvent.pointerMove(window);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await shown()).toContain('Graz has joined.');
});

test('the next act takes its place, and Ctrl and Z takes that one back, once', async () => {
  const [first, second] = [vi.fn(() => Promise.resolve()), vi.fn(() => Promise.resolve())];
  toasts.say('First.', first);
  toasts.say('Second.', second);
  await shown();
  await fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  await fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
  expect(await shown()).toBe('Undone.');
});

test('in a field Ctrl and Z is the field’s own', async () => {
  const undo = vi.fn(() => Promise.resolve());
  toasts.say('Done.', undo);
  const field = document.body.appendChild(document.createElement('input'));
  await fireEvent.keyDown(field, { key: 'z', ctrlKey: true });
  expect(undo).not.toHaveBeenCalled();
  field.remove();
});

test('a refusal is said in the service’s words, with the number of the request', async () => {
  const problem = {
    type: '/problems/already-ended',
    title: '',
    status: 409,
    detail: 'It ended before.',
    instance: '',
    request_id: 'r-1',
    errors: [],
  };
  toasts.say('Done.', () => Promise.reject(new Refused(problem as never)));
  await shown();
  await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await shown()).toContain('It ended before.');
  expect(await shown()).toContain('r-1');
});

test('a form knows how what it changed was before', () => {
  const editing = new Editing({ version: 3 }, { title: 'Old', aims: '', mode: 'online' });
  editing.values.title = 'New';
  editing.values.aims = 'Some';
  expect(editing.back).toEqual({ title: 'Old', aims: '' });
});
