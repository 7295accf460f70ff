/** What screens make of the service's answers, where it is more than showing them. */
import { expect, test } from 'vitest';
import { cityRow, groupRow } from '../src/routes/[[list=directory]]/rows';
import { letters, type Notice } from '../src/routes/office/notices/letters';
import { byField, emptyProposal, named, proposalOf, unfinished } from '../src/routes/working-groups/propose/proposal';
import { memberRows, publicRows, viewOf } from '../src/lib/group';

const graz = { id: 'g', slug: 'graz', name: 'Graz', country_code: 'AT' };
const open = {
  id: '1',
  slug: 'housing',
  network_slug: 'eccar',
  title: 'Housing',
  aims: null,
  stage: 'constituted' as const,
  constituted_on: { value: '2020-12', precision: 'month' as const },
  rhythm: null,
  mode: null,
  lead: { city: graz, contacts: [{ kind: 'mail' as const, value: 'a@example.org' }] },
  cities: [graz, { slug: 'berlin', name: 'Berlin', country_code: 'DE' }, { slug: 'bonn', name: 'Bonn', country_code: 'DE' }],
  associates: [],
  continues: null,
  continued_by: [],
  source: null,
  demonstration: false,
};
const own = {
  ...open,
  version: 1,
  network_id: 'n',
  channel: 'direct' as const,
  stage: 'proposed' as const,
  proposed_on: null,
  constituted_on: null,
  constitution_recorded_at: null,
  closed_on: null,
  withdrawal_reason: null,
  lead_city: graz,
  city_count: 1,
  country_count: 1,
  missing: [{ code: 'cities' as const, have: 1, needed: 3 }],
  imported: false,
  needs_lead: null,
  below_minimum: null,
  undeclared: null,
  members: null,
  continues_id: null,
  created_at: '',
  updated_at: '',
  you_may: [],
};

test('a public row counts cities and countries by itself', () => {
  expect(groupRow(open).facts).toEqual(['Lead city Graz', '3 cities from 2 countries', 'since December 2020']);
});

test('a proposed group shows what it lacks instead of what it has', () => {
  expect(groupRow(own)).toMatchObject({ facts: ['Lead city Graz'], missing: [{ code: 'cities', have: 1, needed: 3 }] });
});

test('a city is listed with its country in words', () => {
  const city = {
    ...graz,
    kind: 'city' as const,
    latitude: null,
    longitude: null,
    identifiers: [],
    networks: [],
    contacts: [],
    source: null,
    demonstration: false,
  };
  expect(cityRow({ ...city, working_groups: [{ slug: 'a', title: 'A', lead: true }] })).toMatchObject({ country: 'Austria', groups: 'A' });
});

test('both kinds of reader see one shape of group', () => {
  expect(viewOf(open)).toMatchObject({ lead: { slug: 'graz' }, contacts: [{ value: 'a@example.org' }] });
  expect(viewOf(own)).toMatchObject({ lead: { slug: 'graz' }, contacts: [], channel: 'direct' });
  expect(publicRows(open).cities.map((row) => row.leads)).toEqual([true, false, false]);
});

test('organisations stand apart from cities', () => {
  const membership = {
    version: 1,
    network_id: 'n',
    working_group_id: '1',
    role: 'member',
    stage: 'active',
    start_date: null,
    end_date: null,
    end_reason: null,
  };
  const more = { imported: false, source: null, demonstration: false, created_at: '', updated_at: '', you_may: null };
  const rows = memberRows(
    [
      { id: 'a', city_id: 'g', organisation_id: null, member: { kind: 'city', ...graz }, ...membership, ...more } as never,
      {
        id: 'b',
        city_id: null,
        organisation_id: 'o',
        member: { kind: 'organisation', id: 'o', slug: 'o', name: 'O', country_code: null },
        ...membership,
        ...more,
      } as never,
    ],
    'g',
  );
  expect(rows.cities).toMatchObject([{ name: 'Graz', leads: true }]);
  expect(rows.associates).toMatchObject([{ name: 'O', leads: false }]);
});

test('a proposal says only what was written', () => {
  const written = {
    ...emptyProposal(),
    title: ' Housing ',
    contact: { name: 'A', mail: 'a@example.org ', visibility: 'members' as const },
  };
  expect(proposalOf(written, 'g', 'n', undefined)).toEqual({
    network_id: 'n',
    city_id: 'g',
    title: 'Housing',
    channel: 'direct',
    lead_contact: { name: 'A', mail: 'a@example.org', visibility: 'members' },
  });
});

test('an unfinished proposal is answered without asking the service', () => {
  expect(Object.keys(unfinished(emptyProposal(), false))).toEqual(['city', 'title', 'contact-name', 'contact-mail']);
});

test('sentences of the service find their field, and name it in the summary', () => {
  const fields = byField({ 'lead_contact.mail': 'Not an address.' });
  expect(fields).toEqual({ 'contact-mail': 'Not an address.' });
  expect(named(fields)).toEqual({ 'contact-mail': 'Mail address: Not an address.' });
});

test('one announcement to many cities is one letter; the office’s own notice stands alone', () => {
  const notice = (id: string, city: string | null, subject = 'New group'): Notice => ({
    id,
    kind: 'working_group_constituted',
    stage: 'held',
    working_group_id: '1',
    city: city ? { id: city, slug: city.toLowerCase(), name: city } : null,
    held_until: '2026-11-22T08:00:00Z',
    subject,
  });
  const found = letters([notice('1', null), notice('2', null), notice('3', 'Graz'), notice('4', 'Bonn'), notice('5', 'Bonn', 'Other')]);
  expect(found.map((letter) => letter.cities)).toEqual([[], [], ['Graz', 'Bonn'], ['Bonn']]);
  expect(found.map((letter) => letter.slugs)).toEqual([[], [], ['graz', 'bonn'], ['bonn']]);
});
