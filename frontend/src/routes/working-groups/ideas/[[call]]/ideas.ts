/** Knows how a call for interest is said on screen: how far it is, and which cities the reader answers for. */
import type { components } from '$lib/contract';
import { day } from '$lib/format';
import { m } from '$lib/language.svelte';

type Schemas = components['schemas'];
export type Call = Schemas['CallForInterest'];
export type Me = Schemas['Me'];

export function stageOf(call: Call): { tone: 'open' | 'standing' | 'done' | 'gone'; label: string } {
  if (call.stage === 'idea') return { tone: 'open', label: m.idea() };
  if (call.stage === 'open' && call.closes_on) return { tone: 'standing', label: m.idea_until({ date: day(call.closes_on) }) };
  if (call.stage === 'proposed') return { tone: 'done', label: m.idea_was_proposed() };
  return { tone: 'gone', label: m.idea_was_withdrawn() };
}

/** The cities for which the reader answers: theirs in this network, but for the one whose idea it is. */
export const ownCities = (me: Me, call: Call): Schemas['CityName'][] =>
  me.acts_for.filter(({ city, network_id }) => network_id === call.network_id && city.id !== call.city.id).map(({ city }) => city);

export const speaksFor = (me: Me, call: Call): boolean => me.acts_for.some(({ city }) => city.id === call.city.id);

export const isOffice = (me: Me, call: Call): boolean => me.office_of.some(({ id }) => id === call.network_id);

export const choiceName = (choice: string): string => (choice === 'interested' ? m.idea_yes() : m.idea_no());
