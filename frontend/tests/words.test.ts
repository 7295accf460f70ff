/** The catalogues are complete, or the build stops. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** Compile catalogues by language, with rooms' catalogues and screens beside them by path. */
function compiled(
  catalogues: Record<string, object>,
  beside: Record<string, string> = {},
  how: string[] = [],
): { status: number | null; stderr: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'words-'));
  mkdirSync(join(folder, 'messages'));
  mkdirSync(join(folder, 'project.inlang'));
  writeFileSync(join(folder, 'project.inlang/settings.json'), JSON.stringify({ baseLocale: 'en', locales: ['en', 'de'], modules: [] }));
  for (const [language, words] of Object.entries(catalogues))
    writeFileSync(join(folder, `messages/${language}.json`), JSON.stringify(words));
  for (const [path, text] of Object.entries(beside)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { status, stderr } = spawnSync('node', [resolve('scripts/words.js'), ...how], { cwd: folder, encoding: 'utf8' });
  return { status, stderr, folder };
}

test('a key that one language lacks is named', () => {
  const { status, stderr } = compiled({ en: { a: 'A', b: 'B' }, de: { a: 'A' } });
  expect(status).toBe(1);
  expect(stderr).toContain('de.json lacks b');
});

test('a key that only another language has is named', () => {
  expect(compiled({ en: { a: 'A' }, de: { a: 'A', c: 'C' } }).stderr).toContain('en.json lacks c');
});

test('a sentence with other parameters is named', () => {
  expect(compiled({ en: { a: 'As {city}' }, de: { a: 'Als {stadt}' } }).stderr).toContain('a: de has other parameters');
});

test.each([[], ['--sort']])('a key of two rooms is named, and neither sentence is lost (%s)', (...how: string[]) => {
  const beside = { 'messages/office/en.json': '{"a": "Another"}', 'messages/office/de.json': '{"a": "Anderes"}' };
  const { status, stderr, folder } = compiled({ en: { a: 'A' }, de: { a: 'A' } }, beside, how);
  expect(status).toBe(1);
  expect(stderr).toContain('a stands in messages/en.json and in messages/office/en.json');
  expect(readFileSync(join(folder, 'messages/office/en.json'), 'utf8')).toBe(beside['messages/office/en.json']);
});

test('a compiler without its plugin is a fault, not an empty catalogue', () => {
  const { status, stderr } = compiled({ en: { a: 'A' }, de: { a: 'A' } });
  expect(status).toBe(1);
  expect(stderr).toContain('0 messages compiled of 1');
});

const oneRoom = { 'messages/office/en.json': '{"b": "B"}', 'messages/office/de.json': '{"b": "B"}' };

test.each([
  ['used outside its room', { 'src/lib/names.ts': 'm.b()' }, 'b belongs into messages/en.json'],
  [
    'of everywhere, used in one room alone',
    { 'src/routes/office/+page.svelte': 'm.a() + m.b()' },
    'a belongs into messages/office/en.json',
  ],
])('a sentence %s is named', (_, screens, fault) => {
  const { status, stderr } = compiled({ en: { a: 'A' }, de: { a: 'A' } }, { ...oneRoom, ...(screens as Record<string, string>) });
  expect(status).toBe(1);
  expect(stderr).toContain(fault);
});

const within = {
  'messages/office/en.json': '{}',
  'messages/office/de.json': '{}',
  'messages/office/clients/en.json': '{"b": "B"}',
  'messages/office/clients/de.json': '{"b": "B"}',
};

test.each([
  ['of a room within a room, used in both', ['m.a() + m.b()', ''], 'b belongs into messages/office/en.json'],
  ['of everywhere, used in a room within a room alone', ['', 'm.a() + m.b()'], 'a belongs into messages/office/clients/en.json'],
])('a sentence %s is named', (_, [office, clients], fault) => {
  const screens = { 'src/routes/office/+page.svelte': office!, 'src/routes/office/[[network]]/clients/+page.svelte': clients! };
  const { status, stderr } = compiled({ en: { a: 'A' }, de: { a: 'A' } }, { ...within, ...screens });
  expect(status).toBe(1);
  expect(stderr).toContain(fault);
});

test('the palette borrows a sentence from a room without moving it', () => {
  const screens = {
    'src/routes/office/+page.svelte': 'm.b()',
    'src/routes/palette/Palette.svelte': 'm.a() + m.b()',
    'src/lib/x.ts': 'm.a()',
  };
  const rooms = { ...oneRoom, 'messages/palette/en.json': '{}', 'messages/palette/de.json': '{}' };
  expect(compiled({ en: { a: 'A' }, de: { a: 'A' } }, { ...rooms, ...screens }).stderr).not.toContain('belongs into');
});

test('a sentence of a room that the palette does not enter belongs to everywhere when the palette names it', () => {
  const screens = {
    'src/routes/office/+page.svelte': 'm.b()',
    'src/routes/palette/Palette.svelte': 'm.b()',
    'src/lib/x.ts': 'm.a()',
    'src/routes/palette/rooms.ts': "['palette', 'working-groups']",
  };
  const rooms = { ...oneRoom, 'messages/palette/en.json': '{}', 'messages/palette/de.json': '{}' };
  const { status, stderr } = compiled({ en: { a: 'A' }, de: { a: 'A' } }, { ...rooms, ...screens });
  expect(status).toBe(1);
  expect(stderr).toContain('b belongs into messages/en.json');
});

test('every sentence is used on a screen', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(svelte|ts)$/.test(file) && !file.includes('paraglide'),
  );
  const code = files.map((file) => readFileSync(join('src', file), 'utf8')).join('\n');
  const catalogues = readdirSync('messages', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('en.json'));
  const words = catalogues.map((file) => JSON.parse(readFileSync(join('messages', file), 'utf8')) as object);
  const keys = words.flatMap((some) => Object.keys(some)).filter((key) => key !== '$schema');
  expect(keys.filter((key) => !new RegExp(`\\bm\\.${key}\\b`).test(code))).toEqual([]);
});

test.each([
  ['leave', 'leave_as'],
  ['end_associate', 'end_associate_of'],
  ['report_record_open', 'report_record_of'],
])('whoever speaks what stands on a button (%s) is understood: its spoken name holds it', (seen, spoken) => {
  const catalogues = readdirSync('messages', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  const speaking = catalogues.map(
    (file) => [file, JSON.parse(readFileSync(join('messages', file), 'utf8')) as Record<string, string>] as const,
  );
  const holding = speaking.filter(([, words]) => spoken in words);
  expect(holding.length).toBe(5);
  for (const [file, words] of holding) {
    expect(words[spoken]!.toLowerCase(), file).toContain(words[seen]!.toLowerCase());
  }
});
