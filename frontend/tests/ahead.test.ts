/** What a page needs is sent for at once: the build knows it by address, and the first questions are asked before the app is there. */
import { afterEach, expect, test, vi } from 'vitest';
import { addresses, needs, outside } from '../scripts/ahead.js';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each([
  ['/desk', '/desk', true],
  ['/desk', '/desks', false],
  ['/working-groups/[slug]', '/working-groups/night-life', true],
  ['/working-groups/[slug]', '/working-groups/night-life/members', false],
  ['/working-groups/[slug]/meetings/[[meeting]]', '/working-groups/night-life/meetings', true],
  ['/working-groups/[slug]/meetings/[[meeting]]', '/working-groups/night-life/meetings/7', true],
  ['/[[list=directory]]', '/', true],
  ['/[[list=directory]]', '/cities', true],
])('the route %s, asked whether %s is one of its addresses', (route, address, expected) => {
  expect(new RegExp(addresses(route)).test(address)).toBe(expected);
});

const node = (number: number): string => `.svelte-kit/generated/client-optimized/nodes/${number}.js`;
const manifest = {
  'node_modules/@sveltejs/kit/src/runtime/client/entry.js': { file: 'start.js', imports: ['shared'] },
  shared: { file: 'shared.js', css: ['shared.css'] },
  [node(0)]: { file: '0.js', imports: ['shared'] },
  [node(1)]: { file: '1.js' },
  [node(2)]: { file: '2.js', imports: ['shared'], css: ['2.css'] },
  [node(3)]: { file: '3.js' },
  [node(4)]: { file: '4.js' },
  'src/lib/paraglide/messages/de.js': { file: 'de.js' },
  'src/lib/paraglide/working-groups/messages/de.js': { file: 'groups-de.js' },
  'src/lib/paraglide/working-groups/meetings/messages/de.js': { file: 'meetings-de.js' },
};

test('an address names its own files and those around it, not what the page names already', () => {
  const { files, routes, words } = needs(manifest, '"/[[list]]": [4], "/groups/[slug]": [3,[2]], "/desk": [4]');
  const of = (address: string): string[] => routes.find(([pattern]) => new RegExp(pattern).test(address))![1].map((at) => files[at]!);
  expect(of('/groups/night-life')).toEqual(['1.js', '2.js', '2.css', '3.js']);
  expect(of('/desk')).toEqual(['1.js', '4.js']);
  expect(words.de!['']!.map((at: number) => files[at])).toEqual(['de.js']);
  expect(words.de!['working-groups']!.map((at: number) => files[at])).toEqual(['groups-de.js']);
  expect(words.de!['working-groups/meetings']!.map((at: number) => files[at])).toEqual(['meetings-de.js']);
});

test('an answer that was asked for ahead is taken once', async () => {
  const json = (body: unknown): Response => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  const later = vi.fn(() => Promise.resolve(json({ id: 'later' })));
  vi.stubGlobal('fetch', later);
  vi.stubGlobal('askedAhead', new Map([[`${location.origin}/v1/me`, Promise.resolve(json({ id: 'ahead' }))]]));
  vi.resetModules();
  const { reading } = await import('$lib/api');
  expect(await reading('/v1/me').read(true)).toEqual({ id: 'ahead' });
  expect(later).not.toHaveBeenCalled();
  expect(await reading('/v1/me').read(true)).toEqual({ id: 'later' });
});

const policy = `<meta http-equiv="content-security-policy" content="script-src 'self' 'sha256-ab/c='; style-src 'self'">`;

test('the starter that kit writes into the page becomes a file, so that no script stands within', () => {
  const { page, file, script } = outside(`${policy}<script src="/before.js"></script><div><script>\nstart();\n</script></div>`);
  expect(script).toBe('\nstart();\n');
  expect(file).toMatch(/^_app\/immutable\/starter\.[0-9a-f]{8}\.js$/);
  expect(page).toBe(
    `<meta http-equiv="content-security-policy" content="script-src 'self'; style-src 'self'">` +
      `<script src="/before.js"></script><div><script src="/${file}"></script></div>`,
  );
});

test('a page that starts in another way than the build knows is refused', () => {
  expect(() => outside('<script src="/before.js"></script>')).toThrow('differently');
  expect(() => outside('<script>a()</script><script>b()</script>')).toThrow('differently');
});
