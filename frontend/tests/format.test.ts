import { afterEach, expect, test } from 'vitest';
import { byWord, country, day, days, list, partialDate } from '$lib/format';
import { browserLanguage, ownName, speak } from '$lib/language.svelte';

afterEach(() => speak('en'));

test.each([
  [{ value: '2004', precision: 'year' }, '2004', '2004'],
  [{ value: '2020-12', precision: 'month' }, 'December 2020', 'Dezember 2020'],
  [{ value: '2004-12-10', precision: 'day' }, '10 December 2004', '10. Dezember 2004'],
])('%o is written as far as it is known', async (date, english, german) => {
  expect(partialDate(date)).toBe(english);
  await speak('de');
  expect(partialDate(date)).toBe(german);
});

test('a day never shifts with a time zone', () => {
  expect(day('2026-01-01')).toBe('1 January 2026');
});

test('countries and lists are written in the reader’s language', async () => {
  expect(country('AT')).toBe('Austria');
  await speak('de');
  expect(country('AT')).toBe('Österreich');
  expect(list(['Graz', 'Bologna', 'Gent'])).toBe('Graz, Bologna und Gent');
});

test('a code that is no country stays as it is', () => {
  expect(country('XQ')).toBe('XQ');
});

test('the order of names is blind to accents', () => {
  expect(['Zürich', 'Ähtäri', 'Bonn'].sort(byWord((name) => name))).toEqual(['Ähtäri', 'Bonn', 'Zürich']);
});

test('languages are named in themselves', () => {
  expect(ownName('de')).toBe('Deutsch');
  expect(browserLanguage()).toBe('en');
});

test('one day is one, in both languages', async () => {
  expect([days(1), days(30)]).toEqual(['1 day', '30 days']);
  await speak('de');
  expect([days(1), days(30)]).toEqual(['1 Tag', '30 Tage']);
});
