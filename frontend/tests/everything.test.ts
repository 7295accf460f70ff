/** What is composed of several answers is read afresh as a whole: after a change, no part is of the time before. */
import { readFileSync, readdirSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { reading } from '$lib/api';
import { everything } from '$lib/everything';

afterEach(() => vi.unstubAllGlobals());

test('what is read after a change does not share an answer that was on its way before it', async () => {
  let items: { id: string }[] = [];
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  let asked = 0;
  vi.stubGlobal('fetch', async () => {
    const body = JSON.stringify({ items, next: null });
    if ((asked += 1) === 1) await held;
    return new Response(body, { headers: { 'content-type': 'application/json' } });
  });
  const pages = (after?: string): ReturnType<typeof reading<'/v1/invitations'>> => reading('/v1/invitations', { query: { after } });
  const before = everything(pages);
  items = [{ id: 'made' }];
  const after = everything(pages, true);
  answer();
  expect(await before).toEqual([]);
  expect(await after).toEqual([{ id: 'made' }]);
});

test('every composed reading hands on that it is asked afresh', () => {
  const deaf = /\bread(?::| =) (?:async )?\(\)/;
  const sources = (readdirSync('src', { recursive: true, encoding: 'utf8' }) as string[]).filter((file) => /\.(svelte|ts)$/.test(file));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((source) => deaf.test(readFileSync(`src/${source}`, 'utf8')))).toEqual([]);
});
