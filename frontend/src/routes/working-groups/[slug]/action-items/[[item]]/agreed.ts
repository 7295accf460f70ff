/** Knows which action item a decision of a meeting asks for. */
import type { components } from '$lib/contract';
import { linesOf, type Values } from '$lib/editing.svelte';
import { emptyItem } from './item';

/** The longest title that the service takes. */
const longest = 200;

/** A new item that a decision of a meeting asks for: its words as far as a title goes, and whole where that is not all of them. */
export function agreedAt(meeting: components['schemas']['Meeting'], place: number): Values {
  const decision = linesOf(meeting.decisions ?? '')[place] ?? '';
  const [title, description] = decision.length > longest ? [`${decision.slice(0, longest - 1)}…`, decision] : [decision, ''];
  return { ...emptyItem(), title, description, meeting_id: meeting.id };
}
