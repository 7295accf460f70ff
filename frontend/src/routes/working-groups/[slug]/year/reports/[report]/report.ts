/** Knows a report as it is written, and how its words are counted while one writes. */
import type { components } from '$lib/contract';

export type Report = components['schemas']['Report'];
export type Submission = components['schemas']['Submission'];

/** So many words: what stands between spaces and has a letter or a digit. The service's count is the one that counts. */
export function words(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

const PLACES: Record<string, string> = {
  members: 'members',
  meetings: 'meetings',
  decisions: 'meetings',
  outputs: 'outputs',
  action_items: 'action-items',
};

/** Where the records of a section are, or one of them; members have no page each. */
export function placeOf(base: string, section: string, id = ''): string {
  const place = `${base}/${PLACES[section] ?? 'about'}`;
  return id && section !== 'members' ? `${place}/${id}` : place;
}
