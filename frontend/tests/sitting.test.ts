/** A sitting goes through its reports, and the wall looks again. */
import { expect, test, vi } from 'vitest';
import {
  isDecided,
  lookAgain,
  nextOpen,
  presentReport,
  type Report,
} from '../src/routes/office/assemblies/[[assembly]]/[[view=sitting]]/sitting';

const report = (id: string, stage: Report['stage']): Report => ({ id, stage }) as Report;
const reports = [report('a', 'approved'), report('b', 'tabled'), report('c', 'returned'), report('d', 'tabled')];

test('the first report is the one that is asked for, else the first that is to be decided on, else the first', () => {
  expect(presentReport(reports, 'c')?.id).toBe('c');
  expect(presentReport(reports, 'nothing')?.id).toBe('b');
  expect(presentReport([report('a', 'published')], '')?.id).toBe('a');
  expect(presentReport([], '')).toBeUndefined();
});

test('the next one to decide on comes after this one, and from the top again', () => {
  expect(nextOpen(reports, 'a')?.id).toBe('b');
  expect(nextOpen(reports, 'b')?.id).toBe('d');
  expect(nextOpen(reports, 'd')?.id).toBe('b');
  expect(nextOpen([report('a', 'approved')], 'a')).toBeUndefined();
});

test('a report that was returned is decided on, until it is tabled anew', () => {
  expect(reports.map(isDecided)).toEqual([true, false, true, false]);
});

test('the wall looks again every two seconds, one look at a time, until it stops', async () => {
  vi.useFakeTimers();
  let seen = (): void => undefined;
  const look = vi.fn(() => new Promise<void>((done) => (seen = done)));
  const stop = lookAgain(look);
  await vi.advanceTimersByTimeAsync(4500);
  expect(look).toHaveBeenCalledTimes(1);
  seen();
  await vi.advanceTimersByTimeAsync(2000);
  expect(look).toHaveBeenCalledTimes(2);
  seen();
  stop();
  await vi.advanceTimersByTimeAsync(6000);
  expect(look).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
