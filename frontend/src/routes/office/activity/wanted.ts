/** Knows what the activity page's address asks for. */
import { m } from '$lib/language.svelte';

export interface Wanted {
  who: string;
  what: string;
  from: string;
  until: string;
  /** The first moment of the first day and the first one after the last day, in the reader's own zone. */
  recorded_from: string | undefined;
  recorded_before: string | undefined;
}

/** Midnight at the beginning of a day, so many days later; undefined for what is no day. */
function midnight(day: string, later: number): string | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year = 0, month = 1, date = 1] = parts;
  return new Date(year, month - 1, date + later).toISOString();
}

export function wantedBy(address: URL): Wanted {
  const word = (name: string): string => address.searchParams.get(name) ?? '';
  const [from, until] = [word('from'), word('until')];
  return { who: word('who'), what: word('what'), from, until, recorded_from: midnight(from, 0), recorded_before: midnight(until, 1) };
}

/** What acts can be about, as choices. */
export function records(): { value: string; label: string }[] {
  const words: Record<string, string> = {
    working_group: m.working_groups(),
    membership: m.record_membership(),
    lead: m.record_lead(),
    meeting: m.tab_meetings(),
    action_item: m.tab_action_items(),
    progress_update: m.record_progress_update(),
    output: m.tab_outputs(),
    document: m.record_document(),
    assembly: m.record_assembly(),
    report: m.reports(),
    declaration: m.record_declaration(),
    by_laws: m.by_laws(),
    person: m.people(),
    role: m.record_role(),
    invitation: m.invitations(),
    contact_point: m.record_contact_point(),
    api_client: m.record_api_client(),
    mandate: m.mandates(),
  };
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
