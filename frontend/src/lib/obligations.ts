/** Knows the words for what a group owes its network, and how it stands. Later values are shown as they are. */
import type { components } from './contract';
import { day } from './format';
import { m } from './language.svelte';

export type Obligation = components['schemas']['Obligation'];

const named = (words: Record<string, () => string>, value: string): string => words[value]?.() ?? value.replaceAll('_', ' ');

export const duties = ['group_report', 'declaration'] as const;
export const dutyName = (duty: string): string => named({ group_report: m.report, declaration: m.declaration }, duty);

export const obligationStages = ['open', 'late', 'met', 'met_late', 'waived', 'lapsed'] as const;
export const obligationStageName = (stage: string): string =>
  named(
    { open: m.owed_open, late: m.owed_late, met: m.owed_met, met_late: m.owed_met_late, waived: m.owed_waived, lapsed: m.owed_lapsed },
    stage,
  );
export const obligationTone = (stage: string): 'open' | 'standing' | 'done' | 'gone' =>
  (({ open: 'open', late: 'open', met: 'done', met_late: 'done' }) as const)[stage as 'open'] ?? 'gone';

/** What the office has granted of it, and why; empty where it has granted nothing. */
export function grantedWords({ dispensation }: Obligation): string {
  if (!dispensation) return '';
  const { until, reason, granted_on } = dispensation;
  const date = day(granted_on);
  return until ? m.owed_extended_because({ until: day(until), date, reason }) : m.owed_waived_because({ date, reason });
}
