/** The menu says for whom somebody acts, once each, whatever they hold. */
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { components } from '../src/lib/contract';
import WhoMenu from '../src/routes/WhoMenu.svelte';

type Me = components['schemas']['Me'];
type Held = components['schemas']['HeldRole'];

const graz = { id: 'graz', slug: 'graz', name: 'Graz', country_code: 'AT' };
const held = (id: string, role: string, more: Partial<Held>): Held =>
  ({
    id,
    role,
    network_id: 'eccar',
    network_name: 'ECCAR',
    city_name: null,
    working_group_title: null,
    organisation_name: null,
    ...more,
  }) as Held;

async function opened(me: Partial<Me>): Promise<string[]> {
  render(WhoMenu, { me: { name: 'Greta', acts_for: [], office_of: [], roles: [], ...me } as Me });
  await fireEvent.click(screen.getByRole('button', { expanded: false }));
  return screen.getAllByRole('listitem').map((item) => item.textContent ?? '');
}

test('a city that is acted for in two networks is named with each', async () => {
  const acts_for = ['eccar', 'icc'].map((network_id) => ({ city: graz, network_id })) as Me['acts_for'];
  const roles = [held('1', 'coordinator', {}), held('2', 'coordinator', { network_id: 'icc', network_name: 'ICC' })];
  expect(await opened({ acts_for, roles })).toEqual(['Acts for Graz, Austria (ECCAR)', 'Acts for Graz, Austria (ICC)']);
});

test('the board and a lead contact are told as well, and what says itself is not told twice', async () => {
  const roles = [
    held('1', 'board_member', {}),
    held('2', 'lead_contact', { working_group_title: 'Fair housing', city_name: 'Graz' }),
    held('3', 'office_staff', {}),
  ];
  const office_of = [{ id: 'eccar', slug: 'eccar', name: 'ECCAR' }];
  expect(await opened({ roles, office_of })).toEqual(['Office of ECCAR', 'Board, ECCAR', 'Lead contact, Fair housing']);
});
