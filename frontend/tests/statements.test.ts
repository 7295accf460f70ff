/** The long texts say the same in each language, and the screens that show them use all of it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import settings from '../project.inlang/settings.json';
import { days } from '$lib/format';
import { filled, statements } from '$lib/statements/words';
import { keptFor } from '../src/routes/privacy/kept';

const named = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').sort();

test.each(settings.locales)('%s has every text, with the same names in braces', async (language) => {
  const [base, other] = await Promise.all([statements(settings.baseLocale), statements(language)]);
  expect(Object.keys(other).sort()).toEqual(Object.keys(base).sort());
  for (const [key, text] of Object.entries(base)) expect(named(other[key as keyof typeof other]), key).toEqual(named(text));
});

test('the privacy page has words for everything that the service says it keeps', async () => {
  const contract = readFileSync('src/lib/contract.d.ts', 'utf8');
  const terms = [...(/^ {8}Retention: \{$(.*?)^ {8}\};$/msu.exec(contract)?.[1] ?? '').matchAll(/^ {12}(\w+): number;$/gmu)].map(
    ([, term]) => term!,
  );
  expect(terms).toHaveLength(14);
  const said = await statements(settings.baseLocale);
  expect(terms.filter((term) => !(`kept_${term}` in said))).toEqual([]);
  const retention = Object.fromEntries(terms.map((term, place) => [term, 1000 + place])) as unknown as Parameters<typeof keptFor>[0];
  const kept = keptFor(retention, said);
  expect(terms.filter((_, place) => !kept[place]?.includes(days(1000 + place)))).toEqual([]);
});

test('every text is shown', async () => {
  const pages = ['privacy', 'accessibility'].map((name) => readFileSync(`src/routes/${name}/+page.svelte`, 'utf8')).join('');
  const contract = readFileSync('src/lib/contract.d.ts', 'utf8');
  const unused = Object.keys(await statements(settings.baseLocale)).filter((key) =>
    key.startsWith('kept_') ? !contract.includes(`${key.slice('kept_'.length)}: number`) : !pages.includes(`said.${key}`),
  );
  expect(unused).toEqual([]);
});

test('values stand in the place of their names', () => {
  expect(filled('{days} days of {days}', { days: 3 })).toBe('3 days of 3');
});
