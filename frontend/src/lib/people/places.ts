/** Knows which fields a form wants that names a role: the role itself, and what it is held for. */
import { byWord } from '../format';
import { m } from '../language.svelte';
import { roleName } from '../names';
import type { FieldSpec } from '../parts/fields';
import type { Known, RoleName } from './readings';

const everywhere: RoleName[] = [
  'coordinator', 'political_head', 'department_contact', 'lead_contact', 'group_coordinator', 'organisation_contact', 'board_member',
  'scientific_advisor', 'national_network_coordinator', 'office_staff', 'office_admin',
]; // prettier-ignore
const inACity: RoleName[] = ['department_contact', 'political_head'];
const forACity = new Set<string>(['coordinator', 'political_head', 'department_contact', 'lead_contact']);
const forAGroup = new Set<string>(['lead_contact', 'group_coordinator']);

const options = (names: Map<string, string>): { value: string; label: string }[] => [
  { value: '', label: m.choose() },
  ...[...names].map(([value, label]) => ({ value, label })).sort(byWord(({ label }) => label)),
];

/** The fields for the role that is chosen so far; the service says the last word on what may be. */
export function placeFields(known: Known, role: string, city: string | undefined): FieldSpec[] {
  const roles = (city ? inACity : everywhere).map((value) => ({ value, label: roleName(value) }));
  const fields: FieldSpec[] = [{ id: 'role', label: m.role(), options: roles }];
  if (!city && forACity.has(role)) fields.push({ id: 'city_id', label: m.city(), options: options(known.cities) });
  if (forAGroup.has(role)) fields.push({ id: 'working_group_id', label: m.working_group(), options: options(known.groups) });
  if (role === 'organisation_contact')
    fields.push({ id: 'organisation_id', label: m.organisation(), options: options(known.organisations) });
  return fields;
}

/** The place as the service takes it: only what the chosen role is held for. */
export function placeIn(fields: FieldSpec[], values: Record<string, string>, city: string | undefined): Record<string, string> {
  const chosen = fields.filter(({ id }) => id.endsWith('_id') && values[id]).map(({ id }) => [id, values[id]!]);
  return { ...(city ? { city_id: city } : {}), ...Object.fromEntries(chosen) };
}
