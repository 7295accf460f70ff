import { readAhead, reading } from '$lib/api';
import { session } from '$lib/session.svelte';
import type { PageLoad } from './$types';

/** A pointer resting on a link is enough to begin reading; the page itself draws at once and shows what has come. */
export const load: PageLoad = async ({ params, parent }) => {
  if (session.expected) await parent();
  const path = { working_group: params.slug };
  if (session.signedIn)
    readAhead(reading('/v1/working-groups/{working_group}', { path }), reading('/v1/working-groups/{working_group}/formation', { path }));
  else readAhead(reading('/v1/public/working-groups/{working_group}', { path: { working_group: params.slug } }));
};
