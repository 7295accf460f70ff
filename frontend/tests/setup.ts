import { enter, speak, type Room } from '$lib/language.svelte';

const found = Object.keys(import.meta.glob('../src/lib/paraglide/**/messages/en.js')).map(
  (file) => /paraglide\/(.+)\/messages/.exec(file)?.[1],
);
await Promise.all([...found.filter((room) => room !== undefined).map((room) => enter(room as Room)), speak('en')]);
