/** Knows the words for how long things are kept; a term that came later than these screens is left to the contract. */
import type { components } from '$lib/contract';
import { m } from '$lib/language.svelte';

type Retention = components['schemas']['Retention'];

export function keptFor(retention: Retention): string[] {
  const words: Partial<Record<keyof Retention, (said: { days: number }) => string>> = {
    message_days: m.kept_message_days,
    idempotency_key_days: m.kept_idempotency_key_days,
    tombstone_days: m.kept_tombstone_days,
    sign_in_link_days: m.kept_sign_in_link_days,
    session_days: m.kept_session_days,
    outbox_days: m.kept_outbox_days,
    invitation_days: m.kept_invitation_days,
    security_event_days: m.kept_security_event_days,
    person_without_role_days: m.kept_person_without_role_days,
  };
  return Object.entries(retention).flatMap(([term, days]) => (days > 0 && words[term as keyof Retention]?.({ days })) || []);
}
