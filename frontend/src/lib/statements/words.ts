/** Knows the long texts about privacy and accessibility, each language on its own: they are read seldom, so no other page carries them. */
import type English from './en.json';

export type Statements = typeof English;

const texts = import.meta.glob<Statements>('./*.json', { import: 'default' });

/** Load the texts of a language. */
export async function statements(language: string): Promise<Statements> {
  const load = texts[`./${language}.json`];
  if (!load) throw new Error(`no statements for ${language}`);
  return load();
}

/** Put values into a text, in the place of their names in braces. */
export function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}
