/** Whoever signs out leaves nothing in the browser; whoever is signed out in the middle finds what they had begun. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reading, recall } from '$lib/api';
import { session } from '$lib/session.svelte';

const me = { id: 'p1', session_id: 's1', roles: [] } as unknown as NonNullable<typeof session.me>;
const mine = 'coalition.draft.proposal.p1';
const another = 'coalition.draft.proposal.p2';
const cities = reading('/v1/cities');

beforeEach(async () => {
  vi.stubGlobal('fetch', (request: Request) =>
    Promise.resolve(
      request.method === 'GET'
        ? new Response('{"items":[]}', { headers: { 'content-type': 'application/json' } })
        : new Response(null, { status: 204 }),
    ),
  );
  localStorage.setItem(mine, '{"title":"Fair housing"}');
  localStorage.setItem(another, '{"title":"Night life"}');
  localStorage.setItem('coalition.signed-in', '1');
  session.me = me;
  await cities.read();
});

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test('signing out takes away what was read, and the drafts of this reader alone', async () => {
  expect(recall(cities)).toEqual({ items: [] });
  await session.signOut();
  expect([session.me, recall(cities)]).toEqual([null, undefined]);
  expect(Object.keys(localStorage)).toEqual([another]);
});

test('a session that lapses takes away what was read and keeps the draft', () => {
  session.leave();
  expect([session.me, recall(cities)]).toEqual([null, undefined]);
  expect(localStorage.getItem(mine)).not.toBeNull();
});
