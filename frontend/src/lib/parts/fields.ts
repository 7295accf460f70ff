/** Knows how a form's fields are described, so that every form is written the same way. */
import { m } from '$lib/language.svelte';

export interface FieldSpec {
  /** The field's name at the service, and its id on screen. */
  id: string;
  label: string;
  help?: string;
  optional?: boolean;
  /** What kind of line it is; left out: text. */
  type?: 'text' | 'date' | 'time' | 'url' | 'number' | 'email';
  /** A text of several lines. */
  rows?: number;
  max?: number;
  options?: { value: string; label: string }[];
  /** Any number of the options; the value holds each in a line of its own. */
  several?: boolean;
}

/** What is empty and must not be, in words: asked before the service is. */
export function unanswered(fields: FieldSpec[], values: Record<string, string>): Record<string, string> {
  const empty = fields.filter(({ id, optional }) => !optional && !(values[id] ?? '').trim());
  return Object.fromEntries(empty.map(({ id, options }) => [id, options ? m.choose_missing() : m.fill_in()]));
}

/** The same sentences for a summary, where the fields are out of sight. */
export function summed(fields: FieldSpec[], errors: Record<string, string>): Record<string, string> {
  const label = (id: string): string => fields.find((field) => field.id === id)?.label ?? id;
  return Object.fromEntries(Object.entries(errors).map(([id, sentence]) => [id, m.field_problem({ field: label(id), sentence })]));
}
