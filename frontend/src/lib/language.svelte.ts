/**
 * Knows in which language the screens speak, and holds that language's words.
 *
 * `m` is a live binding: the words of one language, those for everywhere and those of each room that was entered, each loaded on its
 * own. A change of language loads the same in the other, then draws the screens anew (the root layout keys on `spoken.language`), so
 * words never mix and the address stays.
 */
import type * as Circulars from './paraglide/circulars/messages/en.js';
import type * as Everywhere from './paraglide/messages/en.js';
import type * as Filters from './paraglide/filters/messages/en.js';
import type * as Lifecycle from './paraglide/lifecycle/messages/en.js';
import type * as Me from './paraglide/me/messages/en.js';
import type * as NamedCities from './paraglide/named-cities/messages/en.js';
import type * as Office from './paraglide/office/messages/en.js';
import type * as OfficeAssemblies from './paraglide/office/assemblies/messages/en.js';
import type * as OfficeClients from './paraglide/office/clients/messages/en.js';
import type * as Imports from './paraglide/imports/messages/en.js';
import type * as OfficeNetworks from './paraglide/office/networks/messages/en.js';
import type * as OfficeNotices from './paraglide/office/notices/messages/en.js';
import type * as OfficePartners from './paraglide/office/partners/messages/en.js';
import type * as Palette from './paraglide/palette/messages/en.js';
import type * as Participation from './paraglide/participation/messages/en.js';
import type * as People from './paraglide/people/messages/en.js';
import type * as Plans from './paraglide/plans/messages/en.js';
import type * as PlansPractices from './paraglide/plans/practices/messages/en.js';
import type * as Progress from './paraglide/progress/messages/en.js';
import type * as WorkingGroups from './paraglide/working-groups/messages/en.js';
import type * as WorkingGroupsActionItems from './paraglide/working-groups/action-items/messages/en.js';
import type * as WorkingGroupsIdeas from './paraglide/working-groups/ideas/messages/en.js';
import type * as WorkingGroupsMeetings from './paraglide/working-groups/meetings/messages/en.js';
import type * as WorkingGroupsOutputs from './paraglide/working-groups/outputs/messages/en.js';
import type * as WorkingGroupsYear from './paraglide/working-groups/year/messages/en.js';
import settings from '../../project.inlang/settings.json';

export const languages: readonly string[] = settings.locales;
const catalogues = import.meta.glob<Partial<Messages>>(['./paraglide/**/messages/*.js', '!./paraglide/**/_index.js']);
const kept = 'coalition.language';

type Messages = typeof Everywhere &
  typeof Circulars &
  typeof Filters &
  typeof Lifecycle &
  typeof Me &
  typeof NamedCities &
  typeof Office &
  typeof OfficeAssemblies &
  typeof OfficeClients &
  typeof Imports &
  typeof OfficeNetworks &
  typeof OfficeNotices &
  typeof OfficePartners &
  typeof Palette &
  typeof Participation &
  typeof People &
  typeof Plans &
  typeof PlansPractices &
  typeof Progress &
  typeof WorkingGroups &
  typeof WorkingGroupsActionItems &
  typeof WorkingGroupsIdeas &
  typeof WorkingGroupsMeetings &
  typeof WorkingGroupsOutputs &
  typeof WorkingGroupsYear;
/** Folders with words of their own: layouts and pages enter theirs, the palette those whose screens it names, a menu its own when it opens. */
export type Room =
  | 'circulars'
  | 'filters'
  | 'lifecycle'
  | 'me'
  | 'named-cities'
  | 'office'
  | 'office/assemblies'
  | 'office/clients'
  | 'imports'
  | 'office/networks'
  | 'office/notices'
  | 'office/partners'
  | 'palette'
  | 'participation'
  | 'people'
  | 'plans'
  | 'plans/practices'
  | 'progress'
  | 'working-groups'
  | 'working-groups/action-items'
  | 'working-groups/ideas'
  | 'working-groups/meetings'
  | 'working-groups/outputs'
  | 'working-groups/year';
/** Every message of the catalogues; those without parameters are called without any. */
type Words = {
  [Key in keyof Messages]: Record<string, never> extends Parameters<Messages[Key]>[0]
    ? () => string
    : (parameters: Parameters<Messages[Key]>[0]) => string;
};

export let m: Words;
const entered: (Room | '')[] = [''];
const known: Record<string, Partial<Messages>> = {};

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

/** The words of a language in the rooms entered so far, also of those entered while they were on their way. */
async function learn(language: string): Promise<Words> {
  const words = (known[language] ??= {});
  let rooms;
  do {
    rooms = [...entered];
    const loads = rooms.map((room) => catalogues[`./paraglide/${room && `${room}/`}messages/${language}.js`]);
    Object.assign(
      words,
      ...(await Promise.all(loads.map((load) => load?.() ?? Promise.reject(new Error(`no catalogue for ${language}`))))),
    );
  } while (rooms.length < entered.length);
  return words as unknown as Words;
}

/** Load a language's words and speak it. */
export async function speak(language: string): Promise<void> {
  m = await learn(language);
  spoken.language = language;
  document.documentElement.lang = language;
}

/** Load a room's words in the language spoken; a change of language loads them too from now on. */
export async function enter(room: Room): Promise<void> {
  if (!entered.includes(room)) entered.push(room);
  let language;
  do {
    language = spoken.language;
    await learn(language);
  } while (language !== spoken.language);
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
