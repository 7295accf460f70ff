/** Knows for whom the office does something: a city that told it how and when, or nobody but itself. */
import { emptyWord, type CityWord } from '$lib/parts/onBehalf';

export interface Told {
  /** The city's id; empty where the office acts by itself. */
  whose: string;
  word: CityWord;
}

export const emptyTold = (): Told => ({ whose: '', word: emptyWord() });

/** What a body says of it: nothing where the office acts by itself. */
export const behalfOfLead = ({ whose, word }: Told): { on_behalf_of?: CityWord } => (whose ? { on_behalf_of: { ...word } } : {});

/** The same of what any member city may do: it is named. */
export const behalfOfMember = (told: Told): { on_behalf_of?: CityWord & { city_id?: string } } =>
  behalfOfLead({ ...told, word: { ...told.word, city_id: told.whose } as CityWord });
