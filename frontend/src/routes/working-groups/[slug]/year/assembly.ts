/** Knows which assembly a group looks towards. */
import type { components } from '$lib/contract';

export type Assembly = components['schemas']['Assembly'];
export type Line = components['schemas']['AssemblyWorkingGroup'];

/** The one that was asked for; else the next that is announced; else the latest that was held. */
export function presentAssembly(assemblies: Assembly[], wanted: string): Assembly | undefined {
  const byDay = [...assemblies].sort((a, b) => a.held_on.localeCompare(b.held_on));
  return byDay.find(({ id }) => id === wanted) ?? byDay.find(({ stage }) => stage === 'announced') ?? byDay.at(-1);
}
