/** Two people edit at once; times on two clocks; words as one writes; files on their way. */
import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { Submission } from '$lib/api';
import { Editing, patched, said } from '$lib/editing.svelte';
import Differences from '$lib/parts/Differences.svelte';
import FilePick from '$lib/parts/FilePick.svelte';
import Several from '$lib/parts/Several.svelte';
import Tabs from '$lib/parts/Tabs.svelte';
import { summed, unanswered } from '$lib/parts/fields';
import { everybody } from '$lib/names-of-work';
import { upload } from '$lib/upload';
import { instant, wall, when, whenHere } from '$lib/zones';
import { words } from '../src/routes/working-groups/[slug]/year/reports/[report]/report';
import { presentAssembly } from '../src/routes/working-groups/[slug]/year/assembly';
import { byField, meetingOf, patchOf, valuesOf } from '../src/routes/working-groups/[slug]/meetings/[[meeting]]/meeting';
import {
  byField as itemErrors,
  emptyItem,
  itemOf,
  patchOf as itemPatch,
} from '../src/routes/working-groups/[slug]/action-items/[[item]]/item';
import { outputOf } from '../src/routes/working-groups/[slug]/outputs/[[output]]/output';

afterEach(() => vi.unstubAllGlobals());

test('only what was changed is sent, and what was emptied is cleared', () => {
  const editing = new Editing({ version: 3 }, { title: 'A', aims: 'B', rhythm: '' });
  editing.values.aims = ' ';
  editing.values.title = 'A ';
  expect(patched(editing.changes)).toEqual({ aims: null });
  expect(said({ title: ' A ', aims: ' ' })).toEqual({ title: 'A' });
});

test('after a stale save both versions are there, and what was not touched follows the newer one', () => {
  const editing = new Editing({ version: 3 }, { title: 'A', aims: 'B', rhythm: '' });
  editing.values.aims = 'mine';
  editing.meet({ version: 4 }, { title: 'A', aims: 'theirs', rhythm: 'monthly' });
  expect(editing.differences).toEqual([
    { id: 'aims', theirs: 'theirs', yours: 'mine', touched: true },
    { id: 'rhythm', theirs: 'monthly', yours: '', touched: false },
  ]);
  expect(editing.version).toBe(4);
  expect(editing.changes).toEqual({ aims: 'mine' });
  editing.choose(editing.differences[0]!, 'theirs');
  expect(editing.changes).toEqual({});
});

test('the two versions stand side by side, and the one that stands in the form is marked', () => {
  const fields = [{ id: 'mode', label: 'Mode', options: [{ value: 'hybrid', label: 'Online and in person' }] }];
  const onchoose = vi.fn();
  render(Differences, { fields, differences: [{ id: 'mode', theirs: 'hybrid', yours: '', touched: true }], onchoose });
  const [theirs, yours] = screen.getAllByRole<HTMLInputElement>('radio');
  expect(yours!.checked).toBe(true);
  expect(screen.getByText('Online and in person')).toBeTruthy();
  theirs!.click();
  expect(onchoose).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 'mode' }), 'theirs');
});

test('what is empty and needed is said with the name of its field', () => {
  const fields = [
    { id: 'title', label: 'Title' },
    { id: 'note', label: 'Note', optional: true },
    { id: 'kind', label: 'Kind', options: [] },
  ];
  const missing = unanswered(fields, { title: ' ', note: '', kind: '' });
  expect(Object.keys(missing)).toEqual(['title', 'kind']);
  expect(summed(fields, missing).title).toBe('Title: Please fill this in');
});

test.each([
  ['2026-12-01', '14:30', 'Europe/Vienna', '2026-12-01T13:30:00Z'],
  ['2026-07-01', '14:30', 'Europe/Vienna', '2026-07-01T12:30:00Z'],
  ['2026-10-25', '00:30', 'Europe/Lisbon', '2026-10-24T23:30:00Z'],
  ['2026-01-01', '00:15', 'Pacific/Auckland', '2025-12-31T11:15:00Z'],
])('%s %s in %s is %s', (day, time, zone, moment) => {
  expect(instant(day, time, zone)).toBe(moment);
  expect(wall(moment, zone)).toEqual({ day, time });
});

test('in the hour that a zone skips a moment is found all the same', () => {
  expect(['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z']).toContain(instant('2026-03-29', '02:30', 'Europe/Vienna'));
});

test('a meeting is said in its zone, and in the reader’s where the clocks differ', () => {
  const span = { starts_at: '2026-12-01T13:30:00Z', ends_at: '2026-12-01T15:00:00Z', time_zone: 'Europe/Athens' };
  expect(when(span)).toMatch(/1 December 2026, 15:30–17:00, Athens time \(.+\)/);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(whenHere({ ...span, time_zone: own })).toBe('');
});

test('an end before the beginning on the clock is on the next day', () => {
  const values = {
    title: 'Call',
    day: '2026-12-31',
    from: '23:00',
    to: '01:00',
    time_zone: 'UTC',
    mode: 'online',
    place: '',
    joining_link: '',
    host_city_id: '',
    agenda: 'One\n\n Two ',
    visibility: 'members',
  };
  const made = meetingOf(values, 'g');
  expect(made).toMatchObject({ starts_at: '2026-12-31T23:00:00Z', ends_at: '2027-01-01T01:00:00Z', agenda: ['One', 'Two'] });
  expect(Object.keys(made)).not.toContain('day');
  const again = valuesOf({ ...made, place: null, joining_link: null, host_city: null } as never);
  expect(again).toMatchObject({ day: '2026-12-31', from: '23:00', to: '01:00', agenda: 'One\nTwo' });
  expect(patchOf({ agenda: 'One' }, values)).toEqual({ agenda: ['One'] });
  expect(patchOf({ to: '' }, { ...values, to: '' })).toMatchObject({ starts_at: '2026-12-31T23:00:00Z', ends_at: null, time_zone: 'UTC' });
  expect(byField({ starts_at: 'No.', 'agenda.3': 'Too long.' })).toEqual({ day: 'No.', agenda: 'Too long.' });
});

test('languages are written with spaces or commas', () => {
  expect(outputOf({ title: 'A', kind: 'other', languages: 'en, DE  fr' }, 'g').languages).toEqual(['en', 'de', 'fr']);
});

test.each([
  ['', 0],
  ['one two\nthree', 3],
  ['# Ergebnis — 2 Städte', 3],
])('%j has %d words', (text, count) => expect(words(text)).toBe(count));

test('a group looks towards the next announced assembly, else the latest that was held', () => {
  const held = { id: 'a', held_on: '2025-11-01', stage: 'held' };
  const later = { id: 'c', held_on: '2027-11-01', stage: 'announced' };
  const next = { id: 'b', held_on: '2026-11-01', stage: 'announced' };
  const all = [later, held, next] as never;
  expect(presentAssembly(all, '')?.id).toBe('b');
  expect(presentAssembly(all, 'a')?.id).toBe('a');
  expect(presentAssembly([held] as never, '')?.id).toBe('a');
  expect(presentAssembly([], '')).toBeUndefined();
});

test('tabs are links, and one of them is the present page', () => {
  render(Tabs, {
    label: 'Parts',
    tabs: [
      { href: '/a', words: 'About', current: false },
      { href: '/m', words: 'Members', count: 3, current: true },
    ],
  });
  expect(screen.getByRole('link', { name: 'About' }).getAttribute('aria-current')).toBeNull();
  const here = screen.getByRole('link', { name: /Members/ });
  expect(here.getAttribute('aria-current')).toBe('page');
  expect(here.textContent).toMatch(/Members\s3/);
});

test('a file that is too big is refused before it is sent', () => {
  const onpick = vi.fn();
  render(FilePick, { id: 'f', label: 'File', accept: '.txt', most: 2_000_000, onpick });
  const field = screen.getByLabelText<HTMLInputElement>('File');
  const file = new File(['x'], 'a.txt');
  Object.defineProperty(file, 'size', { value: 3_000_000 });
  Object.defineProperty(field, 'files', { value: [file], configurable: true });
  field.dispatchEvent(new Event('change', { bubbles: true }));
  expect(onpick).toHaveBeenCalledExactlyOnceWith(undefined);
});

test('an upload says how far it is, and a refusal is the service’s own sentence', async () => {
  const answers = [
    { status: 201, response: { id: 'd' } },
    { status: 413, response: { detail: 'Too big.', type: '/problems/too-large', status: 413, request_id: 'r' } },
    { status: 502, response: null },
  ];
  const keys: string[] = [];
  class Request {
    upload: { onprogress?: (event: object) => void } = {};
    status = 0;
    response: unknown = null;
    onload?: () => void;
    open(): void {}
    setRequestHeader(name: string, value: string): void {
      if (name === 'Idempotency-Key') keys.push(value);
    }
    getResponseHeader(): string {
      return 'r2';
    }
    send(): void {
      this.upload.onprogress?.({ loaded: 1, total: 2 });
      Object.assign(this, answers.shift());
      this.onload?.();
    }
  }
  vi.stubGlobal('XMLHttpRequest', Request);
  const [shares, submission] = [[] as number[], new Submission()];
  const wish = { file: new File(['x'], 'a.txt'), working_group_id: 'g' };
  const send = (): Promise<unknown> => upload(wish, submission, (share) => shares.push(share));
  expect(await send()).toEqual({ id: 'd' });
  await expect(send()).rejects.toMatchObject({ sentence: 'Too big.' });
  await expect(send()).rejects.toMatchObject({ requestId: 'r2' });
  expect(shares).toEqual([0.5, 0.5, 0.5]);
  expect(new Set(keys).size).toBe(1);
});

test('an action item goes through its form: lists are ticked or written line by line, and sent only when they changed', () => {
  const values = { ...emptyItem(), title: 'A', addressees: 'population', general_population: everybody, target_groups: 'Apprentices\n\n' };
  expect(JSON.parse(JSON.stringify(itemOf(values, 'g')))).toEqual({
    working_group_id: 'g',
    title: 'A',
    addressees: ['population'],
    target_groups: [everybody, 'Apprentices'],
    visibility: 'working_group',
  });
  expect(JSON.parse(JSON.stringify(itemPatch({ title: 'B' }, values)))).toEqual({ title: 'B' });
  expect(JSON.parse(JSON.stringify(itemPatch({ general_population: '' }, { ...values, general_population: '' })))).toEqual({
    target_groups: ['Apprentices'],
  });
  expect(itemErrors({ 'target_groups.2': 'Too long.', title: 'No.' })).toEqual({ target_groups: 'Too long.', title: 'No.' });
});

test('boxes are ticked in the order they stand in, and each has its name', () => {
  const options = ['a', 'b', 'c'].map((value) => ({ value, label: value.toUpperCase() }));
  const onpick = vi.fn();
  render(Several, { id: 'some', label: 'Some', options, value: 'c', onpick });
  expect(screen.getByRole('group', { name: 'Some' })).toBeTruthy();
  screen.getByRole('checkbox', { name: 'A' }).click();
  expect(onpick).toHaveBeenLastCalledWith('a\nc');
  screen.getByRole('checkbox', { name: 'C' }).click();
  expect(onpick).toHaveBeenLastCalledWith('');
});
