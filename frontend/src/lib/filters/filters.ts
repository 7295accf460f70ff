/** Knows the filters that the reader keeps: where each leads, and which list it belongs to. */
import { reading, type Reading } from '../api';
import type { components } from '../contract';

export type SavedFilter = components['schemas']['SavedFilter'];

/** All of them: the service keeps no more than one page holds. */
export function filtersReading(): Reading<{ items: SavedFilter[]; next: string | null }> {
  return reading('/v1/saved-filters');
}

/** A list with its filter as an address that is the same in whatever order the filter was put together. */
export function addressOf(url: URL): string {
  const query = new URLSearchParams(url.search);
  query.sort();
  return `${url.pathname}?${query.toString()}`;
}

/** The path of the list that a kept address leads to. */
export const listOf = (address: string): string => address.split('?')[0] ?? '';
