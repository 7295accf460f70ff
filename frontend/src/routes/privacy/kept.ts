/** Knows the words for how long things are kept; a term that came later than these screens is left to the contract. */
import type { components } from '$lib/contract';
import { days } from '$lib/format';
import { filled, type Statements } from '$lib/statements/words';

type Retention = components['schemas']['Retention'];

export function keptFor(retention: Retention, said: Statements): string[] {
  const words: Partial<Record<string, string>> = said;
  return Object.entries(retention).flatMap(([term, count]) => {
    const text = words[`kept_${term}`];
    return text && count > 0 ? [filled(text, { days: days(count) })] : [];
  });
}
