import { reading, type Reading } from '$lib/api';
import type { Formation } from '$lib/group';

/** How far a group has come. */
export function formationReading(slug: string): Reading<Formation> {
  return reading('/v1/working-groups/{working_group}/formation', { path: { working_group: slug } });
}
