import { readAhead, reading } from '$lib/api';
import { session } from '$lib/session.svelte';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
  if (session.expected) await parent();
  const path = { city: params.slug };
  readAhead(session.signedIn ? reading('/v1/cities/{city}', { path }) : reading('/v1/public/cities/{city}', { path }));
};
