/** Knows the requests of organisations to take part in a group on screen: what their stages are called, and what is asked about one. */
import type { components } from '$lib/contract';
import { m } from '$lib/language.svelte';

export type Request = components['schemas']['ParticipationRequest'];
/** What the reader is about to do. */
export type Asking = { act: 'ask' } | { act: 'admit' | 'refuse' | 'withdraw'; request: Request };

export const requestStage = (stage: string): string =>
  (
    ({
      asked: m.request_asked,
      admitted: m.request_admitted,
      refused: m.request_refused,
      withdrawn: m.request_withdrawn,
      lapsed: m.request_lapsed,
    }) as Record<string, () => string>
  )[stage]?.() ?? stage;
