import { readAhead, reading } from '$lib/api';
import { session } from '$lib/session.svelte';
import type { PageLoad } from './$types';

export const load: PageLoad = () => {
  if (session.expected) readAhead(reading('/v1/me/tasks'));
};
