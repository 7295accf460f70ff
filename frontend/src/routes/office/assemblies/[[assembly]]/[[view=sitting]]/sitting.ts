/** Knows which reports a sitting goes through, how many are decided, and what of it is on the wall. */
import { reading, type Reading } from '$lib/api';
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

/** What the wall shows: a report, and which state of it; nothing before the first. */
export interface OnTheWall {
  report: string;
  version: number;
}

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

const keyOf = (assembly: string): string => `coalition.wall.${assembly}`;

/** Put a report on the wall: every window of this browser that shows the projector's view of the assembly follows. */
export function putOnTheWall(assembly: string, shown: OnTheWall): void {
  try {
    localStorage.setItem(keyOf(assembly), JSON.stringify(shown));
  } catch {
    // Without storage the wall stays where it was; the desk works all the same.
  }
}

export function onTheWall(assembly: string): OnTheWall | undefined {
  try {
    return (JSON.parse(localStorage.getItem(keyOf(assembly)) ?? 'null') as OnTheWall | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Be told whenever another window puts something else on the wall. Returns how to stop. */
export function followTheWall(assembly: string, tell: (shown: OnTheWall | undefined) => void): () => void {
  const heard = ({ key }: StorageEvent): void => void (key === keyOf(assembly) && tell(onTheWall(assembly)));
  addEventListener('storage', heard);
  return () => removeEventListener('storage', heard);
}
