import { readAhead } from '$lib/api';
import { session } from '$lib/session.svelte';
import type { PageLoad } from './$types';
import { citiesReading, groupsReading, networksReading, wantedBy } from './readings';

/** The lists are asked for while the rest of the page is still on its way: the public's, or those of the network last seen here. */
export const load: PageLoad = ({ params, url }) => {
  const wanted = wantedBy(url, session.home, session.expected);
  if (session.expected && params.list !== 'working-groups') readAhead(networksReading());
  if (session.expected && (!session.home || wanted.of)) return;
  if (params.list !== 'cities') readAhead(groupsReading(wanted));
  if (params.list !== 'working-groups') readAhead(citiesReading(wanted));
};
