/** Knows what the directory asks the service, for both kinds of reader. */
import { reading, type Reading } from '$lib/api';
import type { City, Group } from './rows';

type Page<T> = Reading<{ items: T[]; next: string | null }>;
type Stage = Extract<Group, { version: number }>['stage'];

export interface Wanted {
  q: string;
  stage: string;
  country: string;
  /** The reader's network; undefined for the public. */
  network: string | undefined;
  signedIn: boolean;
}

/** What an address asks for. */
export function wantedBy(address: URL, network: string | undefined, signedIn: boolean): Wanted {
  const word = (name: string): string => address.searchParams.get(name) ?? '';
  return { q: word('q'), stage: word('stage'), country: word('country'), network, signedIn };
}

export function groupsReading({ q, stage, network, signedIn }: Wanted, after?: string): Page<Group> {
  if (!signedIn) return reading('/v1/public/working-groups', { query: { q, after } });
  return reading('/v1/working-groups', { query: { q, after, stage: stage as Stage, network_id: network } });
}

export function citiesReading({ q, country, network, signedIn }: Wanted, after?: string, limit?: number): Page<City> {
  const query = { q, country_code: country, after, limit };
  if (!signedIn) return reading('/v1/public/cities', { query });
  return reading('/v1/cities', { query: { ...query, network_id: network } });
}
