/** Knows what the screen of people reads: people, their roles and invitations, in a network or in one city of it. */
import { reading, type Reading } from '../api';
import type { components } from '../contract';
import { everything } from '../everything';

export type Person = components['schemas']['Person'];
export type Role = components['schemas']['RoleTerm'];
export type Point = components['schemas']['ContactPoint'];
export type Invitation = components['schemas']['Invitation'];
export type RoleName = components['schemas']['RoleCreate']['role'];

/** Whose people: a network's, or those of one city. */
export interface Whose {
  network: string;
  city?: { id: string; name: string };
}

export interface Known {
  people: Person[];
  roles: Role[];
  invitations: Invitation[];
  /** How people are reached, by person: those that the reader may see. */
  points: Map<string, Point[]>;
  /** What roles are held for, by id. */
  cities: Map<string, string>;
  groups: Map<string, string>;
  organisations: Map<string, string>;
}

const named = <T extends { id: string }>(items: T[], name: (item: T) => string): Map<string, string> =>
  new Map(items.map((item) => [item.id, name(item)]));

export function knownReading({ network, city }: Whose): Reading<Known> {
  const query = { network_id: network, city_id: city?.id, limit: 100, expand: ['you_may' as const] };
  const read = async (afresh?: boolean): Promise<Known> => {
    const [people, roles, invitations, points, cities, groups, organisations] = await Promise.all([
      everything((after) => reading('/v1/people', { query: { ...query, after } }), afresh),
      everything((after) => reading('/v1/roles', { query: { ...query, after } }), afresh),
      everything((after) => reading('/v1/invitations', { query: { ...query, after } }), afresh),
      everything(
        (after) => reading('/v1/contact-points', { query: { network_id: network, city_id: city?.id, limit: 100, after } }),
        afresh,
      ),
      city ? [city] : everything((after) => reading('/v1/cities', { query: { network_id: network, limit: 100, after } }), afresh),
      everything(
        (after) => reading('/v1/working-groups', { query: { network_id: network, city_id: city?.id, limit: 100, after } }),
        afresh,
      ),
      city ? [] : everything((after) => reading('/v1/organisations', { query: { limit: 100, after } }), afresh),
    ]);
    return {
      people,
      roles,
      invitations,
      points: Map.groupBy(points, ({ person_id }) => person_id),
      cities: named(cities, ({ name }) => name),
      groups: named(groups, ({ title }) => title),
      organisations: named(organisations, ({ name }) => name),
    };
  };
  return { address: `people of ${city?.id ?? network}`, read };
}

/** Words as they are searched for: without accents and case. */
export const folded = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** For whom a role is held, by the narrowest name. */
export function placeOf(
  held: { working_group_id: string | null; organisation_id: string | null; city_id: string | null },
  known: Known,
): string {
  const names = [
    known.groups.get(held.working_group_id ?? ''),
    known.organisations.get(held.organisation_id ?? ''),
    known.cities.get(held.city_id ?? ''),
  ];
  return names.filter(Boolean).join(', ');
}
