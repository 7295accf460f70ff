/** The activity page asks for whole days of the reader's zone. */
import { expect, test } from 'vitest';
import { wantedBy } from '../src/routes/office/activity/wanted';

const asked = (query: string): ReturnType<typeof wantedBy> => wantedBy(new URL(`https://example.org/office/activity${query}`));

test('a day begins at midnight and the last one is asked for whole', () => {
  const { recorded_from, recorded_before } = asked('?from=2026-02-28&until=2026-02-28');
  expect(new Date(recorded_from!)).toEqual(new Date(2026, 1, 28));
  expect(new Date(recorded_before!)).toEqual(new Date(2026, 2, 1));
});

test('without days, and with what is no day, nothing is left out', () => {
  expect(asked('')).toMatchObject({ who: '', what: '', recorded_from: undefined, recorded_before: undefined });
  expect(asked('?from=yesterday').recorded_from).toBeUndefined();
});

test('who and what stand in the address', () => {
  expect(asked('?who=018f&what=lead')).toMatchObject({ who: '018f', what: 'lead' });
});
