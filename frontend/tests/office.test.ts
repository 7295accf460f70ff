/** By-laws, tasks and cities as forms and lists hold them. */
import { expect, test } from 'vitest';
import { chapters, differs, inForce, nextDay, shown, wish, written, type ByLaws } from '../src/lib/by-laws';
import { countries } from '../src/lib/countries';
import { actName, piles, urgencyName, type Task } from '../src/routes/desk/piles';
import {
  assemblyOf,
  closingMeans,
  counted,
  emptyAssembly,
  lacksReport,
  whereabouts,
  type Line,
} from '../src/routes/office/assemblies/[[assembly]]/[[view=sitting]]/assembly';
import { cityOf, emptyCity, fieldsOf, membershipOf, type Found } from '../src/routes/office/cities/add/city';
import { patchOf, registerOf } from '../src/routes/cities/[slug]/view';

const version = {
  id: '1',
  number: 1,
  valid_from: '2020-01-01',
  min_cities: 3,
  min_countries: 2,
  broadcast_hold_hours: 4,
  report_after_days: 90,
  report_cadence_months: 24,
  report_word_limit: 1400,
  stale_after_days: null,
  index_interval_months: null,
  plan_review_min_months: 24,
  plan_review_max_months: 36,
  department_meetings_min: 2,
  department_meetings_max: 4,
  sponsorship_condition: 'none',
  reminder_days_before: [30, 7, 1],
  reminder_days_after: [],
  reminder_every_days: 30,
  working_languages: ['en', 'fr'],
  time_zone: 'Europe/Berlin',
} as unknown as ByLaws;
const figures = chapters().flatMap((chapter) => chapter.figures);

test('a version goes through the form and comes out the same', () => {
  const body = wish({ ...written(version), valid_from: '2026-11-22' }) as unknown as Record<string, unknown>;
  for (const { id } of figures) expect(body[id], id).toEqual(version[id]);
  expect(body.valid_from).toBe('2026-11-22');
});

test('what is no number is left for the service to refuse', () => {
  expect(wish({ ...written(version), min_cities: 'three' }).min_cities).toBe('three');
  expect(wish({ ...written(version), reminder_days_before: '30; 7 x' }).reminder_days_before).toEqual([30, 7, 'x']);
});

test('figures are read as people read them', () => {
  const figure = (id: string): (typeof figures)[number] => figures.find((each) => each.id === id)!;
  expect(shown(figure('reminder_days_before'), version)).toBe('30, 7 and 1');
  expect(shown(figure('reminder_days_after'), version)).toBe('none');
  expect(shown(figure('index_interval_months'), version)).toBe('none');
  expect(shown(figure('report_word_limit'), version)).toBe('1,400');
  expect(shown(figure('sponsorship_condition'), version)).toBe('None');
});

test('the version that has begun last is in force; a later one can be compared', () => {
  const later = { ...version, id: '2', number: 2, valid_from: '2027-01-01', min_cities: 5 };
  expect(inForce([later, version], '2026-11-22')?.id).toBe('1');
  expect(inForce([later, version], '2027-01-01')?.id).toBe('2');
  expect(differs('min_cities', version, later)).toBe(true);
  expect(differs('reminder_days_before', version, later)).toBe(false);
  expect(nextDay([version], '2026-11-22')).toBe('2026-11-22');
  expect(nextDay([later, version], '2026-11-22')).toBe('2027-01-02');
});

test('tasks lie in piles of one urgency, in the service’s order', () => {
  const task = (urgency: string, id: string): Task => ({ urgency, subject: { id } }) as Task;
  const found = piles([task('overdue', '1'), task('soon', '2'), task('soon', '3'), task('new_kind', '4')]);
  expect(found.map(({ urgency, tasks }) => [urgency, tasks.length])).toEqual([
    ['overdue', 1],
    ['soon', 2],
    ['new_kind', 1],
  ]);
  expect(urgencyName('new_kind')).toBe('new kind');
  expect(actName('something_new')).toBe('Open');
});

test('every country can be chosen, and nothing that is none', () => {
  const codes = countries().map(({ value }) => value);
  expect(codes).toHaveLength(249);
  expect(codes).toEqual(expect.arrayContaining(['AT', 'GR', 'GB', 'CA']));
  expect(codes.filter((code) => ['EL', 'UK', 'EU', 'XK', 'DD'].includes(code))).toEqual([]);
});

test('a city from the catalogue sends its number; one by hand says everything', () => {
  const found = { geonames_id: 2666199, name: 'Uppsala' } as Found;
  const values = { ...emptyCity('n'), name: ' Uppsala ', country_code: 'SE', latitude: '59,86', start_date: '2026-11-01', reason: 'board' };
  expect(cityOf(values, found)).toEqual({ geonames_id: 2666199, name: 'Uppsala', kind: 'city' });
  expect(cityOf(values)).toEqual({ name: 'Uppsala', kind: 'city', country_code: 'SE', latitude: 59.86 });
  expect(membershipOf(values, 'c')).toEqual({ network_id: 'n', city_id: 'c', start_date: '2026-11-01', reason: 'board' });
});

test('the form asks only for what is not known', () => {
  const offices = [{ id: 'n', name: 'Network' }];
  const ids = (byHand: boolean, known: boolean): string[] => fieldsOf({ byHand, known, offices }).map(({ id }) => id);
  expect(ids(false, true)).toEqual(['start_date', 'reason']);
  expect(ids(false, false)).toEqual(['name', 'kind', 'start_date', 'reason']);
  expect(ids(true, false)).toEqual(['name', 'kind', 'country_code', 'latitude', 'longitude', 'start_date', 'reason']);
});

test('a changed city is sent as a merge patch: names as a list, an emptied place as null', () => {
  expect(patchOf({ other_names: 'Wien\n\n Vienne ', latitude: '', longitude: '16,37' })).toEqual({
    other_names: ['Wien', 'Vienne'],
    latitude: null,
    longitude: 16.37,
  });
  expect(registerOf({ scheme: 'wikidata', value: 'Q1741' })).toBe('https://www.wikidata.org/wiki/Q1741');
  expect(registerOf({ scheme: 'lau', value: '60101' })).toBeUndefined();
});

test('what is owed to an assembly is counted, and closing it says beforehand which groups end and which are asked', () => {
  const line = (title: string, stage: string, owes: boolean, report: string | null, choice: string | null): Line =>
    ({
      working_group: { id: title, slug: title, title },
      stage,
      owes_report: owes,
      owes_declaration: owes,
      because: null,
      report: report && { id: 'r', stage: report },
      declaration: choice && { id: 'd', choice },
    }) as unknown as Line;
  const lines = [
    line('Housing', 'constituted', true, 'submitted', 'complete'),
    line('Schools', 'constituted', true, 'draft', 'continue'),
    line('Police', 'constituted', true, null, null),
    line('Sport', 'completed', true, 'approved', 'complete'),
    line('Young', 'constituted', false, null, null),
  ];
  expect(counted(lines)).toEqual(['Reports: 2 of 4', 'Declarations: 3 of 4']);
  expect(counted([])).toEqual(['No report is owed', 'No declaration is owed']);
  expect(lines.filter(lacksReport).map(({ working_group }) => working_group.title)).toEqual(['Schools', 'Police']);
  const means = closingMeans('2027-03-12', lines);
  expect(means[0]).toBe('One group declared its work complete and ends on 12 March 2027: Housing.');
  expect(means[1]).toContain('One group has declared nothing.');
  expect(means[1]).toContain('Police.');
  expect(closingMeans('2027-03-12', [])).toHaveLength(3);
});

test('an assembly goes through its form, and where it is held is not said twice', () => {
  const values = { ...emptyAssembly('n'), title: ' Sitting ', held_on: '2027-03-12', place: 'Vienna' };
  expect(assemblyOf(values)).toEqual({ network_id: 'n', title: 'Sitting', held_on: '2027-03-12', place: 'Vienna', mode: 'in_person' });
  expect(whereabouts({ place: 'Vienna', host_city: { name: 'Vienna' } } as never)).toEqual(['Vienna']);
  expect(whereabouts({ place: 'Opera', host_city: { name: 'Vienna' } } as never)).toEqual(['Opera', 'Vienna']);
});
