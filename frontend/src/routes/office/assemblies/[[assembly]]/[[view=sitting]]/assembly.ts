/** Knows how an assembly is written on screen, what the service expects, and how much of what is owed to it is there. */
import { reading, type Reading } from '$lib/api';
import type { components } from '$lib/contract';
import { patched, said, type Values } from '$lib/editing.svelte';
import { everything } from '$lib/everything';
import { day, list } from '$lib/format';
import { m } from '$lib/language.svelte';
import { modeName } from '$lib/names';
import type { FieldSpec } from '$lib/parts/fields';

type Schemas = components['schemas'];
type Option = { value: string; label: string };
export type Assembly = Schemas['Assembly'];
export type Line = Schemas['AssemblyWorkingGroup'];

export const emptyAssembly = (network: string): Values => ({
  network_id: network,
  title: '',
  held_on: '',
  place: '',
  mode: 'in_person',
  host_city_id: '',
});

export const valuesOf = (assembly: Assembly): Values => ({
  title: assembly.title,
  held_on: assembly.held_on,
  place: assembly.place ?? '',
  mode: assembly.mode,
  host_city_id: assembly.host_city?.id ?? '',
});

export const assemblyOf = (values: Values): Schemas['AssemblyCreate'] => said(values) as Schemas['AssemblyCreate'];
export const patchOf = (changes: Values): Schemas['AssemblyPatch'] => patched(changes) as Schemas['AssemblyPatch'];

/** The fields of the form; networks are asked for where there is a choice among several. */
export function assemblyFields(networks: Option[], hosts: Option[]): FieldSpec[] {
  const modes = ['in_person', 'online', 'hybrid'].map((value) => ({ value, label: modeName(value) }));
  return [
    ...(networks.length > 1 ? [{ id: 'network_id', label: m.network(), options: networks }] : []),
    { id: 'title', label: m.title(), max: 200 },
    { id: 'held_on', label: m.assembly_day(), help: m.assembly_day_help(), type: 'date' },
    { id: 'mode', label: m.meeting_mode(), options: modes },
    { id: 'place', label: m.place(), optional: true },
    { id: 'host_city_id', label: m.assembly_host(), optional: true, options: [{ value: '', label: m.no_host() }, ...hosts] },
  ];
}

/** The member cities of a network, as choices. */
export function hostsReading(network_id: string): Reading<Option[]> {
  const page = (after?: string): Reading<Schemas['CityPage']> => reading('/v1/cities', { query: { network_id, limit: 100, after } });
  return {
    address: `${page().address}#all`,
    read: async (afresh) => (await everything(page, afresh)).map(({ id, name }) => ({ value: id, label: name })),
  };
}

/** What every group owes an assembly, and what is there. */
export function linesReading(assembly: string): Reading<Line[]> {
  const page = (after?: string): Reading<Schemas['AssemblyWorkingGroupPage']> =>
    reading('/v1/assemblies/{assembly}/working-groups', { path: { assembly }, query: { limit: 100, after } });
  return { address: `${page().address}#all`, read: (afresh) => everything(page, afresh) };
}

const hasReport = ({ report }: Line): boolean => report !== null && report.stage !== 'draft';
export const lacksReport = (line: Line): boolean => line.owes_report === true && !hasReport(line);
export const lacksDeclaration = (line: Line): boolean => line.owes_declaration === true && line.declaration === null;

/** How much of what is owed is there, in words: first the reports, then the declarations. */
export function counted(lines: Line[]): string[] {
  const owed = { reports: lines.filter((line) => line.owes_report), declarations: lines.filter((line) => line.owes_declaration) };
  const there = { reports: owed.reports.filter(hasReport), declarations: owed.declarations.filter(({ declaration }) => declaration) };
  return [
    owed.reports.length > 0 ? m.assembly_reports({ there: there.reports.length, owed: owed.reports.length }) : m.assembly_no_reports(),
    owed.declarations.length > 0
      ? m.assembly_declarations({ there: there.declarations.length, owed: owed.declarations.length })
      : m.assembly_no_declarations(),
  ];
}

/** What closing an assembly does, sentence by sentence; said before it is done. */
export function closingMeans(held_on: string, lines: Line[]): string[] {
  const titles = (some: Line[]): string => list(some.map(({ working_group }) => working_group.title));
  // A completion may have taken effect when the day began.
  const ending = lines.filter(({ stage, declaration }) => stage === 'constituted' && declaration?.choice === 'complete');
  const silent = lines.filter(lacksDeclaration);
  return [
    ending.length > 0 && m.assembly_close_completes({ count: ending.length, date: day(held_on), groups: titles(ending) }),
    silent.length > 0 && m.assembly_close_undeclared({ count: silent.length, groups: titles(silent) }),
    ending.length + silent.length === 0 && m.assembly_close_all_declared(),
    m.assembly_close_late(),
    m.assembly_close_final(),
  ].filter((sentence) => sentence !== false);
}

/** Where it is held: the place, and the host city where the place does not name it. */
export const whereabouts = ({ place, host_city }: Assembly): string[] =>
  [place ?? '', host_city && host_city.name !== place ? host_city.name : ''].filter(Boolean);

/** Today in the reader's calendar, as the service writes days. */
export const today = (): string => new Intl.DateTimeFormat('en-CA').format(new Date());
