import { readAhead } from '$lib/api';
import { session } from '$lib/session.svelte';
import type { PageLoad } from './$types';
import { citiesReading, groupsReading, wantedBy } from './readings';

/** For the public the lists are asked for while the rest of the page is still on its way. */
export const load: PageLoad = ({ params, url }) => {
  if (session.expected) return;
  const wanted = wantedBy(url, undefined, false);
  if (params.list !== 'cities') readAhead(groupsReading(wanted));
  if (params.list !== 'working-groups') readAhead(citiesReading(wanted));
};
