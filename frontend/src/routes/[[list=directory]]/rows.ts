/** Knows how the two kinds of reader — public and signed in — see groups and cities as rows of the directory. */
import type { components } from '$lib/contract';
import { country, list, partialDate } from '$lib/format';
import { m } from '$lib/language.svelte';

type Schemas = components['schemas'];
export type Group = Schemas['WorkingGroup'] | Schemas['PublicWorkingGroup'];
export type City = Schemas['City'] | Schemas['PublicCity'];

interface Count {
  code: string;
  have: number;
  needed: number;
}

export interface GroupRow {
  id: string;
  slug: string;
  title: string;
  aims: string | null;
  stage: string;
  facts: string[];
  missing: Count[];
  demonstration: boolean;
}

export function groupRow(group: Group): GroupRow {
  const own = 'lead_city' in group;
  const lead = own ? group.lead_city : group.lead?.city;
  const cities = own ? group.city_count : group.cities.length;
  const countries = own ? group.country_count : new Set(group.cities.map((city) => city.country_code)).size;
  const facts = [
    lead && m.lead_is({ city: lead.name }),
    cities > 0 &&
      (!own || group.missing.length === 0) &&
      m.cities_of_countries({ cities: m.count_cities({ count: cities }), countries: m.count_countries({ count: countries }) }),
    group.constituted_on && m.since({ date: partialDate(group.constituted_on) }),
  ];
  return {
    id: group.id,
    slug: group.slug,
    title: group.title,
    aims: group.aims,
    stage: group.stage,
    facts: facts.filter((fact): fact is string => Boolean(fact)),
    missing: own ? group.missing : [],
    demonstration: group.demonstration,
  };
}

export interface CityRow {
  id: string;
  slug: string;
  name: string;
  country: string;
  groups: string;
  demonstration: boolean;
}

export function cityRow(city: City): CityRow {
  const groups = (city.working_groups ?? []).map((group) => group.title);
  return {
    id: city.id,
    slug: city.slug,
    name: city.name,
    country: country(city.country_code),
    groups: list(groups),
    demonstration: city.demonstration,
  };
}
