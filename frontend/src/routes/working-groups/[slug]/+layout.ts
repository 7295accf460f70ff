import { readAhead, reading } from '$lib/api';
import { membersReading } from '$lib/screen.svelte';
import { session } from '$lib/session.svelte';
import type { LayoutLoad } from './$types';

/** A pointer resting on a link is enough to begin reading; the page itself draws at once and shows what has come. */
export const load: LayoutLoad = ({ params }) => {
  const path = { working_group: params.slug };
  if (session.expected) readAhead(reading('/v1/working-groups/{working_group}', { path }), membersReading(params.slug));
  else readAhead(reading('/v1/public/working-groups/{working_group}', { path }));
};
