/** Knows which texts of a record can give way to others, what is left when a passage does, and where its record is read. */
import type { components } from '../contract';
import type { Entry } from '../history';
import { m } from '../language.svelte';

export type Redaction = components['schemas']['Redaction'];

/** A text that people wrote freely, in its record or in what its history tells. */
export interface FreeText {
  field: string;
  label: string;
  text: string;
}

export interface Redactable {
  subject_type: string;
  subject_id: string;
  texts: FreeText[];
}

const distinct = (texts: FreeText[]): FreeText[] =>
  texts.filter(({ field, text }, place) => texts.findIndex((other) => other.field === field && other.text === text) === place);

/** The texts that an entry of the history tells. `present`: those of the record itself, where the history keeps the name alone. */
export function textsOf(entry: Entry, present: Record<string, string | null> = {}): FreeText[] {
  const told = entry.changes.filter((change) => change.free_text);
  const texts = told.flatMap(({ field, label, from, to, personal }) =>
    (personal ? [present[field]] : [to, from]).map((text) => ({ field, label, text })),
  );
  const all = [...texts, { field: 'reason', label: m.reason(), text: entry.reason }];
  return distinct(all.filter((each): each is FreeText => typeof each.text === 'string' && each.text !== ''));
}

/** What of a progress update can be redacted: its texts. */
export function redactable({ id, text, obstacle }: components['schemas']['ProgressUpdate']): Redactable {
  const texts = [
    { field: 'text', label: m.what_was_done(), text: text ?? '' },
    { field: 'obstacle', label: m.obstacle(), text: obstacle ?? '' },
  ];
  return { subject_type: 'progress_update', subject_id: id, texts: texts.filter((each) => each.text) };
}

/** A text in its parts: what stays, and where the passage stood. */
export const parts = (text: string, passage: string): string[] => (passage ? text.split(passage) : [text]);

/** Where the record of a redaction is read; undefined for what has no page. */
export function recordAddress({ subject_type, subject_id, part_of_id, working_group }: Redaction): string | undefined {
  if (subject_type === 'network') return '/office/networks';
  if (!working_group) return undefined;
  const base = `/working-groups/${working_group.slug}`;
  const addresses: Record<string, string> = {
    meeting: `/meetings/${subject_id}`,
    action_item: `/action-items/${subject_id}`,
    progress_update: `/action-items/${part_of_id}`,
    output: `/outputs/${subject_id}`,
    report: `/year/reports/${subject_id}`,
    submission: `/year/reports/${part_of_id}`,
    decision: `/year/reports/${part_of_id}`,
    declaration: '/year',
  };
  return base + (addresses[subject_type] ?? '');
}
