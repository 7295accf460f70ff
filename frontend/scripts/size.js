// Measures what a browser loads before a page stands: the starter, the app, the page's layout and node, one language.
// Fails above the budget, so that a heavy dependency is noticed in the change that brings it.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budget = 60 * 1024;
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
const languages = entries.filter((key) => /paraglide\/messages\/\w+\.js$/.test(key));
const heaviest = languages.sort((a, b) => weight(manifest[b].file) - weight(manifest[a].file))[0];
const nodes = entries.filter((key) => /client-optimized\/nodes\/\d+\.js$/.test(key));
const names = readFileSync('.svelte-kit/generated/client-optimized/app.js', 'utf8');

if (starters.length === 0 || !heaviest || nodes.length < 3) throw new Error('the build is not laid out as this script expects');

let worst = 0;
const before = gzipSync(readFileSync('static/before.js')).length;
const layout = nodes.find((key) => key.endsWith('/0.js'));
for (const node of nodes.filter((key) => !/\/[01]\.js$/.test(key))) {
  const files = new Set();
  for (const key of [...starters, layout, node, heaviest]) for (const file of reach(key)) files.add(file);
  const number = Number(/(\d+)\.js$/.exec(node)?.[1]);
  const route = [...names.matchAll(/"(\/[^"]*)": \[(\d+)/g)].find((match) => Number(match[2]) === number)?.[1] ?? `node ${number}`;
  const script = sum(files, '.js') + before;
  worst = Math.max(worst, script);
  const column = (bytes) => `${(bytes / 1024).toFixed(1).padStart(6)} KB`;
  console.log(`${route.padEnd(36)} ${column(script)} script ${column(sum(files, '.css'))} style (gzip)`);
}
const starter = readdirSync('build').includes('index.html') ? gzipSync(readFileSync('build/index.html')).length : 0;
console.log(`page itself ${(starter / 1024).toFixed(1)} KB; budget ${budget / 1024} KB script on any page`);
if (worst > budget) {
  console.error(`the heaviest page needs ${(worst / 1024).toFixed(1)} KB of script`);
  process.exit(1);
}
