import { readAhead } from '$lib/api';
import { session } from '$lib/session.svelte';
import type { PageLoad } from './$types';
import { formationReading } from './formation';

export const load: PageLoad = ({ params }) => {
  if (session.expected) readAhead(formationReading(params.slug));
};
