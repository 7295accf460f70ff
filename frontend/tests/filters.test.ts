/** Saved filters: one address for one filter, in whatever order it was put together. */
import { expect, test } from 'vitest';
import { addressOf, listOf } from '../src/lib/filters/filters';

const at = (path: string): URL => new URL(path, 'https://coalition.example');

test('the same filter has the same address', () => {
  expect(addressOf(at('/cities?q=bolo%C3%B1a&country=IT'))).toBe('/cities?country=IT&q=bolo%C3%B1a');
  expect(addressOf(at('/cities?country=IT&q=boloña'))).toBe('/cities?country=IT&q=bolo%C3%B1a');
  expect(addressOf(at('/?q=a b'))).toBe('/?q=a+b');
});

test('it belongs to the list without its filter', () => {
  expect(listOf('/working-groups/hiring/action-items?late=true')).toBe('/working-groups/hiring/action-items');
});
