/** Knows how a record's history is read: entries of the journal, page by page, when somebody asks for them. */
import { reading, type Trouble } from './api';
import type { components, paths } from './contract';
import { asTrouble } from './resource.svelte';

export type Entry = components['schemas']['JournalEntry'];
type Query = NonNullable<paths['/v1/journal-entries']['get']['parameters']['query']>;
type Told = { items: Entry[]; next: string | null } | { trouble: Trouble };

/** What was done to a record, or to whatever belongs to a group or a city, the newest first. */
export function historyOf(query: Query): (after?: string) => Promise<Told> {
  return async (after) => {
    try {
      return await reading('/v1/journal-entries', { query: { ...query, after, limit: 20 } }).read(true);
    } catch (error) {
      return { trouble: asTrouble(error) };
    }
  };
}
