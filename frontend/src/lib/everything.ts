/** Knows how to read a whole list where a choice among all is offered. */
import type { Reading } from './api';

const mostPages = 10;

/**
 * Every item of a list, page after page, up to ten pages of a hundred.
 * Afresh: after a change, when an answer that is on its way already would be of the time before.
 */
export async function everything<T>(page: (after?: string) => Reading<{ items: T[]; next: string | null }>, afresh = false): Promise<T[]> {
  const items: T[] = [];
  let after: string | undefined;
  for (let count = 0; count < mostPages; count += 1) {
    const { items: some, next } = await page(after).read(afresh);
    items.push(...some);
    if (!next) break;
    after = next;
  }
  return items;
}
