/** Knows what the screens of partners' lists read: where these come from, whose they are, and the cities to compare them with. */
import { reading, type Reading } from '$lib/api';
import type { components } from '$lib/contract';
import { everything } from '$lib/everything';
import { m } from '$lib/language.svelte';

export type Source = components['schemas']['SyncSource'];
export type Mirrored = components['schemas']['MirroredRecord'];
export type City = components['schemas']['City'];
export type Match = NonNullable<Mirrored['match']>;

export interface Known {
  sources: Source[];
  /** The names of networks by their ids. */
  networks: Map<string, string>;
  cities: Map<string, City>;
}

export function knownReading(network: string): Reading<Known> {
  const read = async (afresh?: boolean): Promise<Known> => {
    const [sources, networks, cities] = await Promise.all([
      everything((after) => reading('/v1/sync-sources', { query: { network_id: network, limit: 100, after } }), afresh),
      everything((after) => reading('/v1/networks', { query: { limit: 100, after } }), afresh),
      everything((after) => reading('/v1/cities', { query: { limit: 100, after } }), afresh),
    ]);
    return {
      sources,
      networks: new Map(networks.map(({ id, name }) => [id, name])),
      cities: new Map(cities.map((city) => [city.id, city])),
    };
  };
  return { address: `partners of ${network}`, read };
}

/** What can be compared of two cities: one's names, country, and what identifies it. */
export interface CityFacts {
  name: string;
  others: string[];
  country: string | null;
  keys: { scheme: string; value: string }[];
}

export const ofOurs = ({ name, other_names, country_code, identifiers }: City): CityFacts => ({
  name,
  others: other_names,
  country: country_code,
  keys: identifiers,
});

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What a partner's record says; each part may be missing, since it is theirs to say. */
export function ofTheirs({ data }: Mirrored): CityFacts {
  const keys = items(data?.['identifiers']).map((key) => (key ?? {}) as Record<string, unknown>);
  return {
    name: text(data?.['name']) || text(data?.['title']),
    others: items(data?.['other_names']).map(text).filter(Boolean),
    country: text(data?.['country_code']) || null,
    keys: keys.map(({ scheme, value }) => ({ scheme: text(scheme), value: text(value) })),
  };
}

export const matches: { value: Match; tone: 'open' | 'standing' | 'gone'; label: () => string }[] = [
  { value: 'doubtful', tone: 'open', label: () => m.match_doubtful() },
  { value: 'matched', tone: 'standing', label: () => m.match_matched() },
  { value: 'unmatched', tone: 'gone', label: () => m.match_unmatched() },
];

/** A match in words and its shape; one that came later than these screens is shown as it is. */
export const matchOf = (match: Match): { tone: 'open' | 'standing' | 'gone'; label: () => string } =>
  matches.find(({ value }) => value === match) ?? { tone: 'gone', label: () => match };

/** What kind of record it is; one that came later than these screens is shown as it is. */
export function typeName(type: string): string {
  const words: Record<string, () => string> = {
    city: m.mirror_city,
    organisation: m.mirror_organisation,
    working_group: m.mirror_working_group,
    membership: m.mirror_membership,
    network: m.mirror_network,
  };
  return words[type]?.() ?? type.replaceAll('_', ' ');
}

/** Why a source could not be read, and who can do what about it. */
export function problemWords(problem: NonNullable<Source['problem']>): string {
  const words: Record<string, () => string> = {
    unreachable: m.source_unreachable,
    no_credentials: m.source_no_credentials,
    credentials_refused: m.source_credentials_refused,
    refused: m.source_refused,
    not_a_feed: m.source_not_a_feed,
  };
  return words[problem]?.() ?? problem.replaceAll('_', ' ');
}
