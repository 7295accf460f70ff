/** A sitting goes through its reports, and the wall follows the desk. */
import { afterEach, expect, test, vi } from 'vitest';
import {
  followTheWall,
  isDecided,
  nextOpen,
  onTheWall,
  presentReport,
  putOnTheWall,
  type Report,
} from '../src/routes/office/assemblies/[[assembly]]/[[view=sitting]]/sitting';

const report = (id: string, stage: Report['stage']): Report => ({ id, stage }) as Report;
const reports = [report('a', 'approved'), report('b', 'tabled'), report('c', 'returned'), report('d', 'tabled')];

afterEach(() => localStorage.clear());

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

test('the wall shows what another window puts there, and nothing of another assembly', () => {
  const told = vi.fn();
  const stop = followTheWall('one', told);
  putOnTheWall('one', { report: 'a', version: 2 });
  window.dispatchEvent(new StorageEvent('storage', { key: 'coalition.wall.one' }));
  window.dispatchEvent(new StorageEvent('storage', { key: 'coalition.wall.another' }));
  stop();
  window.dispatchEvent(new StorageEvent('storage', { key: 'coalition.wall.one' }));
  expect(told.mock.calls).toEqual([[{ report: 'a', version: 2 }]]);
  expect(onTheWall('another')).toBeUndefined();
});
