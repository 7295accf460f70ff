/** Looking something up by keyboard alone. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import Combobox from '../src/lib/parts/Combobox.svelte';

const cities = [
  { id: 'a', name: 'Frankfurt am Main' },
  { id: 'b', name: 'Frankfurt (Oder)' },
];
const option = createRawSnippet((city: () => { name: string }) => ({ render: () => `<span>${city().name}</span>` }));

async function typed(words: string, found = cities): Promise<{ field: HTMLInputElement; onpick: ReturnType<typeof vi.fn> }> {
  vi.useFakeTimers();
  const onpick = vi.fn();
  render(Combobox, {
    id: 'city',
    label: 'City',
    find: () => Promise.resolve(found),
    text: (city: { id: string }) => cities.find(({ id }) => id === city.id)?.name ?? '',
    onpick,
    option: option as never,
  });
  const field = screen.getByRole<HTMLInputElement>('combobox');
  await fireEvent.input(field, { target: { value: words } });
  await vi.advanceTimersByTimeAsync(300);
  vi.useRealTimers();
  return { field, onpick };
}

test('arrows choose, Enter takes, and the field says which one is meant', async () => {
  const { field, onpick } = await typed('frankf');
  expect(field.getAttribute('aria-expanded')).toBe('true');
  expect(screen.getByRole('status').textContent).toBe('2 found');
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  expect(field.getAttribute('aria-activedescendant')).toBe('city-b');
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(onpick).toHaveBeenCalledWith(cities[1]);
  expect(field.value).toBe('Frankfurt (Oder)');
  expect(field.getAttribute('aria-expanded')).toBe('false');
});

test('Escape closes and picks nothing', async () => {
  const { field, onpick } = await typed('frankf');
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(field.getAttribute('aria-expanded')).toBe('false');
  expect(onpick).not.toHaveBeenCalled();
});

test('nothing found is said', async () => {
  await typed('zzz', []);
  expect(screen.getByText('Nothing found for “zzz”.')).toBeTruthy();
});

test('one letter asks nobody', async () => {
  const { field } = await typed('f');
  expect(field.getAttribute('aria-expanded')).toBe('false');
});
