// Measures what a browser loads before a page stands: the starter, the app, the page's layout and node, one language.
// Fails above the budget, so that a heavy dependency is noticed in the change that brings it.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budget = 90 * 1024;
const mapBudget = 40 * 1024;
const paletteBudget = 10 * 1024;
const manifest = JSON.parse(readFileSync('.svelte-kit/output/client/.vite/manifest.json', 'utf8'));
const root = '.svelte-kit/output/client/';

/** Every file that a manifest entry imports before it runs. */
function reach(key, seen = new Set()) {
  const entry = manifest[key];
  if (!entry || seen.has(entry.file)) return seen;
  seen.add(entry.file);
  for (const css of entry.css ?? []) seen.add(css);
  for (const next of entry.imports ?? []) reach(next, seen);
  return seen;
}

const weight = (file) => gzipSync(readFileSync(root + file), { level: 9 }).length;
const sum = (files, kind) => [...files].filter((file) => file.endsWith(kind)).reduce((total, file) => total + weight(file), 0);
const entries = Object.keys(manifest);
const starters = entries.filter((key) => /client\/(entry|app)\.js$|runtime\/client\/entry\.js$|client-optimized\/app\.js$/.test(key));
/** The heaviest language's words: those for everywhere, and those of each room that is entered on the way to an address. */
function words(room) {
  const own = entries.filter((key) => key.includes(`paraglide/${room && `${room}/`}messages/`));
  return own.sort((a, b) => weight(manifest[b].file) - weight(manifest[a].file))[0];
}
/** The rooms that the layouts of a route and its page enter. */
function roomsOf(route) {
  const folders = route.split('/').filter(Boolean);
  const around = folders.map((_, depth) => join('src/routes', ...folders.slice(0, depth + 1)));
  const code = [...around.map((folder) => join(folder, '+layout.ts')), join(around.at(-1) ?? 'src/routes', '+page.ts')];
  const entered = code
    .filter((file) => existsSync(file))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\benter\('([\w/-]+)'\)/g)]);
  return [...new Set(entered.map(([, room]) => room))];
}
const nodes = entries.filter((key) => /client-optimized\/nodes\/\d+\.js$/.test(key));
const names = readFileSync('.svelte-kit/generated/client-optimized/app.js', 'utf8');

if (starters.length === 0 || !words('') || nodes.length < 3) throw new Error('the build is not laid out as this script expects');

const palette = entries.find((key) => key.endsWith('palette/Palette.svelte'));
if (!palette) throw new Error('the palette is not a file of its own');

let worst = 0;
const before = gzipSync(readFileSync('static/before.js')).length;
const layout = nodes.find((key) => key.endsWith('/0.js'));
const nodeOf = (number) => nodes.find((key) => key.endsWith(`/${number}.js`));
/** Each route with its own node and those of the layouts around it. */
const routes = [...names.matchAll(/"(\/[^"]*)": \[~?(\d+)(?:,\[([\d,]*)\])?/g)].map(([, route, own, around]) => ({
  route,
  keys: [own, ...(around ? around.split(',').filter(Boolean) : [])].map(nodeOf),
}));
if (routes.length < 3) throw new Error('the routes of the build are not written as this script expects');
for (const { route, keys } of routes) {
  const files = new Set();
  const rooms = roomsOf(route).map(words);
  for (const key of [...starters, layout, ...keys, words(''), ...rooms]) for (const file of reach(key)) files.add(file);
  if (files.has(manifest[palette].file)) throw new Error(`${route} loads the palette before anybody calls it`);
  const script = sum(files, '.js') + before;
  worst = Math.max(worst, script);
  const column = (bytes) => `${(bytes / 1024).toFixed(1).padStart(6)} KB`;
  console.log(`${route.padEnd(36)} ${column(script)} script ${column(sum(files, '.css'))} style (gzip)`);
}
const maps = entries.filter((key) => /(CityMap|Locator)\.svelte$/.test(key));
const map = new Set(maps.flatMap((key) => [...reach(key)]));
for (const key of [...starters, layout]) for (const file of reach(key)) map.delete(file);
const mapWeight = sum(map, '.js');
const called = reach(palette);
for (const key of [...starters, layout]) for (const file of reach(key)) called.delete(file);
const paletteWeight = sum(called, '.js') + weight(manifest[words('palette')].file);
console.log(`${'the palette, when it is called'.padEnd(36)} ${(paletteWeight / 1024).toFixed(1).padStart(6)} KB script and words`);
console.log(`${'the map, when it is asked for'.padEnd(36)} ${(mapWeight / 1024).toFixed(1).padStart(6)} KB script`);
const starter = readdirSync('build').includes('index.html') ? gzipSync(readFileSync('build/index.html')).length : 0;
console.log(`page itself ${(starter / 1024).toFixed(1)} KB; budget ${budget / 1024} KB script on any page`);
if (maps.length < 2 || mapWeight > mapBudget) {
  console.error(`the map needs ${(mapWeight / 1024).toFixed(1)} KB of script; its budget is ${mapBudget / 1024} KB`);
  process.exit(1);
}
if (paletteWeight > paletteBudget) {
  console.error(`the palette needs ${(paletteWeight / 1024).toFixed(1)} KB; its budget is ${paletteBudget / 1024} KB`);
  process.exit(1);
}
if (worst > budget) {
  console.error(`the heaviest page needs ${(worst / 1024).toFixed(1)} KB of script`);
  process.exit(1);
}
