import { reading, type Reading } from '$lib/api';
import type { Formation, Membership, OwnGroup } from '$lib/group';

/** How far a group has come. */
export function formationReading(slug: string): Reading<Formation> {
  return reading('/v1/working-groups/{working_group}/formation', { path: { working_group: slug } });
}

/** Whether the lead is taken rather than handed over: nobody leads, or the city that does is suspended and one's own is another. */
export function takesLead(group: OwnGroup, memberships: Membership[], own: Set<string>, office: boolean): boolean {
  const lead = group.lead_city?.id;
  const inside = memberships.some(({ city_id }) => city_id !== null && own.has(city_id));
  return !office && (!lead || (inside && !own.has(lead)));
}
