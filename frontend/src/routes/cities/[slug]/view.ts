/** Knows how a city looks to its two kinds of reader, in one shape for the screen. */
import type { components } from '$lib/contract';

type Schemas = components['schemas'];
export type OwnCity = Schemas['City'];
export type PublicCity = Schemas['PublicCity'];

export interface GroupOfCity {
  id: string;
  slug: string;
  title: string;
  leads: boolean;
  stage: string | null;
  demonstration: boolean;
}

export function ownGroups(groups: Schemas['WorkingGroup'][], city: OwnCity): GroupOfCity[] {
  const rows = groups.map((group) => ({
    id: group.id,
    slug: group.slug,
    title: group.title,
    leads: group.lead_city?.id === city.id,
    stage: group.stage,
    demonstration: group.demonstration,
  }));
  return rows.sort((a, b) => Number(b.leads) - Number(a.leads));
}

export function publicGroups(city: PublicCity): GroupOfCity[] {
  return city.working_groups.map(({ slug, title, lead }) => ({ id: slug, slug, title, leads: lead, stage: null, demonstration: false }));
}

/** Where a register shows the record that a key names; undefined for keys that lead nowhere. */
export function registerOf(identifier: { scheme: string; value: string }): string | undefined {
  const pages: Record<string, string> = { geonames: 'https://www.geonames.org/', wikidata: 'https://www.wikidata.org/wiki/' };
  const page = pages[identifier.scheme];
  return page && page + encodeURIComponent(identifier.value);
}

type Values = Record<string, string>;

/** A city as a form holds it: names one below the other. */
export const valuesOf = (city: OwnCity): Values => ({
  name: city.name,
  other_names: city.other_names.join('\n'),
  kind: city.kind,
  country_code: city.country_code,
  latitude: city.latitude === null ? '' : String(city.latitude),
  longitude: city.longitude === null ? '' : String(city.longitude),
});

/** A number as people write it; what is none goes as it is, for the service to answer. */
function degrees(text: string): unknown {
  const number = Number(text.trim().replace(',', '.'));
  return text.trim() === '' ? null : Number.isFinite(number) ? number : text;
}

/** What was changed, as a merge patch. */
export function patchOf(changes: Values): Schemas['CityPatch'] {
  const read: Record<string, (text: string) => unknown> = {
    other_names: (text) =>
      text
        .split('\n')
        .map((name) => name.trim())
        .filter(Boolean),
    latitude: degrees,
    longitude: degrees,
  };
  return Object.fromEntries(Object.entries(changes).map(([id, value]) => [id, read[id]?.(value) ?? (value.trim() || null)])) as never;
}
