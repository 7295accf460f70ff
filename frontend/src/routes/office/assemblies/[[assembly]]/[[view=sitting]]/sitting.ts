/** Knows which reports a sitting goes through, how many are decided, and how the wall follows. */
import { POST, reading, type Reading } from '$lib/api';
import type { components } from '$lib/contract';
import { everything } from '$lib/everything';

type Schemas = components['schemas'];
export type Report = Schemas['Report'];

/** What is chosen and written about a report before it is recorded; kept in this browser. */
export interface Choice {
  outcome: '' | 'approved' | 'returned';
  comment: string;
}
export const unchosen = (): Choice => ({ outcome: '', comment: '' });

/** The reports that were put before an assembly, in the order of their titles: those to be decided on, and those that are. */
export function reportsReading(assembly_id: string): Reading<Report[]> {
  const page = (after?: string): Reading<Schemas['ReportPage']> =>
    reading('/v1/reports', { query: { assembly_id, sort: 'title', limit: 100, after } });
  return { address: `${page().address}#all`, read: async (afresh) => (await everything(page, afresh)).filter(isBeforeIt) };
}

const isBeforeIt = ({ stage, decided_on }: Report): boolean => stage === 'tabled' || isAccepted(stage) || decided_on !== null;
export const isAccepted = (stage: string): boolean => stage === 'approved' || stage === 'published';

/** Tabled anew after it was returned, a report is to be decided on again. */
export const isDecided = ({ stage }: Report): boolean => stage !== 'tabled';

/** The one that is asked for; else the first that is still to be decided on; else the first. */
export const presentReport = (reports: Report[], wanted: string): Report | undefined =>
  reports.find(({ id }) => id === wanted) ?? reports.find((report) => !isDecided(report)) ?? reports[0];

/** The next one to decide on after this one, from the top again when there is none below. */
export function nextOpen(reports: Report[], id: string): Report | undefined {
  const place = reports.findIndex((report) => report.id === id);
  return [...reports.slice(place + 1), ...reports.slice(0, Math.max(place, 0))].find((report) => !isDecided(report));
}

/** Let the assembly turn to a report: whatever shows it on a wall follows, on this machine or another. */
export async function callUp(assembly: string, report_id: string): Promise<void> {
  await POST('/v1/assemblies/{assembly}/present-reports', { params: { path: { assembly } }, body: { report_id } });
}

/** Look again every two seconds until one stops; while nothing has changed the service answers without a body. */
export function lookAgain(look: () => Promise<unknown>): () => void {
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look().finally(() => (looking = false));
  }, 2000);
  return () => clearInterval(timer);
}
