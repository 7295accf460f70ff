/** The palette knows every screen and every act, and asks for no more than is wanted. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { enter, speak } from '../src/lib/language.svelte';
import type { components } from '../src/lib/contract';
import { actsOn, fitting, screens } from '../src/routes/palette/choices';
import { placeOf, recordsCalled } from '../src/routes/palette/records';

type Me = components['schemas']['Me'];
type Person = components['schemas']['Person'];

const files = (readdirSync('src', { recursive: true, encoding: 'utf8' }) as string[]).filter((file) => /\.(svelte|ts)$/.test(file));
const network = { id: 'n', slug: 'eccar', name: 'ECCAR' };
const graz = { id: 'g', slug: 'graz', name: 'Graz', country_code: 'AT' };
const nobody = { id: 'me', name: 'Ada', roles: [], acts_for: [], office_of: [], you_may: [] } as unknown as Me;
const coordinator = { ...nobody, acts_for: [{ city: graz, network_id: 'n', mandate_id: null, end_date: null }] } as Me;
const office = {
  ...nobody,
  roles: [{ role: 'office_admin' }],
  office_of: [network],
  you_may: ['propose_working_group', 'create_city', 'create_assembly'],
} as unknown as Me;
const answer = (items: unknown[]): Response =>
  new Response(JSON.stringify({ items, next: null }), { headers: { 'content-type': 'application/json' } });

beforeEach(async () => {
  await speak('en');
  await Promise.all([enter('palette'), enter('office'), enter('working-groups')]);
});
afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

/** Screens that one comes to by a link in a mail alone, and those that belong to a record. */
const led = ['/invitation', '/message', '/progress', '/sign-in'];

test('every screen that needs no record to start from is offered to the office', () => {
  const routes = files
    .filter((file) => file.endsWith('+page.svelte'))
    .map((file) => `/${file.replace(/^routes\//, '').replace(/\/?\+page\.svelte$/, '')}`);
  const bare = routes.map((route) => route.replace(/\/\[\[\w+(=\w+)?\]\]/g, '') || '/').filter((route) => !route.includes('['));
  const offered = screens(office).map(({ go }) => go);
  expect(bare.length).toBeGreaterThan(15);
  expect(bare.filter((route) => !led.includes(route) && !offered.includes(route))).toEqual([]);
});

test('a reader is offered what they may open, and nothing of the office', () => {
  const addresses = (me: Me | null): unknown[] => screens(me).map(({ go }) => go);
  expect(addresses(null)).toContain('/sign-in');
  expect(addresses(null)).not.toContain('/desk');
  expect(addresses(coordinator)).toContain('/cities/graz/people');
  expect(addresses(coordinator)).not.toContain('/working-groups/propose');
  expect(addresses(coordinator).filter((address) => String(address).startsWith('/office'))).toEqual([]);
  expect(addresses(office)).toContain('/office/networks/eccar/by-laws');
});

test('every act that a screen takes from you_may is marked for the palette, by its operation', () => {
  const code = files.map((file) => readFileSync(join('src', file), 'utf8'));
  const marked = new Set(code.flatMap((text) => [...text.matchAll(/<\w+[^>]*?\s(?:data-)?act="(\w+)"/g)].map(([, name]) => name)));
  const asked = new Set(
    code.flatMap((text) => [...text.matchAll(/(?:you_may\S*?includes|may\.has|\.may)\('(\w+)'\)/g)].map(([, name]) => name!)),
  );
  const operations = readFileSync('src/lib/contract.d.ts', 'utf8');
  expect([...marked].filter((name) => name !== 'undo' && !operations.includes(`operations["${name}"]`))).toEqual([]);
  // Readings, two acts that are a screen of their own, and what follows by itself whoever goes through a sitting.
  const elsewhere = ['get_circular_recipients', 'get_circular_addresses', 'propose_working_group', 'create_city', 'call_up_report'];
  expect([...asked].filter((name) => !marked.has(name) && !elsewhere.includes(name))).toEqual([]);
});

test('the acts of a page are its marked controls; what can be taken back comes first, what is busy not at all', () => {
  document.body.innerHTML = `
    <main><button data-act="end_role">End<span> of Ada</span></button><button>More</button>
      <button data-act="give_role" aria-disabled="true">Give</button></main>
    <button data-act="undo" data-about="Graz has joined.">Undo</button>`;
  const pressed = vi.fn();
  document.querySelector('[data-act="end_role"]')!.addEventListener('click', pressed);
  const [undo, end, ...rest] = actsOn(document);
  expect([undo!.words, undo!.about, end!.words, rest]).toEqual(['Undo', 'Graz has joined.', 'End of Ada', []]);
  (end!.go as () => void)();
  expect(pressed).toHaveBeenCalledOnce();
  expect(document.activeElement?.textContent).toBe('End of Ada');
});

test('words are found in any order, without accents and case, in what it is about as well', () => {
  const choices = [{ id: 'a', words: 'Über uns', about: 'Köln', go: '/a' }];
  expect(fitting(choices, 'koln UBER')).toEqual(choices);
  expect(fitting(choices, 'bonn')).toEqual([]);
});

test('records are asked for as the reader may see them, and a question that is no longer wanted is called off', async () => {
  const signals: AbortSignal[] = [];
  const asked: string[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    signals.push(request.signal);
    asked.push(new URL(request.url).pathname);
    return Promise.resolve(answer(request.url.includes('/cities') ? [graz] : []));
  });
  const [groups, cities, people] = await recordsCalled('graz', null, new AbortController().signal);
  expect([groups!.choices, cities!.choices.map(({ go, about }) => [go, about]), people!.choices]).toEqual([
    [],
    [['/cities/graz', 'Austria']],
    [],
  ]);
  expect(asked).toEqual(['/v1/public/working-groups', '/v1/public/cities']);
  const control = new AbortController();
  await recordsCalled('graz', coordinator, control.signal);
  expect(asked.slice(2)).toEqual(['/v1/working-groups', '/v1/cities', '/v1/people']);
  control.abort();
  expect(signals.slice(2).map(({ aborted }) => aborted)).toEqual([true, true, true]);
});

test('a person leads to where this reader sees them, or nowhere', () => {
  const person = { id: 'p', network_id: 'n', city_id: 'g' } as Person;
  expect(placeOf(person, office)).toBe('/office/people?network=n&person=p');
  expect(placeOf(person, coordinator)).toBe('/cities/graz/people?person=p');
  expect(placeOf({ ...person, id: 'me' }, coordinator)).toBe('/me');
  expect(placeOf(person, nobody)).toBeUndefined();
});
