/** Knows a form that changes something which others may change at the same time: what was there, what is written, what stands now. */
import { Draft } from './draft.svelte';

export type Values = Record<string, string>;

export interface Difference {
  id: string;
  theirs: string;
  yours: string;
  /** Whether it was changed here; where it was not, the newer version already stands in the form. */
  touched: boolean;
}

export class Editing {
  values = $state<Values>({});
  /** After a stale save: every field in which the newer version and this form differ. */
  differences = $state.raw<Difference[]>([]);
  version = 0;
  /** What was there before anything was changed here. */
  before: Values;
  #draft: Draft<Values> | undefined;

  /** With `keep`, what is written outlives a closed window or an ended session: for forms that make something new. */
  constructor(subject: { version: number }, before: Values, keep?: { name: string; reader: string }) {
    this.version = subject.version;
    this.before = before;
    this.values = { ...before };
    if (!keep) return;
    const draft = new Draft<Values>(keep.name, keep.reader, () => ({ ...before }));
    this.#draft = draft;
    Object.assign(this.values, draft.value);
    $effect(() => void Object.assign(draft.value, this.values));
  }

  /** Whether something was found from an earlier visit. */
  get found(): boolean {
    return this.#draft?.found ?? false;
  }

  /** Throw away what was kept, and what is written. */
  startAnew(): void {
    Object.assign(this.values, this.before);
    this.#draft?.clear();
  }

  /** It has been sent: nothing has to be kept any more. */
  sent(): void {
    this.#draft?.clear();
  }

  /** What was really changed here, and nothing else. */
  get changes(): Values {
    return Object.fromEntries(Object.entries(this.values).filter(([id, value]) => value.trim() !== (this.before[id] ?? '').trim()));
  }

  /** What was changed here as it was before: the changes that take these back. */
  get back(): Values {
    return Object.fromEntries(Object.keys(this.changes).map((id) => [id, this.before[id] ?? '']));
  }

  /** Somebody else was faster: both versions are laid side by side. What was not touched here follows the newer one. */
  meet(subject: { version: number }, now: Values): void {
    const touched = this.changes;
    const differing = Object.keys(now).filter((id) => now[id] !== this.values[id]);
    this.differences = differing.map((id) => ({ id, theirs: now[id] ?? '', yours: this.values[id] ?? '', touched: id in touched }));
    for (const id of differing) if (!(id in touched)) this.values[id] = now[id] ?? '';
    this.before = now;
    this.version = subject.version;
  }

  choose({ id, theirs, yours }: Difference, whose: 'theirs' | 'yours'): void {
    this.values[id] = whose === 'theirs' ? theirs : yours;
  }
}

/** The values of a form as a body that creates: what is empty is left out. */
export function said(values: Values): Values {
  const pairs = Object.entries(values).map(([id, value]) => [id, value.trim()] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value));
}

/** What stands on lines of its own, the empty ones left out. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The changes of a form as a merge patch: what was emptied is cleared. */
export function patched(changes: Values): Record<string, string | null> {
  return Object.fromEntries(Object.entries(changes).map(([id, value]) => [id, value.trim() || null]));
}
