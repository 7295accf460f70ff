/** Knows what the directory asks the service, for both kinds of reader. */
import { reading, type Reading } from '$lib/api';
import type { components } from '$lib/contract';
import type { City, Group } from './rows';

type Page<T> = Reading<{ items: T[]; next: string | null }>;
type Network = components['schemas']['Network'];
type Stage = Extract<Group, { version: number }>['stage'];

export interface Wanted {
  q: string;
  stage: string;
  country: string;
  /** The network that the address names, by its slug. */
  of: string;
  /** The reader's network, or the one of the address, by its id; undefined for the public. */
  network: string | undefined;
  signedIn: boolean;
}

/** What an address asks for. */
export function wantedBy(address: URL, network: string | undefined, signedIn: boolean): Wanted {
  const word = (name: string): string => address.searchParams.get(name) ?? '';
  return { q: word('q'), stage: word('stage'), country: word('country'), of: word('network'), network, signedIn };
}

export function groupsReading({ q, stage, of, network, signedIn }: Wanted, after?: string): Page<Group> {
  if (!signedIn) return reading('/v1/public/working-groups', { query: { q, after, network: of } });
  return reading('/v1/working-groups', { query: { q, after, stage: stage as Stage, network_id: network } });
}

export function citiesReading({ q, country, of, network, signedIn }: Wanted, after?: string, limit?: number): Page<City> {
  const query = { q, country_code: country, after, limit };
  if (!signedIn) return reading('/v1/public/cities', { query: { ...query, network: of } });
  return reading('/v1/cities', { query: { ...query, network_id: network, expand: ['working_groups'] } });
}

/** The networks the reader may see; they give the page its name. */
export function networksReading(): Page<Network> {
  return reading('/v1/networks', { query: { limit: 100 } });
}
