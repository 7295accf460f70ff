/** Knows which notices an address asks for, and how their kinds and reasons are called. */
import { m } from '$lib/language.svelte';
import type { paths } from '$lib/contract';

type Query = NonNullable<paths['/v1/notices']['get']['parameters']['query']>;
type Option = { value: string; label: string };

export const stages = ['held', 'queued', 'sent', 'not_sent'] as const;

/** What an address asks for, as the service takes it. */
export function wantedBy(address: URL): Pick<Query, 'stage' | 'kind' | 'working_group_id' | 'reason'> {
  const word = (name: string): string | undefined => address.searchParams.get(name) || undefined;
  return {
    stage: word('stage') as Query['stage'],
    kind: word('kind'),
    working_group_id: word('group'),
    reason: word('reason') as Query['reason'],
  };
}

const nameOfKind = (): Record<string, () => string> => ({
  circular: m.notice_of_circular,
  working_group_constituted: m.notice_of_working_group_constituted,
  member_joined: m.notice_of_member_joined,
  member_left: m.notice_of_member_left,
  lead_handed_over: m.notice_of_lead_handed_over,
  lead_changed: m.notice_of_lead_changed,
  needs_lead: m.notice_of_needs_lead,
  lead_wanted: m.notice_of_lead_wanted,
  below_minimum: m.notice_of_below_minimum,
  contact_not_shown: m.notice_of_contact_not_shown,
  lead_contact_not_shown: m.notice_of_lead_contact_not_shown,
  group_withdrawn: m.notice_of_group_withdrawn,
  group_completed: m.notice_of_group_completed,
  undeclared: m.notice_of_undeclared,
  support_requested: m.notice_of_support_requested,
  support_answered: m.notice_of_support_answered,
  funding_requested: m.notice_of_funding_requested,
  funding_decided: m.notice_of_funding_decided,
  report_submitted: m.notice_of_report_submitted,
  report_approved: m.notice_of_report_approved,
  report_returned: m.notice_of_report_returned,
  reminder: m.notice_of_reminder,
  meeting_planned: m.notice_of_meeting_planned,
  meetings_planned: m.notice_of_meetings_planned,
  meeting_changed: m.notice_of_meeting_changed,
  meetings_changed: m.notice_of_meetings_changed,
  meeting_cancelled: m.notice_of_meeting_cancelled,
  meetings_cancelled: m.notice_of_meetings_cancelled,
  meeting_left: m.notice_of_meeting_left,
  meetings_left: m.notice_of_meetings_left,
  idea_brought: m.notice_of_idea_brought,
  call_for_interest: m.notice_of_call_for_interest,
  call_ended: m.notice_of_call_ended,
  call_withdrawn: m.notice_of_call_withdrawn,
  invited_to_group: m.notice_of_invited_to_group,
});

export const kinds = (): Option[] => Object.entries(nameOfKind()).map(([value, name]) => ({ value, label: name() }));

export const reasons = (): Option[] => [
  { value: 'no_recipient', label: m.notice_why_nobody() },
  { value: 'mail_refused', label: m.notice_why_refused() },
  { value: 'mail_failed', label: m.notice_why_failed() },
];
