/** Knows the words for what a group does in a year: meetings, actions, outputs, reports, requests. Later values are shown as they are. */
import { m } from './language.svelte';

type Words = Record<string, () => string>;
type Tone = 'open' | 'standing' | 'done' | 'gone';

const named = (words: Words, value: string): string => words[value]?.() ?? value.replaceAll('_', ' ');
const toned = (tones: Record<string, Tone>, value: string): Tone => tones[value] ?? 'open';

export const meetingStageName = (stage: string): string =>
  named({ scheduled: m.meeting_scheduled, held: m.meeting_held, cancelled: m.meeting_cancelled }, stage);
export const meetingTone = (stage: string): Tone => toned({ scheduled: 'standing', held: 'done', cancelled: 'gone' }, stage);

export const actionStages = ['planned', 'in_progress', 'completed', 'postponed', 'cancelled'] as const;
export const actionStageName = (stage: string): string =>
  named(
    {
      planned: m.action_planned,
      in_progress: m.action_in_progress,
      completed: m.action_completed,
      postponed: m.action_postponed,
      cancelled: m.action_cancelled,
    },
    stage,
  );
export const actionTone = (stage: string): Tone =>
  toned({ planned: 'open', in_progress: 'standing', completed: 'done', postponed: 'gone', cancelled: 'gone' }, stage);

/** Why something is late or quiet, with the service's reason and its days. */
export function whyWords(because: { code: string; days: number } | null): string {
  if (!because) return '';
  const { code, days } = because;
  const words: Record<string, (given: { count: number }) => string> = {
    past_due: m.why_past_due,
    no_progress: m.why_no_progress,
    not_begun: m.why_not_begun,
    never_reported: m.why_never_reported,
  };
  return words[code]?.({ count: days }) ?? code.replaceAll('_', ' ');
}

export const originName = (origin: string): string =>
  named({ existing: m.origin_existing, enhanced: m.origin_enhanced, new: m.origin_new }, origin);
export const horizonName = (horizon: string): string => named({ short: m.horizon_short, long: m.horizon_long }, horizon);

export const addressees = ['official_city', 'private_sector', 'population', 'other_government_level'] as const;
export const addresseeName = (addressee: string): string =>
  named(
    {
      official_city: m.addressee_official_city,
      private_sector: m.addressee_private_sector,
      population: m.addressee_population,
      other_government_level: m.addressee_other_level,
    },
    addressee,
  );
export const cityFunctions = ['democratic_institution', 'rule_maker', 'employer', 'service_provider', 'contractor'] as const;
export const cityFunctionName = (it: string): string =>
  named(
    {
      democratic_institution: m.function_democratic_institution,
      rule_maker: m.function_rule_maker,
      employer: m.function_employer,
      service_provider: m.function_service_provider,
      contractor: m.function_contractor,
    },
    it,
  );
/** Everybody, as the service writes it among the target groups; the others are people's own words. */
export const everybody = 'general_population';
export const targetGroupName = (group: string): string => (group === everybody ? m.target_everybody() : group);

export const outputKinds = ['policy_paper', 'online_seminar', 'panel_discussion', 'guidelines', 'peer_to_peer_format', 'other'] as const;
export const outputKindName = (kind: string): string =>
  named(
    {
      policy_paper: m.output_policy_paper,
      online_seminar: m.output_online_seminar,
      panel_discussion: m.output_panel_discussion,
      guidelines: m.output_guidelines,
      peer_to_peer_format: m.output_peer_to_peer,
      other: m.output_other,
    },
    kind,
  );
export const outputStages = ['planned', 'in_preparation', 'shared', 'withdrawn'] as const;
export const outputStageName = (stage: string): string =>
  named(
    {
      planned: m.output_planned,
      in_preparation: m.output_in_preparation,
      shared: m.output_shared,
      withdrawn: m.output_withdrawn,
    },
    stage,
  );
export const outputTone = (stage: string): Tone =>
  toned({ planned: 'open', in_preparation: 'standing', shared: 'done', withdrawn: 'gone' }, stage);

export const visibilityName = (visibility: string): string =>
  named({ public: m.seen_by_public, members: m.seen_by_members, working_group: m.seen_by_group }, visibility);

export const reportStageName = (stage: string): string =>
  named(
    {
      draft: m.report_draft,
      submitted: m.report_submitted,
      tabled: m.report_tabled,
      approved: m.report_approved,
      returned: m.report_returned,
      published: m.report_published,
    },
    stage,
  );
export const reportTone = (stage: string): Tone =>
  toned({ draft: 'open', returned: 'open', submitted: 'standing', tabled: 'standing', approved: 'done', published: 'done' }, stage);

export const publicationName = (channel: string): string =>
  named({ website: m.channel_website, social_media: m.channel_social_media, newsletter: m.channel_newsletter }, channel);
export const choiceName = (choice: string): string => named({ continue: m.choice_continue, complete: m.choice_complete }, choice);

export const fundingStageName = (stage: string): string =>
  named(
    {
      submitted: m.funding_submitted,
      approved: m.funding_approved,
      partly_approved: m.funding_partly_approved,
      rejected: m.funding_rejected,
      withdrawn: m.funding_taken_back,
    },
    stage,
  );
export const fundingTone = (stage: string): Tone =>
  toned({ submitted: 'open', approved: 'standing', partly_approved: 'standing', rejected: 'gone', withdrawn: 'gone' }, stage);

export const supportStageName = (stage: string): string =>
  named({ open: m.support_open, answered: m.support_is_answered, closed: m.support_is_closed }, stage);
export const supportTone = (stage: string): Tone => toned({ open: 'open', answered: 'standing', closed: 'done' }, stage);
