/** Knows the words for how long things are kept; a term that came later than these screens is left to the contract. */
import type { components } from '$lib/contract';
import { filled, type Statements } from '$lib/statements/words';

type Retention = components['schemas']['Retention'];

export function keptFor(retention: Retention, said: Statements): string[] {
  const words: Partial<Record<string, string>> = said;
  return Object.entries(retention).flatMap(([term, days]) => {
    const text = words[`kept_${term}`];
    return text && days > 0 ? [filled(text, { days })] : [];
  });
}
