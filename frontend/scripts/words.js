// Compiles the catalogues, one for everywhere and one for each room, and refuses what the compiler would pass over in silence: a key or
// a parameter that one language lacks, a sentence in a room that other screens use too, and the plugin that cannot be loaded (it then
// compiles nothing and says so only in a warning). With --sort it first moves every sentence to the room that alone uses it.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '@inlang/paraglide-js';

const outdir = './src/lib/paraglide';
const settings = JSON.parse(readFileSync('project.inlang/settings.json', 'utf8'));
const { locales } = settings;
const faults = [];
/**
 * The rooms are folders of messages/, named as the folder of routes/ or of lib/ whose words they hold; '' is everywhere. A room within a
 * room is named as the folder within, whatever stands between them in an address: working-groups/meetings.
 */
const rooms = [
  '',
  ...readdirSync('messages', { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.endsWith('.json'))
    .sort(),
];
const partsOf = (room) => room.split('/').filter(Boolean);
const fileOf = (room, language) => join('messages', room, `${language}.json`);
const catalogues = Object.fromEntries(
  rooms.map((room) => [room, Object.fromEntries(locales.map((tag) => [tag, JSON.parse(readFileSync(fileOf(room, tag), 'utf8'))]))]),
);
const keysOf = (words) => Object.keys(words).filter((key) => key !== '$schema');

/** The texts of a message: one, or one for each plural. */
const texts = (message) => (typeof message === 'string' ? [message] : message.flatMap((variant) => Object.values(variant.match)));
const parameters = (message) => [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort().join(' ');

/** The innermost room that a file of the code lies in. */
function roomOf(file) {
  const [top, ...below] = file.split(/[\\/]/).slice(0, -1);
  const folders = ['routes', 'lib'].includes(top) ? below.filter((folder) => !folder.startsWith('[')) : [];
  const around = rooms.filter((room) => partsOf(room).every((part, depth) => part === folders[depth]));
  return around.sort((a, b) => partsOf(b).length - partsOf(a).length)[0];
}

/** By key, the rooms whose screens use it. */
function used() {
  const found = {};
  const code = existsSync('src') ? readdirSync('src', { recursive: true, encoding: 'utf8' }) : [];
  for (const file of code.filter((name) => /\.(svelte|ts)$/.test(name) && !name.includes('paraglide'))) {
    const room = roomOf(file);
    for (const [, key] of readFileSync(join('src', file), 'utf8').matchAll(/\bm\.(\w+)/g)) (found[key] ??= new Set()).add(room);
  }
  return found;
}

const uses = used();
// The palette names screens of every room. Of some it loads the words with its own, and moves none out of them; a word of any other room
// that it names belongs to everywhere, so that the palette finds it without the rest of the room.
const borrower = 'palette';
const lending = 'src/routes/palette/rooms.ts';
const lenders = existsSync(lending) ? [...readFileSync(lending, 'utf8').matchAll(/'([\w/-]+)'/g)].map(([, room]) => room) : rooms;
function homeOf(key) {
  const all = [...(uses[key] ?? [''])].map(partsOf);
  const elsewhere = all.filter(([room]) => room !== borrower);
  const [first, ...others] = elsewhere.length > 0 ? elsewhere : all;
  const common = first.filter((_, depth) => others.every((other) => first.slice(0, depth + 1).every((part, at) => part === other[at])));
  if (elsewhere.length === all.length || elsewhere.length === 0) return common.join('/');
  // It enters no room within a room.
  const room = common.slice(0, 1).join('/');
  return lenders.includes(room) ? room : '';
}

// To sort, or to compile one of them, would keep whichever came last, and the other screen would say it.
for (const [at, room] of rooms.entries()) {
  const earlier = rooms.slice(0, at);
  for (const key of keysOf(catalogues[room][locales[0]])) {
    const same = earlier.find((other) => key in catalogues[other][locales[0]]);
    if (same !== undefined)
      faults.push(`${key} stands in ${fileOf(same, locales[0])} and in ${fileOf(room, locales[0])}: name one otherwise`);
  }
}

if (process.argv.includes('--sort') && faults.length === 0) {
  for (const language of locales) {
    const all = Object.assign({}, ...rooms.map((room) => catalogues[room][language]));
    for (const room of rooms) {
      const words = Object.fromEntries(Object.entries(all).filter(([key]) => key === '$schema' || homeOf(key) === room));
      catalogues[room][language] = words;
      writeFileSync(fileOf(room, language), `${JSON.stringify(words, null, 2)}\n`);
    }
  }
}

for (const room of rooms) {
  const first = catalogues[room][locales[0]];
  for (const language of locales.slice(1)) {
    const other = catalogues[room][language];
    for (const key of keysOf(first).filter((key) => !(key in other))) faults.push(`${fileOf(room, language)} lacks ${key}`);
    for (const key of keysOf(other).filter((key) => !(key in first))) faults.push(`${fileOf(room, locales[0])} lacks ${key}`);
    for (const key of keysOf(first).filter((key) => key in other)) {
      if (parameters(first[key]) !== parameters(other[key])) faults.push(`${key}: ${language} has other parameters than ${locales[0]}`);
    }
  }
  for (const key of keysOf(first).filter((key) => key in uses && homeOf(key) !== room)) {
    faults.push(`${key} belongs into ${fileOf(homeOf(key), locales[0])}: npm run fix moves it`);
  }
  for (const file of readdirSync(join('messages', room)).filter((name) => name.endsWith('.json'))) {
    if (!locales.includes(file.replace('.json', '')))
      faults.push(`${join('messages', room, file)} is not a language of project.inlang/settings.json`);
  }
}

/** Where the compiler finds a room's sentences. */
function projectOf(room) {
  if (room === '') return './project.inlang';
  const project = `${outdir}/${room}/project.inlang`;
  const outside = (path) => `${'../'.repeat(3 + partsOf(room).length)}${path}`;
  mkdirSync(project, { recursive: true });
  const own = { pathPattern: outside(`messages/${room}/{locale}.json`) };
  writeFileSync(
    join(project, 'settings.json'),
    JSON.stringify({ ...settings, modules: settings.modules.map(outside), 'plugin.inlang.messageFormat': own }),
  );
  return project;
}

if (faults.length === 0) {
  // The first empties the folder in which the others lie.
  for (const room of rooms) {
    const folder = join(outdir, room);
    await compile({
      project: projectOf(room),
      outdir: folder,
      outputStructure: 'locale-modules',
      strategy: ['globalVariable', 'baseLocale'],
      emitReadme: false,
      cleanOutdir: room === '',
    });
    for (const language of locales) {
      const made = readFileSync(`${folder}/messages/${language}.js`, 'utf8').match(/^export const /gm)?.length ?? 0;
      const wanted = keysOf(catalogues[room][language]).length;
      if (made !== wanted) faults.push(`${language}: ${made} messages compiled of ${wanted}`);
    }
  }
}

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
