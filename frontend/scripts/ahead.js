// Tells static/before.js, in the built pages, which files each address will need and which words each language has. The one page
// serves every address, so it cannot name them itself, and a browser would only find them one after the other.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const output = '.svelte-kit/output/client/';
const place = '/* filled in by the build */ null';

/** Every file that a manifest entry imports before it runs. */
function reach(manifest, key, seen = new Set()) {
  const entry = manifest[key];
  if (!entry || seen.has(entry.file)) return seen;
  seen.add(entry.file);
  for (const css of entry.css ?? []) seen.add(css);
  for (const next of entry.imports ?? []) reach(manifest, next, seen);
  return seen;
}

/**
 * The addresses of a route as an expression: '/a/[b]/[[c]]' → '^/a/[^/]+(?:/[^/]+)?/?$'.
 * @param {string} route
 */
export function addresses(route) {
  const parts = route.split('/').filter(Boolean);
  const one = (part) => (part.startsWith('[[') ? '(?:/[^/]+)?' : part.startsWith('[') ? '/[^/]+' : `/${part}`);
  return `^${parts.map(one).join('')}/?$`;
}

/**
 * What is needed beyond the page's own links: `files`, and by number into them `routes` and `words`.
 * @param {Record<string, { file: string, css?: string[], imports?: string[] }>} manifest
 * @param {string} app
 * @returns {{ files: string[], routes: [string, number[]][], words: Record<string, Record<string, number[]>> }} words by language and room
 */
export function needs(manifest, app) {
  const node = (number) => Object.keys(manifest).find((key) => key.endsWith(`client-optimized/nodes/${number}.js`));
  const linked = new Set();
  const starters = Object.keys(manifest).filter((key) => /runtime\/client\/entry\.js$|client-optimized\/(app|nodes\/0)\.js$/.test(key));
  for (const key of starters) reach(manifest, key, linked);
  const files = [];
  const numbers = (keys) => {
    const wanted = new Set(keys.flatMap((key) => [...reach(manifest, key)]).filter((file) => !linked.has(file)));
    return [...wanted].map((file) => (files.includes(file) ? files.indexOf(file) : files.push(file) - 1));
  };
  const routes = [...app.matchAll(/"(\/[^"]*)": \[~?(\d+)(?:,\[([\d,]*)\])?/g)]
    .map(([, route, own, around]) => [route, [1, ...(around ? around.split(',').filter(Boolean) : []), own].map(node)])
    // An address that is written out goes before one that may be anything.
    .sort(([a], [b]) => a.split('[').length - b.split('[').length)
    .map(([route, keys]) => [addresses(route), numbers(keys)]);
  const words = {};
  for (const key of Object.keys(manifest)) {
    const [, room, language] = /paraglide\/(?:([\w/-]+)\/)?messages\/(\w+)\.js$/.exec(key) ?? [];
    if (language) (words[language] ??= {})[room ?? ''] = numbers([key]);
  }
  if (routes.length < 3 || Object.keys(words).length === 0) throw new Error('the build is not laid out as scripts/ahead.js expects');
  return { files, routes, words };
}

/**
 * Takes the starter script that kit writes into the page out of it: the service's policy lets no script stand within a page.
 * @param {string} page
 * @returns {{ page: string, file: string, script: string }} the page, and the file that holds the script now
 */
export function outside(page) {
  const found = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)];
  if (found.length !== 1) throw new Error('kit starts the page differently now');
  const [[whole, script]] = found;
  const file = `_app/immutable/starter.${createHash('sha256').update(script).digest('hex').slice(0, 8)}.js`;
  const named = page.replace(whole, `<script src="/${file}"></script>`).replace(/ 'sha256-[^']+'/, '');
  return { page: named, file, script };
}

/** What the adapter builds with; the page it writes is put right before it is compressed. */
function building(builder) {
  const generateFallback = async (destination) => {
    await builder.generateFallback(destination);
    const { page, file, script } = outside(readFileSync(destination, 'utf8'));
    writeFileSync(join(dirname(destination), file), script);
    writeFileSync(destination, page);
  };
  return { ...builder, generateFallback };
}

/** The adapter, which first fills in static/before.js, so that its compressed twins are right too. */
export function ahead(adapter) {
  return {
    ...adapter,
    adapt: async (builder) => {
      const manifest = JSON.parse(readFileSync(`${output}.vite/manifest.json`, 'utf8'));
      const app = readFileSync('.svelte-kit/generated/client-optimized/app.js', 'utf8');
      const before = readFileSync('static/before.js', 'utf8');
      if (!before.includes(place)) throw new Error('static/before.js has no place for what the build knows');
      writeFileSync(`${output}before.js`, before.replace(place, JSON.stringify(needs(manifest, app))));
      await adapter.adapt(building(builder));
    },
  };
}
