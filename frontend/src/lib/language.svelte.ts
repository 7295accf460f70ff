/**
 * Knows in which language the screens speak, and holds that language's words.
 *
 * `m` is a live binding: the catalogue of one language, loaded on its own. A change of language loads the other catalogue, then
 * draws the screens anew (the root layout keys on `spoken.language`), so words never mix and the address stays.
 */
import type * as Catalogue from './paraglide/messages/en.js';
import settings from '../../project.inlang/settings.json';

export const languages: readonly string[] = settings.locales;
const catalogues = import.meta.glob<typeof Catalogue>(['./paraglide/messages/*.js', '!./paraglide/messages/_index.js']);
const kept = 'coalition.language';

type Messages = typeof Catalogue;
/** Every message of the catalogue; those without parameters are called without any. */
type Words = {
  [Key in keyof Messages]: Record<string, never> extends Parameters<Messages[Key]>[0]
    ? () => string
    : (parameters: Parameters<Messages[Key]>[0]) => string;
};

export let m: Words;

class Spoken {
  /** A language tag from the catalogues, such as 'de'. */
  language = $state(chosenLanguage() ?? browserLanguage());
}

export const spoken = new Spoken();

/** The language somebody chose here, or null. */
export function chosenLanguage(): string | null {
  try {
    const language = localStorage.getItem(kept);
    return language && languages.includes(language) ? language : null;
  } catch {
    return null;
  }
}

/** The first language of the browser that the catalogues know, else the first catalogue. */
export function browserLanguage(): string {
  for (const wanted of navigator.languages) {
    const found = languages.find((language) => language === wanted.split('-')[0]);
    if (found) return found;
  }
  return settings.baseLocale;
}

/** Load a language's words and speak it. */
export async function speak(language: string): Promise<void> {
  const load = catalogues[`./paraglide/messages/${language}.js`];
  if (!load) throw new Error(`no catalogue for ${language}`);
  m = (await load()) as unknown as Words;
  spoken.language = language;
  document.documentElement.lang = language;
}

/** Remember a choice for this browser. */
export function keepLanguage(language: string): void {
  try {
    localStorage.setItem(kept, language);
  } catch {
    // Without storage the choice lasts until the page is left.
  }
}

/** A language's name in itself: 'Deutsch' for 'de'. */
export function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
