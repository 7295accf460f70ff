/** Knows the invitations of cities into a group on screen: what their stages are called, and what is asked about one. */
import type { components } from '$lib/contract';
import { m } from '$lib/language.svelte';

export type Invitation = components['schemas']['GroupInvitation'];
/** What the reader is about to do. */
export type Asking = { act: 'invite' } | { act: 'decline' | 'withdraw'; invitation: Invitation };

export const invitationStage = (stage: string): string =>
  (
    ({
      invited: m.asked_open,
      confirmed: m.asked_confirmed,
      declined: m.asked_declined,
      withdrawn: m.asked_withdrawn,
      lapsed: m.asked_lapsed,
    }) as Record<string, () => string>
  )[stage]?.() ?? stage;
