/** The palette speaks: every word of its choices is in a room that it enters, for whoever calls it. */
import { expect, test } from 'vitest';
import { enter, speak } from '../src/lib/language.svelte';
import type { components } from '../src/lib/contract';
import { filters, ofGroup, screens, type Choice } from '../src/routes/palette/choices';
import { rooms } from '../src/routes/palette/rooms';

type Me = components['schemas']['Me'];

const graz = { id: 'g', slug: 'graz', name: 'Graz', country_code: 'AT' };
const nobody = { id: 'me', name: 'Ada', roles: [], acts_for: [], office_of: [], you_may: ['propose_working_group'] } as unknown as Me;
const coordinator = { ...nobody, acts_for: [{ city: graz, network_id: 'n', mandate_id: null, end_date: null }] } as Me;
const office = {
  ...coordinator,
  roles: [{ role: 'office_admin' }],
  office_of: [{ id: 'n', slug: 'eccar', name: 'ECCAR' }],
  you_may: ['propose_working_group', 'create_city', 'create_assembly'],
} as unknown as Me;
const kept = ['', 'working-groups', 'cities', 'x/action-items', 'x/outputs', 'office/activity'];
const filed = (): Choice[] => filters(kept.map((list, id) => ({ id: String(id), name: 'Mine', address: `/${list}?q=x` })) as never);
const wordless = (choices: Choice[]): unknown[] => choices.filter(({ words }) => !words).map(({ id }) => id);

// A file of its own: what was entered once stays.
test('those of everybody come with the rooms that everybody enters', async () => {
  await speak('en');
  await Promise.all(rooms(false).map(enter));
  const choices = [...screens(null), ...screens(coordinator), ...ofGroup('x', true), ...ofGroup('x', false), ...filed()];
  expect(choices.length).toBeGreaterThan(40);
  expect(wordless(choices)).toEqual([]);
});

test('those of the office come with the rooms that the office enters', async () => {
  await speak('en');
  await Promise.all(rooms(true).map(enter));
  expect(wordless(screens(office))).toEqual([]);
});

test('the people of a city are offered the screens of its plan', () => {
  const offered = screens(coordinator).map(({ go }) => go);
  const parts = ['', '/actions', '/timeline', '/indicators', '/follow-up', '/meeting', '/risks', '/asking'];
  expect(parts.map((part) => `/cities/graz/plan${part}`).filter((address) => !offered.includes(address))).toEqual([]);
  expect(screens(nobody).filter(({ go }) => String(go).includes('/plan/'))).toEqual([]);
});
